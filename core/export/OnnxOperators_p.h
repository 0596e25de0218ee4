// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/OnnxTranslation_p.h"

// What each TorchScript operator is in ONNX, in three tables. The forms are chosen so that OpenCV 4.6 reads
// them as well, for any batch size: it lays out its layers for one picture, and what it derives from that
// layout stays. So shapes are written with −1 for the batch, constants never have the batch's dimension, and
// where it multiplies two tensors of different shapes the batch is the first of two dimensions.
namespace cultivar {

using OnnxOperators = std::map<std::string, OnnxOperator>;

const OnnxOperators& onnxArithmetic(); // sums, products, activations
const OnnxOperators& onnxLayers();     // convolutions, linear layers, norms, pooling
const OnnxOperators& onnxShapes();     // what moves values without changing them

// What they share.
using OnnxSizes = OnnxTranslation::Sizes;

/// @p axis counted from the front.
std::int64_t frontAxis(std::int64_t axis, const OnnxSizes& sizes);
std::string onnxReshaped(OnnxTranslation& to, const std::string& input, const OnnxSizes& sizes);

} // namespace cultivar
