// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/NormActivation.h"

#include "core/nn/Threads.h"
#include "core/nn/TrainingKernels.h"

#include <limits>

namespace cultivar::nn {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

constexpr float kInfinity = std::numeric_limits<float>::infinity();

/// What an activation keeps values between.
struct Bounds
{
    float low = -kInfinity, high = kInfinity;

    static Bounds of(Activation activation)
    {
        return {activation == Activation::None ? -kInfinity : 0.0F,
                activation == Activation::ReLU6 ? 6.0F : kInfinity};
    }
    bool areAny() const { return low > -kInfinity || high < kInfinity; }
};

/// A picture batch as rows of channels, dealt out in chunks whose size does not depend on the threads: so the
/// sums do not either.
struct Rows
{
    std::int64_t count, channels, perChunk;

    explicit Rows(const torch::Tensor& x)
        : count(x.size(0) * x.size(2) * x.size(3)), channels(x.size(1)),
          perChunk(std::max<std::int64_t>(16, kChunkValues / channels))
    {
    }
    std::int64_t chunks() const { return (count + perChunk - 1) / perChunk; }

    /// body(chunk, first row × channels, rows), on all threads.
    template <typename Body>
    void forEachChunk(Body body) const
    {
        onTorchThreads(chunks(), 1, [&](std::int64_t begin, std::int64_t end) {
            for (std::int64_t chunk = begin; chunk < end; ++chunk) {
                const std::int64_t first = chunk * perChunk;
                body(chunk, first * channels, std::min(perChunk, count - first));
            }
        });
    }

    /// body(…, sums, other sums), [channels] each and zero at first; returns both, added up over all chunks:
    /// [2, channels], float64.
    template <typename Body>
    torch::Tensor sums(Body body) const
    {
        const torch::Tensor partial = torch::zeros({chunks(), 2, channels});
        float* values = partial.data_ptr<float>();
        forEachChunk([&](std::int64_t chunk, std::int64_t first, std::int64_t rows) {
            float* own = values + chunk * 2 * channels;
            body(first, rows, own, own + channels);
        });
        torch::Tensor total = torch::zeros({2, channels}, torch::kFloat64);
        double* sum = total.data_ptr<double>();
        for (std::int64_t chunk = 0; chunk < chunks(); ++chunk) {
            for (std::int64_t c = 0; c < 2 * channels; ++c)
                sum[c] += values[chunk * 2 * channels + c];
        }
        return total;
    }

private:
    static constexpr std::int64_t kChunkValues = 32768; // 128 KiB: half of a core's second-level cache
};

/// The same work for single precision and for bfloat16, in which a network's activations come where it is
/// trained in mixed precision.
template <typename Work>
void onValues(const torch::Tensor& x, Work work)
{
    if (x.scalar_type() == torch::kBFloat16)
        work(kernels::BFloat16{});
    else
        work(float{});
}

template <typename T>
T* values(const torch::Tensor& tensor)
{
    return static_cast<T*>(tensor.data_ptr());
}

/// Mean and biased variance of each channel, [2, channels], float64.
torch::Tensor momentsOf(const torch::Tensor& x)
{
    const Rows rows(x);
    // Shifted by the first row: near the mean, as far as rounding is concerned.
    const torch::Tensor shift = x.permute({0, 2, 3, 1}).reshape({-1, rows.channels})[0].to(torch::kFloat32);
    torch::Tensor sums;
    onValues(x, [&](auto type) {
        const auto* in = values<decltype(type)>(x);
        sums = rows.sums([&](std::int64_t first, std::int64_t count, float* sum, float* squares) {
            kernels::addMoments(in + first, count, rows.channels, shift.data_ptr<float>(), sum, squares);
        });
    });
    const torch::Tensor means = sums / static_cast<double>(rows.count); // of what is shifted
    return torch::stack({means[0] + shift, (means[1] - means[0].square()).clamp_min(0.0)});
}

/// What is known of a norm once it has been computed; kept for the way back.
struct Computed
{
    torch::Tensor x, mean, inverse, scale, offset; // [N, C, H, W], then [C]
    Bounds bounds;

