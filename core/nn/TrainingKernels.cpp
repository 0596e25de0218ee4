// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/TrainingKernels.h"

#include <bit>
#include <cmath>

// Has what follows compiled for processors with wider registers as well, and lets the loader choose.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && defined(__gnu_linux__)
#define CULTIVAR_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#define CULTIVAR_INLINE [[gnu::always_inline]] inline // into each of them
#else
#define CULTIVAR_CLONES
#define CULTIVAR_INLINE inline
#endif

namespace cultivar::nn::kernels {

namespace {

CULTIVAR_INLINE float valueOf(float value)
{
    return value;
}

CULTIVAR_INLINE float valueOf(BFloat16 value)
{
    return std::bit_cast<float>(static_cast<std::uint32_t>(value.bits) << 16);
}

CULTIVAR_INLINE void set(float& target, float value)
{
    target = value;
}

/// The nearest, or the even one of two; what is no number stays none.
CULTIVAR_INLINE void set(BFloat16& target, float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t rounded = (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16;
    target.bits = static_cast<std::uint16_t>(value != value ? 0x7FC0U : rounded);
}

template <typename T>
CULTIVAR_INLINE void addMomentsOf(const T* x, std::int64_t rows, std::int64_t channels,
                                  const float* __restrict shift, float* __restrict sum,
                                  float* __restrict squares)
{
    for (std::int64_t r = 0; r < rows; ++r, x += channels) {
        for (std::int64_t c = 0; c < channels; ++c) {
            const float d = valueOf(x[c]) - shift[c];
            sum[c] += d;
            squares[c] += d * d;
        }
    }
}

template <typename T, bool hasResidual>
CULTIVAR_INLINE void normalizeRows(const Norm& norm, const T* x, const T* residual, std::int64_t rows,
                                   T* __restrict y)
{
    const Norm n = norm;
    for (std::int64_t r = 0; r < rows; ++r, x += n.channels, y += n.channels) {
        for (std::int64_t c = 0; c < n.channels; ++c) {
            float value = n.scale[c] * valueOf(x[c]) + n.offset[c];
            if constexpr (hasResidual)
                value += valueOf(residual[c]);
            value = value < n.low ? n.low : value; // lets pass what is no number
            set(y[c], value > n.high ? n.high : value);
        }
        if constexpr (hasResidual)
            residual += n.channels;
    }
}

template <typename T>
CULTIVAR_INLINE void normalizeAny(const Norm& norm, const T* x, const T* residual, std::int64_t rows, T* y)
{
    if (residual)
        normalizeRows<T, true>(norm, x, residual, rows, y);
    else
        normalizeRows<T, false>(norm, x, residual, rows, y);
}

/// The gradient before the bounds, where @p value is what they were applied to or what came out.
CULTIVAR_INLINE float bounded(const Norm& norm, float value, float gradient)
{
    return value > norm.low && value < norm.high ? gradient : 0.0F;
}

template <typename T>
CULTIVAR_INLINE void addGradientsOf(const Norm& norm, const T* x, const T* gradient, std::int64_t rows,
                                    float* __restrict sum, float* __restrict products)
{
    const Norm n = norm;
    for (std::int64_t r = 0; r < rows; ++r, x += n.channels, gradient += n.channels) {
        for (std::int64_t c = 0; c < n.channels; ++c) {
            const float value = valueOf(x[c]);
            const float g = bounded(n, n.scale[c] * value + n.offset[c], valueOf(gradient[c]));
            sum[c] += g;
            products[c] += g * (value - n.mean[c]);
        }
    }
}

template <typename T>
CULTIVAR_INLINE void boundGradientOf(const Norm& norm, const T* y, const T* gradient, std::int64_t rows,
                                     T* __restrict result)
{
    const Norm n = norm;
    for (std::int64_t i = 0; i < rows * n.channels; ++i)
        set(result[i], bounded(n, valueOf(y[i]), valueOf(gradient[i])));
}

template <typename T>
CULTIVAR_INLINE void backpropagateOf(const Norm& norm, const Mix& mix, const T* x, const T* gradient,
                                     std::int64_t rows, T* __restrict result)
{
    const Norm n = norm;
    const Mix m = mix;
    for (std::int64_t r = 0; r < rows; ++r, x += n.channels, gradient += n.channels, result += n.channels) {
        for (std::int64_t c = 0; c < n.channels; ++c) {
            const float value = valueOf(x[c]);
            const float g = bounded(n, n.scale[c] * value + n.offset[c], valueOf(gradient[c]));
            set(result[c], m.gradientScale[c] * g + m.xScale[c] * value + m.constant[c]);
        }
    }
}

} // namespace

CULTIVAR_CLONES void addMoments(const float* x, std::int64_t rows, std::int64_t channels, const float* shift,
                                float* sum, float* squares)
{
    addMomentsOf(x, rows, channels, shift, sum, squares);
}

CULTIVAR_CLONES void addMoments(const BFloat16* x, std::int64_t rows, std::int64_t channels,
                                const float* shift, float* sum, float* squares)
{
    addMomentsOf(x, rows, channels, shift, sum, squares);
}

CULTIVAR_CLONES void normalize(const Norm& norm, const float* x, const float* residual, std::int64_t rows,
                               float* y)
{
    normalizeAny(norm, x, residual, rows, y);
}

CULTIVAR_CLONES void normalize(const Norm& norm, const BFloat16* x, const BFloat16* residual,
                               std::int64_t rows, BFloat16* y)
{
    normalizeAny(norm, x, residual, rows, y);
}

CULTIVAR_CLONES void addGradients(const Norm& norm, const float* x, const float* gradient, std::int64_t rows,
                                  float* sum, float* products)
{
    addGradientsOf(norm, x, gradient, rows, sum, products);
}

CULTIVAR_CLONES void addGradients(const Norm& norm, const BFloat16* x, const BFloat16* gradient,
                                  std::int64_t rows, float* sum, float* products)
{
    addGradientsOf(norm, x, gradient, rows, sum, products);
}

CULTIVAR_CLONES void boundGradient(const Norm& norm, const float* y, const float* gradient, std::int64_t rows,
                                   float* result)
{
    boundGradientOf(norm, y, gradient, rows, result);
}

CULTIVAR_CLONES void boundGradient(const Norm& norm, const BFloat16* y, const BFloat16* gradient,
                                   std::int64_t rows, BFloat16* result)
{
    boundGradientOf(norm, y, gradient, rows, result);
}

CULTIVAR_CLONES void backpropagate(const Norm& norm, const Mix& mix, const float* x, const float* gradient,
                                   std::int64_t rows, float* result)
{
    backpropagateOf(norm, mix, x, gradient, rows, result);
}

CULTIVAR_CLONES void backpropagate(const Norm& norm, const Mix& mix, const BFloat16* x,
                                   const BFloat16* gradient, std::int64_t rows, BFloat16* result)
{
    backpropagateOf(norm, mix, x, gradient, rows, result);
}

CULTIVAR_CLONES void stepAdamW(float* __restrict parameters, const float* __restrict gradients,
                               float* __restrict means, float* __restrict squares, std::int64_t count,
                               const AdamW& step)
{
    const AdamW s = step;
    const float size = s.rate / s.firstBias;
    for (std::int64_t i = 0; i < count; ++i) {
        const float g = gradients[i];
        means[i] = s.firstBeta * means[i] + (1.0F - s.firstBeta) * g;
        squares[i] = s.secondBeta * squares[i] + (1.0F - s.secondBeta) * g * g;
        const float root = std::sqrt(squares[i]) / s.secondBiasRoot + s.epsilon;
        parameters[i] = s.decay * parameters[i] - size * means[i] / root;
    }
}

} // namespace cultivar::nn::kernels
