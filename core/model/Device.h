// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

namespace cultivar {

enum class DeviceChoice { Auto, Cpu, Cuda };

/// Which device a run uses: "auto" takes CUDA when LibTorch has it, else the CPU.
/// Error: DeviceUnavailable when CUDA is asked for by name and is not there.
Result<DeviceChoice> resolveDevice(DeviceChoice choice);
QString deviceName(DeviceChoice resolved); // "cpu", "cuda"
/// Whether training in mixed precision is faster there.
bool hasFastMixedPrecision(DeviceChoice resolved);

} // namespace cultivar
