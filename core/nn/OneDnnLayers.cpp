// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/OneDnnLayers_p.h"

#include <stdexcept>
#include <string_view>
#include <unordered_map>

namespace cultivar::nn::onednn {

namespace {

dnnl::primitive_attr attributesOf(const Fused& fused)
{
    dnnl::post_ops operations;
    if (fused.isAdding)
        operations.append_sum(1.0f);
    if (const auto& activation = fused.activation)
        operations.append_eltwise(1.0f, activation->kind, activation->alpha, activation->beta);
    dnnl::primitive_attr attributes;
    attributes.set_post_ops(operations);
    attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user); // oneDNN's own is not for several threads
    return attributes;
}

/// Where a layer writes: over the addend where it may, else into new memory, a copy of it if there is one.
torch::Tensor destination(const dnnl::memory::desc& layout, Addend addend)
{
    if (!addend.value)
        return allocated(layout);
    const torch::Tensor bytes = addend.value->in(layout);
    return addend.mayOverwrite ? bytes : converted(bytes, layout, layout);
}

template <class Prepared>
void run(const Prepared& prepared, const torch::Tensor& source, const torch::Tensor& bias,
         const torch::Tensor& target)
{
    const auto& description = prepared.description;
    std::unordered_map<int, dnnl::memory> arguments{
        {DNNL_ARG_SRC, memoryOf(description.src_desc(), source)},
        {DNNL_ARG_WEIGHTS, memoryOf(description.weights_desc(), prepared.weight)},
        {DNNL_ARG_DST, memoryOf(description.dst_desc(), target)}};
    const torch::Tensor scratch = allocated(description.scratchpad_desc());
    arguments.insert({DNNL_ARG_SCRATCHPAD, memoryOf(description.scratchpad_desc(), scratch)});
    if (bias.defined())
        arguments.insert({DNNL_ARG_BIAS, memoryOf(description.bias_desc(), bias)});
    prepared.primitive.execute(stream(), arguments);
}

void activate(const torch::Tensor& bytes, const dnnl::memory::desc& layout, const Activation& activation)
{
    const dnnl::eltwise_forward::desc wanted(dnnl::prop_kind::forward_inference, activation.kind, layout,
                                             activation.alpha, activation.beta);
    const dnnl::memory memory = memoryOf(layout, bytes);
    dnnl::eltwise_forward({wanted, engine()})
        .execute(stream(), {{DNNL_ARG_SRC, memory}, {DNNL_ARG_DST, memory}});
}

// oneDNN's reference code takes whatever nothing faster does, and is some hundred times slower.
template <class Description>
bool isReference(const Description& description)
{
    return std::string_view(description.impl_info_str()).find("ref") != std::string_view::npos;
}

} // namespace

Convolution::Convolution(torch::Tensor weight, torch::Tensor bias, Geometry geometry, Fused fused)
    : m_weight(weight.contiguous()), m_bias(std::move(bias)), m_geometry(std::move(geometry)), m_fused(fused)
{
    const std::int64_t groups = m_geometry.groups;
    if (groups > 1) {
        Sizes sizes = m_weight.sizes().vec();
        sizes[0] /= groups;
        sizes.insert(sizes.begin(), groups);
        m_weight = m_weight.view(sizes);
    }
}

Value Convolution::operator()(Value& x, Addend addend)
{
    const auto prepared = m_prepared.at(x.sizes(), [&] { return prepare(x.sizes()); });
    const dnnl::memory::desc layout = prepared->description.dst_desc();
    const torch::Tensor target = destination(layout, addend);
    run(*prepared, x.in(prepared->description.src_desc()), m_bias, target);
    if (prepared->afterwards)
        activate(target, layout, *prepared->afterwards);
    return Value(target, layout);
}

