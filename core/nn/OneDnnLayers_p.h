// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/OneDnnValue_p.h"

#include <map>
#include <memory>
#include <mutex>
#include <optional>

// The layers with weights that OneDnnProgram gives to oneDNN. Any number of threads at a time.
namespace cultivar::nn::onednn {

/// What is done with each number that a layer puts out, in the same pass.
struct Activation
{
    dnnl::algorithm kind;
    float alpha = 0.0f, beta = 0.0f;
};

/// What a layer does beyond its own sum.
struct Fused
{
    bool isAdding = false; // another value of the same size is added first
    std::optional<Activation> activation;
};

/// What was made ready for a size, by the size. Any thread.
template <class Size, class Prepared>
class PreparedBySize
{
public:
    template <class Make>
    std::shared_ptr<const Prepared> at(const Size& size, const Make& make)
    {
        const std::lock_guard lock(m_mutex);
        auto found = m_entries.find(size);
        if (found == m_entries.end()) {
            if (m_entries.size() >= kSizesKept)
                m_entries.clear();
            found = m_entries.emplace(size, std::make_shared<const Prepared>(make())).first;
        }
        return found->second;
    }

private:
    // A folder of pictures asks for full batches and one smaller; more sizes come from a caller that varies
    // them without end.
    static constexpr std::size_t kSizesKept = 4;

    std::mutex m_mutex;
    std::map<Size, std::shared_ptr<const Prepared>> m_entries;
};

/// What a layer's sum is added to.
struct Addend
{
    Value* value = nullptr; // null where nothing is added
    bool mayOverwrite = false;
};

/// y = activation(convolution(x) + bias + addend). By Winograd's algorithm (Lavin and Gray, 2015) where the
/// processor has it and the kernel is 3×3 with stride 1: it multiplies a quarter as often.
class Convolution
{
public:
    struct Geometry
    {
        Sizes stride, padding, dilation; // two each
        std::int64_t groups = 1;
    };
    /// @p weight [out, in / groups, kH, kW], @p bias [out] or undefined; float32 on the CPU.
    Convolution(torch::Tensor weight, torch::Tensor bias, Geometry geometry, Fused fused);

    /// @p x [N, in, H, W] → [N, out, H', W'].
    Value operator()(Value& x, Addend addend);

private:
    struct Prepared
    {
        dnnl::convolution_forward::primitive_desc description;
        dnnl::convolution_forward primitive;
        torch::Tensor weight;                 // as the primitive wants it
        std::optional<Activation> afterwards; // where it can't be part of the primitive
    };
    Prepared prepare(const Sizes& sizes) const;
    std::optional<dnnl::convolution_forward::primitive_desc>
    describe(const Sizes& sizes, dnnl::algorithm algorithm, Tag source, Tag target, const Fused& fused) const;

    torch::Tensor m_weight, m_bias; // m_weight [groups, out / groups, …] where there are groups
    Geometry m_geometry;
    Fused m_fused;
    PreparedBySize<Sizes, Prepared> m_prepared;
};

/// y = activation(x · weightᵀ + bias + addend).
class Linear
{
public:
    /// @p weight [out, in], @p bias [out] or undefined; float32 on the CPU.
    Linear(torch::Tensor weight, torch::Tensor bias, Fused fused);

    /// @p x [..., in] → [..., out]; @p addend as the result, or undefined.
    torch::Tensor operator()(const torch::Tensor& x, const torch::Tensor& addend, bool mayOverwrite);

private:
    struct Prepared
    {
        dnnl::inner_product_forward::primitive_desc description;
        dnnl::inner_product_forward primitive;
        torch::Tensor weight;
    };
    Prepared prepare(std::int64_t rows) const;

    torch::Tensor m_weight, m_bias;
    Fused m_fused;
    PreparedBySize<std::int64_t, Prepared> m_prepared; // by the rows of x
};

} // namespace cultivar::nn::onednn
