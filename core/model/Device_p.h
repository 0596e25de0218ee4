// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Device.h"

#include <torch/torch.h>

namespace cultivar {

torch::Device torchDevice(DeviceChoice resolved);

} // namespace cultivar
