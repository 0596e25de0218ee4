// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/OneDnnPictures_p.h"

#include <unordered_map>

namespace cultivar::nn::onednn {

namespace {

Value pooled(Value& x, dnnl::algorithm algorithm, const Sizes& kernel, const Sizes& stride,
             const Sizes& padding)
{
    Sizes sizes = x.sizes();
    for (std::size_t i = 0; i < 2; ++i)
        sizes[i + 2] = (sizes[i + 2] + 2 * padding[i] - kernel[i]) / stride[i] + 1;
    const dnnl::memory::desc from = x.layout();
    const dnnl::pooling_forward::desc wanted(dnnl::prop_kind::forward_inference, algorithm, from,
                                             described(sizes, Tag::any), stride, kernel, padding, padding);
    const dnnl::pooling_forward::primitive_desc description(wanted, engine());
    const dnnl::memory::desc to = description.dst_desc();
    const torch::Tensor target = allocated(to);
    dnnl::pooling_forward(description)
        .execute(stream(),
                 {{DNNL_ARG_SRC, memoryOf(from, x.in(from))}, {DNNL_ARG_DST, memoryOf(to, target)}});
    return Value(target, to);
}

} // namespace

Value maxPool(Value& x, const Sizes& kernel, const Sizes& stride, const Sizes& padding)
{
    return pooled(x, dnnl::algorithm::pooling_max, kernel, stride, padding);
}

Value globalAverage(Value& x)
{
    const Sizes sizes = x.sizes();
    return pooled(x, dnnl::algorithm::pooling_avg, {sizes[2], sizes[3]}, {1, 1}, {0, 0});
}

Value scaled(Value& x, Value& factors)
{
    const dnnl::memory::desc layout = x.layout(), small = described(factors.sizes(), blocks());
    const torch::Tensor target = allocated(layout);
    const dnnl::binary::desc wanted(dnnl::algorithm::binary_mul, layout, small, layout);
    dnnl::binary({wanted, engine()})
        .execute(stream(), {{DNNL_ARG_SRC_0, memoryOf(layout, x.in(layout))},
                            {DNNL_ARG_SRC_1, memoryOf(small, factors.in(small))},
                            {DNNL_ARG_DST, memoryOf(layout, target)}});
    return Value(target, layout);
}

Value concatenated(const std::vector<Value*>& pictures)
{
    std::vector<dnnl::memory::desc> layouts;
    std::unordered_map<int, dnnl::memory> arguments;
    Sizes sizes = pictures.at(0)->sizes();
    sizes[1] = 0;
    for (Value* picture : pictures) {
        const Sizes each = picture->sizes();
        sizes[1] += each[1];
        layouts.push_back(described(each, blocks()));
        arguments.insert({DNNL_ARG_MULTIPLE_SRC + static_cast<int>(layouts.size()) - 1,
                          memoryOf(layouts.back(), picture->in(layouts.back()))});
    }
    const dnnl::memory::desc layout = described(sizes, blocks());
    const torch::Tensor target = allocated(layout);
    arguments.insert({DNNL_ARG_DST, memoryOf(layout, target)});
    dnnl::concat({layout, 1, layouts, engine()}).execute(stream(), arguments);
    return Value(target, layout);
}

Value normalized(Value& x, const BatchNorm& norm)
{
    using dnnl::normalization_flags;
    const dnnl::memory::desc layout = x.layout();
    auto flags = normalization_flags::use_global_stats | normalization_flags::use_scale |
                 normalization_flags::use_shift;
    if (norm.isRectified)
        flags |= normalization_flags::fuse_norm_relu;
    const dnnl::batch_normalization_forward::primitive_desc description(
        {dnnl::prop_kind::forward_inference, layout, norm.epsilon, flags}, engine());
    const dnnl::memory::desc channels = described(norm.scale.sizes().vec(), Tag::a);
    const torch::Tensor target = allocated(layout);
    dnnl::batch_normalization_forward(description)
        .execute(stream(), {{DNNL_ARG_SRC, memoryOf(layout, x.in(layout))},
                            {DNNL_ARG_SCALE, memoryOf(channels, norm.scale)},
                            {DNNL_ARG_SHIFT, memoryOf(channels, norm.shift)},
                            {DNNL_ARG_MEAN, memoryOf(channels, norm.mean)},
                            {DNNL_ARG_VARIANCE, memoryOf(channels, norm.variance)},
                            {DNNL_ARG_DST, memoryOf(layout, target)}});
    return Value(target, layout);
}

} // namespace cultivar::nn::onednn