Convolution::Prepared Convolution::prepare(const Sizes& sizes) const
{
    using dnnl::algorithm;
    const Geometry& g = m_geometry;
    const Sizes weight = m_weight.sizes().vec();
    const bool isSquare3 = weight.end()[-2] == 3 && weight.end()[-1] == 3;
    std::optional<dnnl::convolution_forward::primitive_desc> description;
    std::optional<Activation> afterwards;
    if (isSquare3 && g.groups == 1 && g.stride == Sizes{1, 1} && g.dilation == Sizes{1, 1}) {
        const auto winograd = algorithm::convolution_winograd;
        description = describe(sizes, winograd, Tag::any, Tag::any, m_fused);
        if (!description && m_fused.activation) { // few activations can be fused into it
            description = describe(sizes, winograd, Tag::any, Tag::any, {m_fused.isAdding, {}});
            if (description)
                afterwards = m_fused.activation;
        }
    }
    const auto direct = algorithm::convolution_direct;
    if (!description) // blocks are filled with zeros where channels are few: the colours stay as they come
        description = describe(sizes, direct, sizes[1] < 8 ? Tag::nhwc : blocks(), blocks(), m_fused);
    if (!description)
        description = describe(sizes, direct, Tag::nhwc, Tag::nhwc, m_fused);
    if (!description)
        throw dnnl::error(dnnl_unimplemented, "no fast convolution of this kind");
    const auto plain = g.groups > 1 ? Tag::goihw : Tag::oihw;
    return {*description, dnnl::convolution_forward(*description),
            converted(m_weight, described(weight, plain), description->weights_desc()), afterwards};
}

std::optional<dnnl::convolution_forward::primitive_desc> Convolution::describe(const Sizes& sizes,
                                                                               dnnl::algorithm algorithm,
                                                                               Tag sourceTag, Tag targetTag,
                                                                               const Fused& fused) const
{
    const Geometry& g = m_geometry;
    const Sizes weight = m_weight.sizes().vec();
    Sizes out{sizes[0], weight.end()[-4] * g.groups};
    Sizes dilation(2);
    for (std::size_t i = 0; i < 2; ++i) {
        dilation[i] = g.dilation[i] - 1; // oneDNN counts the gaps
        const std::int64_t reach = g.dilation[i] * (weight.end()[static_cast<int>(i) - 2] - 1) + 1;
        out.push_back((sizes[i + 2] + 2 * g.padding[i] - reach) / g.stride[i] + 1);
    }
    const auto source = described(sizes, sourceTag), target = described(out, targetTag);
    const auto weights = described(weight, Tag::any);
    const auto kind = dnnl::prop_kind::forward_inference;
    const auto wanted = m_bias.defined()
                            ? dnnl::convolution_forward::desc(kind, algorithm, source, weights,
                                                              described(m_bias.sizes().vec(), Tag::a), target,
                                                              g.stride, dilation, g.padding, g.padding)
                            : dnnl::convolution_forward::desc(kind, algorithm, source, weights, target,
                                                              g.stride, dilation, g.padding, g.padding);
    try {
        const dnnl::convolution_forward::primitive_desc description(wanted, attributesOf(fused), engine());
        if (!isReference(description))
            return description;
    } catch (const dnnl::error&) {
        // This processor has no such kernel, or none for these sizes.
    }
    return {};
}

Linear::Linear(torch::Tensor weight, torch::Tensor bias, Fused fused)
    : m_weight(weight.contiguous()), m_bias(std::move(bias)), m_fused(fused)
{
}

torch::Tensor Linear::operator()(const torch::Tensor& x, const torch::Tensor& addend, bool mayOverwrite)
{
    const torch::Tensor rows = x.reshape({-1, x.size(-1)}).contiguous();
    const auto prepared = m_prepared.at(rows.size(0), [&] { return prepare(rows.size(0)); });
    Sizes sizes = x.sizes().vec();
    sizes.back() = m_weight.size(0);
    torch::Tensor target;
    if (addend.defined() && addend.sizes() != sizes)
        throw std::invalid_argument("a sum of different sizes");
    if (!addend.defined())
        target = torch::empty(sizes);
    else if (mayOverwrite && addend.is_contiguous())
        target = addend;
    else
        target = addend.clone(torch::MemoryFormat::Contiguous);
    run(*prepared, rows, m_bias, target);
    return target;
}

Linear::Prepared Linear::prepare(std::int64_t rows) const
{
    const auto source = described({rows, m_weight.size(1)}, Tag::ab);
    const auto target = described({rows, m_weight.size(0)}, Tag::ab);
    const auto weights = described(m_weight.sizes().vec(), Tag::any);
    const auto kind = dnnl::prop_kind::forward_inference;
    const auto wanted =
        m_bias.defined() ? dnnl::inner_product_forward::desc(kind, source, weights,
                                                             described(m_bias.sizes().vec(), Tag::a), target)
                         : dnnl::inner_product_forward::desc(kind, source, weights, target);
    const dnnl::inner_product_forward::primitive_desc description(wanted, attributesOf(m_fused), engine());
    return {description, dnnl::inner_product_forward(description),
            converted(m_weight, described(m_weight.sizes().vec(), Tag::ab), description.weights_desc())};
}

} // namespace cultivar::nn::onednn
