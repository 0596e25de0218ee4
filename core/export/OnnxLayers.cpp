// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/OnnxOperators_p.h"

namespace cultivar {

namespace {

using torch::jit::Node;

/// Values for height and width, written once or twice.
OnnxSizes pairOf(const OnnxSizes& values)
{
    return values.size() == 1 ? OnnxSizes{values[0], values[0]} : values;
}

OnnxSizes padsOf(const OnnxSizes& padding)
{
    const OnnxSizes pair = pairOf(padding);
    return {pair[0], pair[1], pair[0], pair[1]}; // top, left, bottom, right
}

std::string convolved(OnnxTranslation& to, const Node& node, std::int64_t groups)
{
    const auto weight = to.constant(node.input(1));
    TORCH_CHECK(weight && weight->dim() == 4, "a convolution of unknown kind");
    std::vector<std::string> inputs{to.tensor(node.input(0)), to.tensor(node.input(1))};
    if (!to.isNone(node.input(2)))
        inputs.push_back(to.tensor(node.input(2)));
    return to.graph().add("Conv", inputs,
                          {{"kernel_shape", OnnxSizes{weight->size(2), weight->size(3)}},
                           {"strides", pairOf(to.integers(node.input(3)))},
                           {"pads", padsOf(to.integers(node.input(4)))},
                           {"dilations", pairOf(to.integers(node.input(5)))},
                           {"group", groups}});
}

std::string conv2d(OnnxTranslation& to, const Node& node)
{
    return convolved(to, node, to.integer(node.input(6)));
}

std::string convolution(OnnxTranslation& to, const Node& node)
{
    TORCH_CHECK(to.integer(node.input(6)) == 0, "a transposed convolution");
    return convolved(to, node, to.integer(node.input(8)));
}

std::string batchNorm(OnnxTranslation& to, const Node& node)
{
    std::vector<std::string> inputs;
    for (int i = 0; i < 5; ++i) // input, weight, bias, mean, variance
        inputs.push_back(to.tensor(node.input(i)));
    return to.graph().add("BatchNormalization", inputs, {{"epsilon", to.real(node.input(7))}});
}

/// Each row as a picture of one channel, which ONNX knows how to normalise; then weight and bias.
std::string layerNorm(OnnxTranslation& to, const Node& node)
{
    const OnnxSizes shape = to.integers(node.input(1)), sizes = to.sizes(node.input(0));
    TORCH_CHECK(shape.size() == 1, "a layer norm over several dimensions");
    OnnxGraph& graph = to.graph();
    const std::string rows = onnxReshaped(to, to.tensor(node.input(0)), {-1, 1, shape[0]});
    const std::string normalised = graph.add(
        "InstanceNormalization", {rows, graph.constant(torch::ones({1})), graph.constant(torch::zeros({1}))},
        {{"epsilon", to.real(node.input(4))}});
    const std::string scaled =
        graph.add("Mul", {onnxReshaped(to, normalised, {-1, shape[0]}), to.tensor(node.input(2))});
    return onnxReshaped(to, graph.add("Add", {scaled, to.tensor(node.input(3))}), sizes);
}

std::string maxPool(OnnxTranslation& to, const Node& node)
{
    const OnnxSizes kernel = pairOf(to.integers(node.input(1))), stride = to.integers(node.input(2));
    return to.graph().add("MaxPool", {to.tensor(node.input(0))},
                          {{"kernel_shape", kernel},
                           {"strides", stride.empty() ? kernel : pairOf(stride)},
                           {"pads", padsOf(to.integers(node.input(3)))},
                           {"ceil_mode", to.integer(node.input(5))}});
}

/// Padded before, since OpenCV never counts padding here and torch does.
std::string averagePool(OnnxTranslation& to, const Node& node)
{
    const OnnxSizes kernel = pairOf(to.integers(node.input(1))), stride = to.integers(node.input(2));
    const OnnxSizes pads = padsOf(to.integers(node.input(3)));
    TORCH_CHECK(to.integer(node.input(4)) == 0 && to.isNone(node.input(6)), "an average of unknown kind");
    std::string input = to.tensor(node.input(0));
    if (pads != OnnxSizes{0, 0, 0, 0}) {
        TORCH_CHECK(to.integer(node.input(5)) != 0, "an average that leaves padding out");
        input = to.graph().add("Pad", {input},
                               {{"pads", OnnxSizes{0, 0, pads[0], pads[1], 0, 0, pads[2], pads[3]}}});
    }
    return to.graph().add("AveragePool", {input},
                          {{"kernel_shape", kernel}, {"strides", stride.empty() ? kernel : pairOf(stride)}});
}

std::string adaptiveAveragePool(OnnxTranslation& to, const Node& node)
{
    TORCH_CHECK(to.integers(node.input(1)) == OnnxSizes({1, 1}), "an average over parts of the picture");
    return to.graph().add("GlobalAveragePool", {to.tensor(node.input(0))});
}

/// [N, H, W, C] averaged over H and W.
std::string mean(OnnxTranslation& to, const Node& node)
{
    TORCH_CHECK(to.sizes(node.input(0)).size() == 4 && to.integers(node.input(1)) == OnnxSizes({1, 2}) &&
                    to.integer(node.input(2)) == 0,
                "a mean over these dimensions");
    const std::string channelsFirst =
        to.graph().add("Transpose", {to.tensor(node.input(0))}, {{"perm", OnnxSizes{0, 3, 1, 2}}});
    return onnxReshaped(to, to.graph().add("GlobalAveragePool", {channelsFirst}), to.sizes(node.output()));
}

std::string matmul(OnnxTranslation& to, const Node& node)
{
    return to.graph().add("MatMul", {to.tensor(node.input(0)), to.tensor(node.input(1))});
}

/// bias + x · weights, [N, in] · [in, out]
std::string addmm(OnnxTranslation& to, const Node& node)
{
    const auto bias = to.constant(node.input(0)), weights = to.constant(node.input(2));
    TORCH_CHECK(bias && weights && to.real(node.input(3)) == 1.0 && to.real(node.input(4)) == 1.0,
                "a linear layer of unknown kind");
    return to.graph().add(
        "Gemm", {to.tensor(node.input(1)), to.graph().constant(weights->t()), to.graph().constant(*bias)},
        {{"transB", std::int64_t(1)}});
}

std::string linear(OnnxTranslation& to, const Node& node)
{
    const auto weights = to.constant(node.input(1));
    TORCH_CHECK(weights, "a linear layer of unknown kind");
    const std::string product =
        to.graph().add("MatMul", {to.tensor(node.input(0)), to.graph().constant(weights->t())});
    return to.isNone(node.input(2)) ? product : to.graph().add("Add", {product, to.tensor(node.input(2))});
}

} // namespace

const OnnxOperators& onnxLayers()
{
    static const OnnxOperators table{
        {"_convolution", convolution},
        {"adaptive_avg_pool2d", adaptiveAveragePool},
        {"addmm", addmm},
        {"avg_pool2d", averagePool},
        {"batch_norm", batchNorm},
        {"conv2d", conv2d},
        {"layer_norm", layerNorm},
        {"linear", linear},
        {"matmul", matmul},
        {"max_pool2d", maxPool},
        {"mean", mean},
    };
    return table;
}

} // namespace cultivar
