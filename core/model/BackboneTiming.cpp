// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/BackboneTiming.h"

#include "core/model/Device_p.h"
#include "core/nn/BackboneFactory.h"
#include "core/nn/InferenceForm.h"
#include "core/weights/BackboneCatalog.h"

#include <c10/util/ThreadLocalDebugInfo.h>

#include <QThread>

#include <algorithm>
#include <chrono>

namespace cultivar {

namespace {

constexpr int kWarmUpPasses = 2; // LibTorch compiles and chooses kernels in the first ones
constexpr int kFewestPasses = 3, kMostPasses = 50;
constexpr double kEnoughSeconds = 1.0;

/// Hears every allocation of tensors on its thread.
class TensorMemory : public c10::MemoryReportingInfoBase
{
public:
#if TORCH_VERSION_MAJOR >= 2
    using Total = std::size_t;
#else
    using Total = std::int64_t;
#endif
    void reportMemoryUsage(void*, std::int64_t bytes, Total, Total, c10::Device) override
    {
        m_now += bytes;
        m_most = std::max(m_most, m_now);
    }
    bool memoryProfilingEnabled() const override
    {
        return true;
    }
    std::int64_t most() const
    {
        return m_most;
    }

private:
    std::int64_t m_now = 0, m_most = 0;
};

std::int64_t valueBytes(const nn::Backbone& backbone)
{
    std::int64_t bytes = 0;
    for (const auto& parameter : backbone.named_parameters()) {
        if (!backbone.isClassifierTensor(parameter.key()))
            bytes += static_cast<std::int64_t>(parameter.value().nbytes());
    }
    return bytes;
}

double secondsOfPass(const nn::InferenceForm& form, const torch::Tensor& pictures)
{
    const auto start = std::chrono::steady_clock::now();
    const torch::Tensor features = form(pictures);
    if (pictures.is_cuda())
        torch::cuda::synchronize();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::int64_t memoryOfPass(const nn::InferenceForm& form, const torch::Tensor& pictures)
{
    const auto memory = std::make_shared<TensorMemory>();
    const c10::DebugInfoGuard guard(c10::DebugInfoKind::PROFILER_STATE, memory);
    form(pictures);
    return memory->most();
}

double median(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

} // namespace

Result<BackboneTiming> BackboneTiming::measure(const QString& name, int threads, DeviceChoice device,
                                               const CancelToken& cancel)
{
    const auto info = BackboneCatalog::find(name);
    if (!info)
        return tl::unexpected(info.error());
    const auto resolved = resolveDevice(device);
    if (!resolved)
        return tl::unexpected(resolved.error());
    BackboneTiming timing;
    timing.threads = threads > 0 ? threads : QThread::idealThreadCount();
    timing.device = deviceName(*resolved);
    at::set_num_threads(timing.threads);

    const auto backbone = nn::makeBackbone(name.toStdString());
    backbone->initialize(); // values left over in memory may be denormal, and slow
    backbone->eval();
    backbone->to(torchDevice(*resolved));
    for (torch::Tensor& parameter : backbone->parameters())
        parameter.requires_grad_(false);
    const int side = info->preprocessing.crop;
    const torch::Tensor pictures = torch::rand({kBatch, 3, side, side}).to(torchDevice(*resolved));
    const auto form = nn::InferenceForm::make([&](const torch::Tensor& x) { return backbone->features(x); },
                                              pictures.slice(0, 0, 1));

    std::vector<double> seconds;
    double sum = 0.0;
    for (int pass = -kWarmUpPasses; pass < kMostPasses; ++pass) {
        if (!cancel.checkpoint())
            return failure(ErrorCode::Cancelled);
        const double taken = secondsOfPass(form, pictures);
        if (pass < 0)
            continue;
        seconds.push_back(taken);
        sum += taken;
        if (sum >= kEnoughSeconds && pass + 1 >= kFewestPasses)
            break;
    }
    timing.millisecondsPerImage = median(seconds) * 1000.0 / kBatch;
    timing.memoryBytes = valueBytes(*backbone) + memoryOfPass(form, pictures);
    timing.measuredAt = QDateTime::currentDateTimeUtc();
    return timing;
}

} // namespace cultivar
