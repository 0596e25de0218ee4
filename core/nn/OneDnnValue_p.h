// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <oneapi/dnnl/dnnl.hpp>

#include <vector>

// What LibTorch's tensors and oneDNN's memory have in common. Errors of oneDNN's are thrown as dnnl::error.
namespace cultivar::nn::onednn {

using Sizes = std::vector<std::int64_t>;
using Tag = dnnl::memory::format_tag;

dnnl::engine& engine();
dnnl::stream& stream(); // this thread's

/// float32 of @p sizes in the layout @p tag.
dnnl::memory::desc described(const Sizes& sizes, Tag tag);
/// The layout that the direct kernels are best at: blocks of as many channels as a register holds.
Tag blocks();

/// @p bytes seen in @p layout; nothing is copied.
dnnl::memory memoryOf(const dnnl::memory::desc& layout, const torch::Tensor& bytes);
/// New memory for @p layout: a channels-last tensor where that is the layout, else a row of numbers.
torch::Tensor allocated(const dnnl::memory::desc& layout);
/// A copy of @p bytes in another layout.
torch::Tensor converted(const torch::Tensor& bytes, const dnnl::memory::desc& from,
                        const dnnl::memory::desc& to);

/// A value between two steps: whatever LibTorch's operators take, or a picture in a layout of oneDNN's alone.
class Value
{
public:
    Value() = default;
    explicit Value(torch::IValue plain) : m_plain(std::move(plain)) {}
    /// @p bytes as allocated() gives them for @p layout.
    Value(torch::Tensor bytes, const dnnl::memory::desc& layout);

    /// For LibTorch: a picture comes back to channels-last where it was in a layout of oneDNN's.
    const torch::IValue& plain();
    /// The bytes of the picture, float32 [N, C, H, W], in @p layout: converted, and kept so, where they
    /// aren't.
    torch::Tensor in(const dnnl::memory::desc& layout);
    /// The layout that a picture is in; channels-last where it is LibTorch's.
    dnnl::memory::desc layout() const;
    Sizes sizes() const;
    bool isPlain() const { return !m_bytes.defined(); }
    bool isPicture() const { return !isPlain() || (m_plain.isTensor() && m_plain.toTensor().dim() == 4); }

private:
    torch::IValue m_plain;
    torch::Tensor m_bytes; // in m_layout; undefined where the value is m_plain
    dnnl::memory::desc m_layout;
};

} // namespace cultivar::nn::onednn
