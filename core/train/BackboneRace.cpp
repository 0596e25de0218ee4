// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/BackboneRace.h"

#include "core/data/DatasetSample.h"
#include "core/data/SplitPlan.h"
#include "core/train/Trainer.h"
#include "core/weights/BackboneCatalog.h"
#include "core/weights/WeightStore.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace cultivar {

namespace {

// A linear head on cached features has converged by then, in a second or less.
constexpr int kEpochs = 40;

/// Tells how many images have passed the network, and when the last one had.
class RaceObserver : public TrainingObserver
{
public:
    RaceObserver(QString backbone, int images, const BackboneRace::Progress& progress)
        : m_backbone(std::move(backbone)), m_images(images), m_progress(progress)
    {
    }

    void stageProgress(TrainingStage stage, int done, int total) override
    {
        if (stage != TrainingStage::ComputingFeatures)
            return;
        if (done < m_doneInPart) // the training images have passed; the validation images follow
            m_doneBefore += m_doneInPart;
        m_doneInPart = done;
        if (!m_start)
            m_start = Clock::now();
        m_last = Clock::now();
        if (m_progress)
            m_progress(m_backbone, m_doneBefore + done, m_images);
        m_firstChunk = m_firstChunk ? m_firstChunk : done;
    }

    /// Between the first and the last chunk, so that building and compiling the network do not count.
    double secondsPerImage() const
    {
        const int images = m_doneBefore + m_doneInPart - m_firstChunk;
        return images > 0 ? std::chrono::duration<double>(m_last - *m_start).count() / images : 0.0;
    }

private:
    using Clock = std::chrono::steady_clock;
    QString m_backbone;
    int m_images;
    const BackboneRace::Progress& m_progress;
    int m_doneBefore = 0, m_doneInPart = 0, m_firstChunk = 0;
    std::optional<Clock::time_point> m_start;
    Clock::time_point m_last;
};

std::filesystem::path weightsOf(const QString& backbone, const BackboneRace::Weights& chosen)
{
    const auto it = chosen.find(backbone);
    return it != chosen.end() ? it->second : WeightStore::find(backbone).value_or(std::filesystem::path());
}

RaceResult runOne(const QString& backbone, const BackboneRace::Settings& settings, const Dataset& sample,
                  const CancelToken& cancel, const BackboneRace::Progress& progress)
{
    RaceResult result;
    result.backbone = backbone;
    TrainingConfig config;
    config.backbone = backbone;
    config.weights = weightsOf(backbone, settings.weights);
    if (config.weights.empty()) {
        result.error = Error{ErrorCode::NoPretrainedWeights, WeightStore::folder(), backbone};
        return result;
    }
    config.head.type = HeadSpec::Type::Linear;
    config.augmentation.isEnabled = false;
    config.epochs = kEpochs;
    config.seed = settings.seed;
    config.threads = settings.threads;
    RaceObserver observer(backbone, static_cast<int>(sample.items.size()), progress);
    const auto outcome = Trainer::run(config, sample, cancel, &observer);
    if (!outcome || outcome->isStopped) {
        result.error = outcome ? Error{ErrorCode::Cancelled, {}, {}} : outcome.error();
        return result;
    }
    result.accuracy = outcome->validationAccuracy;
    result.trainImages = outcome->trainImages;
    result.validationImages = outcome->validationImages;
    const double hits = std::round(result.accuracy * result.validationImages);
    result.interval = Interval::wilson(static_cast<int>(hits), result.validationImages);
    result.secondsPerImage = observer.secondsPerImage();
    return result;
}

} // namespace

QStringList BackboneRace::candidates(const Weights& chosen)
{
    std::vector<const BackboneInfo*> present;
    for (const BackboneInfo& info : BackboneCatalog::all()) {
        if (info.needsWeights() && !weightsOf(info.name, chosen).empty())
            present.push_back(&info);
    }
    std::stable_sort(present.begin(), present.end(),
                     [](const BackboneInfo* a, const BackboneInfo* b) { return a->gflops < b->gflops; });
    QStringList names;
    for (const BackboneInfo* info : present)
        names << info->name;
    return names;
}

Result<std::vector<RaceResult>> BackboneRace::run(const Settings& settings, const Dataset& dataset,
                                                  const CancelToken& cancel, const Report& report,
                                                  const Progress& progress)
{
    const int images = static_cast<int>(dataset.items.size()) - dataset.count(Subset::Test);
    const Dataset sample = sampleOf(dataset, images > 0 ? double(kImages) / images : 1.0, settings.seed);
    if (const auto split = SplitPlan::make(sample, settings.seed); !split)
        return tl::unexpected(split.error());
    std::vector<RaceResult> results;
    for (const QString& backbone : settings.candidates) {
        if (!cancel.checkpoint())
            return failure(ErrorCode::Cancelled);
        const RaceResult result = runOne(backbone, settings, sample, cancel, progress);
        if (result.error && result.error->code == ErrorCode::Cancelled)
            return failure(ErrorCode::Cancelled);
        results.push_back(result);
        if (report)
            report(result);
    }
    return results;
}

const RaceResult* BackboneRace::suggestion(const std::vector<RaceResult>& results)
{
    const RaceResult* best = nullptr;
    for (const RaceResult& result : results) {
        if (!result.error && (!best || result.accuracy > best->accuracy))
            best = &result;
    }
    if (!best)
        return nullptr;
    const double standardError =
        std::sqrt(best->accuracy * (1.0 - best->accuracy) / std::max(1, best->validationImages));
    const RaceResult* suggested = best;
    for (const RaceResult& result : results) {
        const bool isCloseEnough = !result.error && result.accuracy >= best->accuracy - standardError;
        if (isCloseEnough && result.secondsPerImage < suggested->secondsPerImage)
            suggested = &result;
    }
    return suggested;
}

} // namespace cultivar
