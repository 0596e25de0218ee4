// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/OneDnnValue_p.h"

namespace cultivar::nn::onednn {

dnnl::engine& engine()
{
    static dnnl::engine engine(dnnl::engine::kind::cpu, 0);
    return engine;
}

dnnl::stream& stream()
{
    static thread_local dnnl::stream stream(engine());
    return stream;
}

dnnl::memory::desc described(const Sizes& sizes, Tag tag)
{
    return {dnnl::memory::dims(sizes.begin(), sizes.end()), dnnl::memory::data_type::f32, tag};
}

dnnl::memory::desc channelsLastOf(const Sizes& sizes)
{
    return described(sizes, Tag::nhwc);
}

dnnl::memory memoryOf(const dnnl::memory::desc& layout, const torch::Tensor& bytes)
{
    return {layout, engine(), bytes.data_ptr()};
}

torch::Tensor allocated(const dnnl::memory::desc& layout)
{
    const Sizes sizes = layout.dims();
    if (sizes.size() == 4 && layout == channelsLastOf(sizes))
        return torch::empty(sizes, torch::TensorOptions().memory_format(torch::MemoryFormat::ChannelsLast));
    return torch::empty({static_cast<std::int64_t>(layout.get_size() / sizeof(float))});
}

torch::Tensor converted(const torch::Tensor& bytes, const dnnl::memory::desc& from,
                        const dnnl::memory::desc& to)
{
    torch::Tensor result = allocated(to);
    dnnl::memory source = memoryOf(from, bytes), target = memoryOf(to, result);
    dnnl::reorder(source, target).execute(stream(), source, target);
    return result;
}

Tag blocks()
{
    static const bool isWide = dnnl::get_effective_cpu_isa() >= dnnl::cpu_isa::avx512_core;
    return isWide ? Tag::nChw16c : Tag::nChw8c;
}

Value::Value(torch::Tensor bytes, const dnnl::memory::desc& layout)
{
    if (layout == channelsLastOf(layout.dims())) {
        m_plain = std::move(bytes);
    } else {
        m_bytes = std::move(bytes);
        m_layout = layout;
    }
}

const torch::IValue& Value::plain()
{
    if (m_bytes.defined()) {
        m_plain = converted(m_bytes, m_layout, channelsLastOf(sizes()));
        m_bytes = torch::Tensor();
    }
    return m_plain;
}

torch::Tensor Value::in(const dnnl::memory::desc& layout)
{
    if (m_bytes.defined() && m_layout == layout)
        return m_bytes;
    const torch::Tensor picture = plain().toTensor().contiguous(torch::MemoryFormat::ChannelsLast);
    m_plain = picture;
    const dnnl::memory::desc now = channelsLastOf(sizes());
    if (layout == now)
        return picture;
    m_bytes = converted(picture, now, layout);
    m_layout = layout;
    m_plain = torch::IValue();
    return m_bytes;
}

dnnl::memory::desc Value::layout() const
{
    return m_bytes.defined() ? m_layout : channelsLastOf(sizes());
}

Sizes Value::sizes() const
{
    return m_bytes.defined() ? m_layout.dims() : m_plain.toTensor().sizes().vec();
}

} // namespace cultivar::nn::onednn