    kernels::Norm norm() const
    {
        return {scale.data_ptr<float>(),
                offset.data_ptr<float>(),
                mean.data_ptr<float>(),
                bounds.low,
                bounds.high,
                x.size(1)};
    }
};

torch::Tensor activated(const Computed& computed, const torch::Tensor& residual)
{
    const Rows rows(computed.x);
    torch::Tensor y = torch::empty_like(computed.x, torch::MemoryFormat::ChannelsLast);
    onValues(y, [&](auto type) {
        using T = decltype(type);
        const T* added = residual.numel() > 0 ? values<T>(residual) : nullptr;
        rows.forEachChunk([&](std::int64_t, std::int64_t first, std::int64_t count) {
            kernels::normalize(computed.norm(), values<T>(computed.x) + first,
                               added ? added + first : nullptr, count, values<T>(y) + first);
        });
    });
    return y;
}

torch::Tensor boundedGradient(const Computed& computed, const torch::Tensor& y, const torch::Tensor& gradient)
{
    const Rows rows(y);
    torch::Tensor result = torch::empty_like(y);
    onValues(y, [&](auto type) {
        using T = decltype(type);
        rows.forEachChunk([&](std::int64_t, std::int64_t first, std::int64_t count) {
            kernels::boundGradient(computed.norm(), values<T>(y) + first, values<T>(gradient) + first, count,
                                   values<T>(result) + first);
        });
    });
    return result;
}

/// [2, channels], float64: the gradient before the bounds, summed, and times (x − mean).
torch::Tensor gradientSums(const Computed& computed, const torch::Tensor& gradient)
{
    const Rows rows(computed.x);
    torch::Tensor sums;
    onValues(gradient, [&](auto type) {
        using T = decltype(type);
        sums = rows.sums([&](std::int64_t first, std::int64_t count, float* sum, float* products) {
            kernels::addGradients(computed.norm(), values<T>(computed.x) + first, values<T>(gradient) + first,
                                  count, sum, products);
        });
    });
    return sums;
}

/// @p sums: gradientSums() where x had a part in mean and variance; undefined where those are given.
torch::Tensor gradientByX(const Computed& computed, const torch::Tensor& gradient, const torch::Tensor& sums)
{
    const Rows rows(computed.x);
    torch::Tensor xScale = torch::zeros_like(computed.scale), constant = torch::zeros_like(computed.scale);
    if (sums.defined()) {
        // Ioffe and Szegedy (2015), the gradients of section 3, gathered by what they multiply.
        const torch::Tensor means = computed.scale * sums / static_cast<double>(rows.count);
        const torch::Tensor perValue = computed.inverse.square() * means[1];
        xScale = (-perValue).to(torch::kFloat32);
        constant = (computed.mean * perValue - means[0]).to(torch::kFloat32);
    }
    const kernels::Mix mix{computed.scale.data_ptr<float>(), xScale.data_ptr<float>(),
                           constant.data_ptr<float>()};
    torch::Tensor result = torch::empty_like(computed.x);
    onValues(result, [&](auto type) {
        using T = decltype(type);
        rows.forEachChunk([&](std::int64_t, std::int64_t first, std::int64_t count) {
            kernels::backpropagate(computed.norm(), mix, values<T>(computed.x) + first,
                                   values<T>(gradient) + first, count, values<T>(result) + first);
        });
    });
    return result;
}

class NormActivation : public torch::autograd::Function<NormActivation>
{
public:
    struct Statistics
    {
        torch::Tensor mean, inverse; // [C], float32; inverse of the deviation
        bool areOfBatch;             // of x itself: the gradient passes through them as well
    };

