// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/OnnxOperators_p.h"

#include <algorithm>
#include <cmath>

namespace cultivar {

namespace {

using torch::jit::Node;
using torch::jit::Value;

/// One value per place along the last dimensions, for broadcasting against @p sizes: without leading ones,
/// and with those between other sizes written out.
torch::Tensor broadcastable(torch::Tensor values, const OnnxSizes& sizes)
{
    if (values.numel() == 1)
        return values.reshape({1});
    while (values.size(0) == 1)
        values = values.squeeze(0);
    OnnxSizes target = values.sizes().vec();
    const std::size_t offset = sizes.size() - target.size();
    std::size_t last = target.size() - 1;
    while (target[last] == 1)
        --last;
    for (std::size_t i = 0; i < last; ++i)
        target[i] = sizes[offset + i];
    TORCH_CHECK(std::count(target.begin(), target.end(), -1) == 0, "a constant as large as the batch");
    return values.expand(target);
}

std::string plusConstant(OnnxTranslation& to, const Value* value, const torch::Tensor& constant)
{
    return to.graph().add("Add",
                          {to.tensor(value), to.graph().constant(broadcastable(constant, to.sizes(value)))});
}

std::string timesConstant(OnnxTranslation& to, const Value* value, const torch::Tensor& constant)
{
    const OnnxSizes sizes = to.sizes(value);
    const torch::Tensor factor = broadcastable(constant, sizes);
    const std::string name = to.graph().constant(factor);
    if (factor.numel() == 1 || factor.dim() + 1 == static_cast<std::int64_t>(sizes.size()))
        return to.graph().add("Mul", {to.tensor(value), name});
    OnnxSizes rows = factor.sizes().vec();
    rows.insert(rows.begin(), -1);
    const std::string product = to.graph().add("Mul", {onnxReshaped(to, to.tensor(value), rows), name});
    return onnxReshaped(to, product, sizes);
}

std::string sum(OnnxTranslation& to, const Node& node, double sign)
{
    TORCH_CHECK(to.real(node.input(2)) == 1.0, "a sum with a factor");
    if (const auto second = to.constant(node.input(1)))
        return plusConstant(to, node.input(0), sign * *second);
    if (const auto first = to.constant(node.input(0)); first && sign > 0)
        return plusConstant(to, node.input(1), *first);
    TORCH_CHECK(to.sizes(node.input(0)) == to.sizes(node.input(1)), "a sum of different shapes");
    return to.graph().add(sign > 0 ? "Add" : "Sub", {to.tensor(node.input(0)), to.tensor(node.input(1))});
}

std::string add(OnnxTranslation& to, const Node& node)
{
    return sum(to, node, 1.0);
}

std::string subtract(OnnxTranslation& to, const Node& node)
{
    return sum(to, node, -1.0);
}

/// [N, C, H, W] · [N, C, 1, 1], as squeeze-and-excitation has it: both with N · C rows.
std::string timesChannels(OnnxTranslation& to, const Value* value, const Value* factors)
{
    const OnnxSizes sizes = to.sizes(value), other = to.sizes(factors);
    TORCH_CHECK(sizes.size() == 4 && other == OnnxSizes({sizes[0], sizes[1], 1, 1}),
                "a product of different shapes");
    const std::string rows = onnxReshaped(to, to.tensor(value), {-1, sizes[2] * sizes[3]});
    const std::string scales = onnxReshaped(to, to.tensor(factors), {-1, 1});
    return onnxReshaped(to, to.graph().add("Mul", {rows, scales}), sizes);
}

std::string multiply(OnnxTranslation& to, const Node& node)
{
    const Value *first = node.input(0), *second = node.input(1);
    if (const auto factor = to.constant(second))
        return timesConstant(to, first, *factor);
    if (const auto factor = to.constant(first))
        return timesConstant(to, second, *factor);
    const OnnxSizes sizes = to.sizes(first), other = to.sizes(second);
    if (sizes == other)
        return to.graph().add("Mul", {to.tensor(first), to.tensor(second)});
    return sizes[2] > other[2] ? timesChannels(to, first, second) : timesChannels(to, second, first);
}

template <const char* type>
std::string unary(OnnxTranslation& to, const Node& node)
{
    return to.graph().add(type, {to.tensor(node.input(0))});
}
constexpr char kRelu[] = "Relu";
constexpr char kSigmoid[] = "Sigmoid";

std::string clipped(OnnxTranslation& to, const Value* value, double minimum, double maximum)
{
    return to.graph().add("Clip", {to.tensor(value)}, {{"min", minimum}, {"max", maximum}});
}

std::string relu6(OnnxTranslation& to, const Node& node)
{
    return clipped(to, node.input(0), 0.0, 6.0);
}

std::string hardtanh(OnnxTranslation& to, const Node& node)
{
    return clipped(to, node.input(0), to.real(node.input(1)), to.real(node.input(2)));
}

std::string hardsigmoid(OnnxTranslation& to, const Node& node)
{
    return to.graph().add("HardSigmoid", {to.tensor(node.input(0))}, {{"alpha", 1.0 / 6}, {"beta", 0.5}});
}

std::string hardswish(OnnxTranslation& to, const Node& node)
{
    return to.graph().add("Mul", {to.tensor(node.input(0)), hardsigmoid(to, node)});
}

std::string silu(OnnxTranslation& to, const Node& node)
{
    return to.graph().add("Mul", {to.tensor(node.input(0)), unary<kSigmoid>(to, node)});
}

/// x · (1 + erf(x / √2)) / 2
std::string gelu(OnnxTranslation& to, const Node& node)
{
    TORCH_CHECK(to.plain(node.input(1)).toStringRef() == "none", "an approximated GELU");
    OnnxGraph& graph = to.graph();
    const auto scalar = [&](double value) { return graph.constant(torch::tensor({value}, torch::kFloat32)); };
    const std::string x = to.tensor(node.input(0));
    const std::string erf = graph.add("Erf", {graph.add("Mul", {x, scalar(std::sqrt(0.5))})});
    const std::string half = graph.add("Mul", {graph.add("Add", {erf, scalar(1.0)}), scalar(0.5)});
    return graph.add("Mul", {x, half});
}

std::string softmax(OnnxTranslation& to, const Node& node)
{
    const OnnxSizes sizes = to.sizes(node.input(0));
    const std::int64_t axis = frontAxis(to.integer(node.input(1)), sizes);
    TORCH_CHECK(axis + 1 == static_cast<std::int64_t>(sizes.size()), "a softmax over an inner dimension");
    return to.graph().add("Softmax", {to.tensor(node.input(0))}, {{"axis", axis}});
}

std::string zeros(OnnxTranslation& to, const Node& node)
{
    return timesConstant(to, node.input(0), torch::zeros({1}));
}

} // namespace

const OnnxOperators& onnxArithmetic()
{
    static const OnnxOperators table{
        {"add", add},
        {"gelu", gelu},
        {"hardsigmoid", hardsigmoid},
        {"hardswish", hardswish},
        {"hardtanh", hardtanh},
        {"mul", multiply},
        {"relu", unary<kRelu>},
        {"relu6", relu6},
        {"sigmoid", unary<kSigmoid>},
        {"silu", silu},
        {"softmax", softmax},
        {"sub", subtract},
        {"zeros_like", zeros},
    };
    return table;
}

} // namespace cultivar
