// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/Trainer.h"

#include "core/base/Memory.h"
#include "core/base/Paths.h"
#include "core/model/Device_p.h"
#include "core/train/TrainingRun_p.h"

namespace cultivar {

namespace {

struct MemoryReturn
{
    ~MemoryReturn() { releaseFreedMemory(); }
};

/// @p work, with what it throws as an error: c10::Error and cv::Exception among them.
template <typename Work>
std::invoke_result_t<Work> guarded(Work work)
try {
    const MemoryReturn afterwards;
    return work();
} catch (const std::exception& exception) {
    return failure(isOutOfMemory(exception) ? ErrorCode::OutOfMemory : ErrorCode::Internal, {},
                   QString::fromUtf8(exception.what()).section(QLatin1Char('\n'), 0, 0));
}

} // namespace

Result<TrainingOutcome> Trainer::run(const TrainingConfig& config, const Dataset& dataset,
                                     const CancelToken& cancel, TrainingObserver* observer)
{
    TrainingObserver silent;
    return guarded([&] { return TrainingRun(config, dataset, cancel, observer ? *observer : silent).run(); });
}

Result<RateCurve> Trainer::findRate(const TrainingConfig& config, const Dataset& dataset,
                                    const CancelToken& cancel, TrainingObserver* observer)
{
    TrainingObserver silent;
    return guarded(
        [&] { return TrainingRun(config, dataset, cancel, observer ? *observer : silent).findRate(); });
}

QJsonObject TrainingOutcome::toJson() const
{
    QJsonArray skippedJson;
    for (const SkippedFile& file : skipped)
        skippedJson.append(QJsonObject{{"path", displayPath(file.path)}, {"reason", file.reason.detail}});
    return {{"backbone", model.backbone},
            {"device", device},
            {"classes", QJsonArray::fromStringList(model.classes)},
            {"train_images", trainImages},
            {"val_images", validationImages},
            {"test_images", testImages},
            {"skipped", skippedJson},
            {"epochs", history.toJson()},
            {"best_epoch", history.bestEpoch()},
            {"val_accuracy", validationAccuracy},
            {"test_accuracy", testAccuracy ? QJsonValue(*testAccuracy) : QJsonValue()},
            {"seconds", seconds},
            {"model", displayPath(modelPath)}};
}

} // namespace cultivar
