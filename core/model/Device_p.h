// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Device.h"

#include <torch/torch.h>

namespace cultivar {

torch::Device torchDevice(DeviceChoice resolved);

/// Whether the device multiplies bfloat16 in hardware.
bool hasFastBFloat16(torch::Device device);

/// LibTorch reports exhausted memory, of the host or the device, as a plain c10::Error that says so.
bool isOutOfMemory(const std::exception& exception);

} // namespace cultivar
