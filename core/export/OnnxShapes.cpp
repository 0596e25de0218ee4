// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/OnnxOperators_p.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace cultivar {

namespace {

using torch::jit::Node;
using torch::jit::Value;

std::string same(OnnxTranslation& to, const Node& node)
{
    return to.tensor(node.input(0));
}

std::string concatenated(OnnxTranslation& to, const Node& node)
{
    std::vector<std::string> inputs;
    for (const Value* part : to.list(node.input(0)))
        inputs.push_back(to.tensor(part));
    const std::int64_t axis = frontAxis(to.integer(node.input(1)), to.sizes(node.output()));
    return to.graph().add("Concat", inputs, {{"axis", axis}});
}

std::string permuted(OnnxTranslation& to, const Node& node)
{
    return to.graph().add("Transpose", {to.tensor(node.input(0))}, {{"perm", to.integers(node.input(1))}});
}

std::string transposed(OnnxTranslation& to, const Node& node)
{
    const OnnxSizes sizes = to.sizes(node.input(0));
    OnnxSizes order(sizes.size());
    std::iota(order.begin(), order.end(), 0);
    std::swap(order[frontAxis(to.integer(node.input(1)), sizes)],
              order[frontAxis(to.integer(node.input(2)), sizes)]);
    return to.graph().add("Transpose", {to.tensor(node.input(0))}, {{"perm", order}});
}

std::string reshape(OnnxTranslation& to, const Node& node)
{
    return onnxReshaped(to, to.tensor(node.input(0)), to.sizes(node.output()));
}

/// What a slice takes: a range of one dimension.
struct Range
{
    std::int64_t axis, start, end, step = 1;
};

std::string sliced(OnnxTranslation& to, const std::string& input, const Range& range)
{
    OnnxGraph& graph = to.graph();
    return graph.add("Slice",
                     {input, graph.constant(OnnxSizes{range.start}), graph.constant(OnnxSizes{range.end}),
                      graph.constant(OnnxSizes{range.axis}), graph.constant(OnnxSizes{range.step})});
}

std::string slice(OnnxTranslation& to, const Node& node)
{
    const OnnxSizes sizes = to.sizes(node.input(0));
    const std::int64_t axis = frontAxis(to.integer(node.input(1)), sizes), size = sizes[axis];
    const std::int64_t start = to.isNone(node.input(2)) ? 0 : to.integer(node.input(2));
    const std::int64_t end =
        to.isNone(node.input(3)) ? std::numeric_limits<std::int64_t>::max() : to.integer(node.input(3));
    const std::int64_t step = to.integer(node.input(4));
    if (start == 0 && step == 1 &&
        (end >= size && (size >= 0 || end == std::numeric_limits<std::int64_t>::max())))
        return to.tensor(node.input(0));
    TORCH_CHECK(size >= 0 && start >= 0 && end >= 0, "a slice of the batch");
    return sliced(to, to.tensor(node.input(0)), {axis, start, std::min(end, size), step});
}

std::string select(OnnxTranslation& to, const Node& node)
{
    const OnnxSizes sizes = to.sizes(node.input(0));
    const std::int64_t axis = frontAxis(to.integer(node.input(1)), sizes), index = to.integer(node.input(2));
    TORCH_CHECK(sizes[axis] >= 0 && index >= 0, "a choice from the batch");
    return onnxReshaped(to, sliced(to, to.tensor(node.input(0)), {axis, index, index + 1}),
                        to.sizes(node.output()));
}

/// Cyclic shifts: the end before the start, one dimension after the other.
std::string rolled(OnnxTranslation& to, const Node& node)
{
    const OnnxSizes sizes = to.sizes(node.input(0)), shifts = to.integers(node.input(1)),
                    axes = to.integers(node.input(2));
    std::string value = to.tensor(node.input(0));
    for (std::size_t i = 0; i < axes.size(); ++i) {
        const std::int64_t axis = frontAxis(axes[i], sizes), size = sizes[axis];
        TORCH_CHECK(size > 0, "a shift of the batch");
        const std::int64_t cut = ((-shifts[i] % size) + size) % size;
        if (cut == 0)
            continue;
        const std::string head = sliced(to, value, {axis, 0, cut}),
                          tail = sliced(to, value, {axis, cut, size});
        value = to.graph().add("Concat", {tail, head}, {{"axis", axis}});
    }
    return value;
}

/// TorchScript's pairs start with the last dimension; ONNX has all starts, then all ends.
std::string padded(OnnxTranslation& to, const Node& node)
{
    const OnnxSizes pairs = to.integers(node.input(1));
    const std::size_t rank = to.sizes(node.input(0)).size();
    OnnxSizes pads(2 * rank, 0);
    for (std::size_t i = 0; i < pairs.size() / 2; ++i) {
        pads[rank - 1 - i] = pairs[2 * i];
        pads[2 * rank - 1 - i] = pairs[2 * i + 1];
    }
    return to.graph().add("Pad", {to.tensor(node.input(0))},
                          {{"pads", pads}, {"value", to.real(node.input(2))}});
}

} // namespace

const OnnxOperators& onnxShapes()
{
    static const OnnxOperators table{
        {"cat", concatenated},     {"constant_pad_nd", padded}, {"contiguous", same},  {"detach", same},
        {"dropout", same},         {"flatten", reshape},        {"permute", permuted}, {"reshape", reshape},
        {"roll", rolled},          {"select", select},          {"slice", slice},      {"squeeze", reshape},
        {"transpose", transposed}, {"unsqueeze", reshape},      {"view", reshape},
    };
    return table;
}

std::int64_t frontAxis(std::int64_t axis, const OnnxSizes& sizes)
{
    return axis < 0 ? axis + static_cast<std::int64_t>(sizes.size()) : axis;
}

std::string onnxReshaped(OnnxTranslation& to, const std::string& input, const OnnxSizes& sizes)
{
    TORCH_CHECK(std::count(sizes.begin(), sizes.end(), -1) <= 1, "two sizes depend on the batch");
    return to.graph().add("Reshape", {input, to.graph().constant(sizes)});
}

OnnxOperator onnxOperator(const std::string& name)
{
    for (const OnnxOperators* table : {&onnxArithmetic(), &onnxLayers(), &onnxShapes()}) {
        if (const auto found = table->find(name); found != table->end())
            return found->second;
    }
    return nullptr;
}

} // namespace cultivar
