// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

/// The inner loops of training on the CPU where LibTorch would go over memory several times. Compiled for
/// several processors; which one it is shows when the program starts. Those of normActivate() take rows of
/// channels that lie one after the other, and compute in single precision whatever they are given.
namespace cultivar::nn::kernels {

/// The upper half of a float, as c10::BFloat16.
struct BFloat16
{
    std::uint16_t bits;
};

/// A batch norm with an activation that keeps values between two bounds, where it has a slope of 1:
/// y = min(max(scale · x + offset, low), high), with one scale, offset and mean per channel.
struct Norm
{
    const float *scale, *offset, *mean;
    float low, high;
    std::int64_t channels;
};

/// Adds x − shift to @p sum and its square to @p squares, [channels] each.
void addMoments(const float* x, std::int64_t rows, std::int64_t channels, const float* shift, float* sum,
                float* squares);
void addMoments(const BFloat16* x, std::int64_t rows, std::int64_t channels, const float* shift, float* sum,
                float* squares);

/// y, with @p residual added before the bounds unless it is null.
void normalize(const Norm& norm, const float* x, const float* residual, std::int64_t rows, float* y);
void normalize(const Norm& norm, const BFloat16* x, const BFloat16* residual, std::int64_t rows, BFloat16* y);

/// Adds the gradient before the bounds to @p sum, and times (x − mean) to @p products, [channels] each.
void addGradients(const Norm& norm, const float* x, const float* gradient, std::int64_t rows, float* sum,
                  float* products);
void addGradients(const Norm& norm, const BFloat16* x, const BFloat16* gradient, std::int64_t rows,
                  float* sum, float* products);

/// The gradient before the bounds, as @p y tells where they were reached: for when there was a residual.
void boundGradient(const Norm& norm, const float* y, const float* gradient, std::int64_t rows, float* result);
void boundGradient(const Norm& norm, const BFloat16* y, const BFloat16* gradient, std::int64_t rows,
                   BFloat16* result);

/// gradientScale · g + xScale · x + constant for each channel, g being the gradient before the bounds.
struct Mix
{
    const float *gradientScale, *xScale, *constant;
};
void backpropagate(const Norm& norm, const Mix& mix, const float* x, const float* gradient, std::int64_t rows,
                   float* result);
void backpropagate(const Norm& norm, const Mix& mix, const BFloat16* x, const BFloat16* gradient,
                   std::int64_t rows, BFloat16* result);

/// AdamW (Loshchilov and Hutter, 2019, algorithm 2) for one step of @p count parameters.
struct AdamW
{
    float rate, decay;               // of this step; decay is the part that is left of a parameter
    float firstBeta, secondBeta;     // of the two means
    float firstBias, secondBiasRoot; // 1 − beta^step, and its square root
    float epsilon;
};
void stepAdamW(float* parameters, const float* gradients, float* means, float* squares, std::int64_t count,
               const AdamW& step);

} // namespace cultivar::nn::kernels
