// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/RunRecord_p.h"

#include "core/base/Paths.h"
#include "core/train/TrainingSplit.h"

#include <QCryptographicHash>
#include <QDateTime>

namespace cultivar {

namespace {

Calibration calibrationOf(const ValidationLogits& validation)
{
    if (!validation.logits.defined() || !validation.labels.defined())
        return {};
    const torch::Tensor logits = validation.logits.to(torch::kFloat64).contiguous();
    const torch::Tensor labels = validation.labels.to(torch::kInt32).contiguous();
    return Calibration::fit({logits.data_ptr<double>(), static_cast<std::size_t>(logits.numel())},
                            {labels.data_ptr<int>(), static_cast<std::size_t>(labels.numel())});
}

} // namespace

QJsonObject RunRecord::identity() const
{
    QCryptographicHash images(QCryptographicHash::Sha256);
    for (const DatasetItem& item : dataset.items) {
        images.addData(QByteArray::fromStdString(item.path.native()));
        images.addData(QByteArray::number(item.label) + ' ' + QByteArray::number(int(item.subset)) + '\n');
    }
    TrainingConfig config = plan.config;
    config.weights = weights;
    config.policy = plan.preprocessing.policy;
    QJsonObject identity = config.toJson();
    identity["dataset"] = encodedPath(dataset.root);
    if (start)
        identity["start_sha256"] = start->sha256();
    identity["images"] = QString::fromLatin1(images.result().toHex());
    return identity;
}

ModelDescription RunRecord::model(const TrainingOutcome& outcome, const ValidationLogits& validation) const
{
    ModelDescription model;
    model.backbone = plan.config.backbone;
    model.classes = dataset.classes;
    model.head = plan.config.head;
    model.calibration = calibrationOf(validation);
    model.preprocessing = plan.preprocessing;
    model.training = plan.config.toJson();
    model.training["dataset"] = displayPath(dataset.root.filename());
    model.training.remove("start_model");
    if (start)
        model.training["retrained_from"] = start->toJson();
    model.training["weights"] = start             ? QStringLiteral("of the model that it was retrained from")
                                : weights.empty() ? QStringLiteral("random")
                                                  : displayPath(weights.filename());
    model.training["train_images"] = outcome.trainImages;
    model.training["val_images"] = outcome.validationImages;
    model.training["val_accuracy"] = outcome.validationAccuracy;
    model.training["best_epoch"] = outcome.history.bestEpoch();
    model.training["history"] = outcome.history.toJson();
    model.training["device"] = outcome.device;
    model.training["libtorch"] = QStringLiteral(TORCH_VERSION);
    model.training["finished"] = QDateTime::currentDateTimeUtc().toString(Qt::ISODate);
    return model;
}

} // namespace cultivar