    /// @p residual: empty where there is none; a function cannot be given an undefined tensor.
    static torch::Tensor forward(AutogradContext* context, const torch::Tensor& x,
                                 const torch::Tensor& weight, const torch::Tensor& bias,
                                 const torch::Tensor& residual, const Statistics& statistics,
                                 const Bounds& bounds)
    {
        const torch::Tensor scale = weight * statistics.inverse, offset = bias - statistics.mean * scale;
        const Computed computed{x, statistics.mean, statistics.inverse, scale, offset, bounds};
        torch::Tensor y = activated(computed, residual);
        const bool hasResidual = residual.numel() > 0;
        context->save_for_backward({x, statistics.mean, statistics.inverse, scale, offset,
                                    hasResidual && bounds.areAny() ? y : torch::Tensor()});
        context->saved_data["low"] = static_cast<double>(bounds.low);
        context->saved_data["high"] = static_cast<double>(bounds.high);
        context->saved_data["batch"] = statistics.areOfBatch;
        context->saved_data["residual"] = hasResidual;
        context->saved_data["parameters"] = weight.requires_grad() || bias.requires_grad();
        return y;
    }

    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        const variable_list saved = context->get_saved_variables();
        Computed computed{saved[0],
                          saved[1],
                          saved[2],
                          saved[3],
                          saved[4],
                          {static_cast<float>(context->saved_data["low"].toDouble()),
                           static_cast<float>(context->saved_data["high"].toDouble())}};
        const torch::Tensor& y = saved[5];
        torch::Tensor gradient =
            gradients[0].to(computed.x.scalar_type()).contiguous(torch::MemoryFormat::ChannelsLast);
        if (y.defined()) {
            gradient = boundedGradient(computed, y, gradient);
            computed.bounds = {};
        }
        const bool isBatch = context->saved_data["batch"].toBool();
        torch::Tensor sums, byWeight, byBias;
        if (isBatch || context->saved_data["parameters"].toBool()) {
            sums = gradientSums(computed, gradient);
            byWeight = (sums[1] * computed.inverse).to(torch::kFloat32);
            byBias = sums[0].to(torch::kFloat32);
        }
        return {gradientByX(computed, gradient, isBatch ? sums : torch::Tensor()),
                byWeight,
                byBias,
                context->saved_data["residual"].toBool() ? gradient : torch::Tensor(),
                torch::Tensor(),
                torch::Tensor()};
    }
};

bool isForKernels(const torch::nn::BatchNorm2dImpl& norm, const torch::Tensor& x,
                  const torch::Tensor& residual)
{
    const auto suits = [&](const torch::Tensor& values) {
        return values.is_cpu() && values.dim() == 4 && values.scalar_type() == x.scalar_type() &&
               values.is_contiguous(torch::MemoryFormat::ChannelsLast);
    };
    const bool wantsGradient =
        torch::GradMode::is_enabled() &&
        (x.requires_grad() || norm.weight.requires_grad() || norm.bias.requires_grad() ||
         (residual.defined() && residual.requires_grad()));
    return wantsGradient && suits(x) && x.numel() > 0 &&
           (x.scalar_type() == torch::kFloat32 || x.scalar_type() == torch::kBFloat16) &&
           (!residual.defined() || (suits(residual) && residual.sizes() == x.sizes())) &&
           (!norm.is_training() || norm.options.momentum().has_value());
}

/// As torch's batch norm does it, with the unbiased variance.
void updateStatistics(torch::nn::BatchNorm2dImpl& norm, const torch::Tensor& mean,
                      const torch::Tensor& variance, std::int64_t count)
{
    torch::NoGradGuard guard;
    const double momentum = *norm.options.momentum();
    const double unbiased =
        static_cast<double>(count) / static_cast<double>(std::max<std::int64_t>(1, count - 1));
    norm.num_batches_tracked += 1;
    norm.running_mean.mul_(1.0 - momentum).add_(mean.to(torch::kFloat32), momentum);
    norm.running_var.mul_(1.0 - momentum).add_(variance.to(torch::kFloat32), momentum * unbiased);
}

} // namespace

torch::Tensor normActivate(torch::nn::BatchNorm2dImpl& norm, const torch::Tensor& x, Activation activation,
                           const torch::Tensor& residual)
{
    const bool isClamp =
        activation == Activation::None || activation == Activation::ReLU || activation == Activation::ReLU6;
    if (!isClamp)
        return activate(residual.defined() ? normActivate(norm, x, Activation::None, residual)
                                           : normActivate(norm, x, Activation::None),
                        activation);
    if (!isForKernels(norm, x, residual)) {
        torch::Tensor y = norm.forward(x);
        if (residual.defined())
            y = y + residual;
        return activation == Activation::ReLU    ? y.relu_()
               : activation == Activation::ReLU6 ? torch::relu6_(y)
                                                 : y;
    }
    torch::Tensor mean = norm.running_mean, variance = norm.running_var;
    if (norm.is_training()) {
        torch::NoGradGuard guard;
        const torch::Tensor moments = momentsOf(x);
        mean = moments[0], variance = moments[1];
        updateStatistics(norm, mean, variance, x.numel() / x.size(1));
    }
    const torch::Tensor inverse = (variance.detach().to(torch::kFloat64) + norm.options.eps()).rsqrt();
    return NormActivation::apply(x, norm.weight, norm.bias, residual.defined() ? residual : torch::empty({0}),
                                 NormActivation::Statistics{mean.detach().to(torch::kFloat32),
                                                            inverse.to(torch::kFloat32), norm.is_training()},
                                 Bounds::of(activation));
}

} // namespace cultivar::nn
