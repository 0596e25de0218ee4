// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Arguments.h"
#include "core/model/Device.h"

namespace cultivar {

constexpr int kMaxThreads = 1024;

/// `--device auto|cpu|cuda`, which several commands take.
CommandSyntax::Option deviceOption();
UsageResult<DeviceChoice> deviceFrom(const Arguments& arguments);

} // namespace cultivar
