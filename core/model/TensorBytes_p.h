// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/weights/SafeTensors.h"

#include <torch/torch.h>

namespace cultivar {

/// LibTorch's name for an element type of a weights file.
torch::ScalarType scalarType(TensorType type);

/// The values of a contiguous tensor on the CPU, as long as it lives.
QByteArrayView bytesOf(const torch::Tensor& tensor);

/// The same with what a file says about it. Floats, 64-bit integers and bytes only: what models hold.
TensorView viewOf(const std::string& name, const torch::Tensor& tensor);

} // namespace cultivar
