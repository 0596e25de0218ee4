// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/History.h"

#include <QJsonObject>

namespace cultivar {

QString phaseName(Phase phase)
{
    switch (phase) {
    case Phase::Head:
        return QStringLiteral("head");
    case Phase::Finetune:
        return QStringLiteral("finetune");
    case Phase::Scratch:
        return QStringLiteral("scratch");
    }
    Q_UNREACHABLE();
}

int History::bestEpoch() const
{
    const EpochRecord* best = nullptr;
    for (const EpochRecord& record : m_epochs) {
        const bool isBetter = !best || record.validationAccuracy > best->validationAccuracy ||
                              (record.validationAccuracy == best->validationAccuracy &&
                               record.validationLoss < best->validationLoss);
        if (isBetter)
            best = &record;
    }
    return best ? best->epoch : 0;
}

QJsonArray History::toJson() const
{
    QJsonArray array;
    for (const EpochRecord& record : m_epochs) {
        array.append(QJsonObject{{"epoch", record.epoch},
                                 {"phase", phaseName(record.phase)},
                                 {"train_loss", record.trainLoss},
                                 {"train_accuracy", record.trainAccuracy},
                                 {"val_loss", record.validationLoss},
                                 {"val_accuracy", record.validationAccuracy},
                                 {"seconds", record.seconds},
                                 {"images_per_second", record.imagesPerSecond}});
    }
    return array;
}

History History::fromJson(const QJsonArray& json)
{
    History history;
    for (const auto& value : json) {
        const QJsonObject object = value.toObject();
        EpochRecord record;
        record.epoch = object["epoch"].toInt();
        for (const Phase phase : {Phase::Head, Phase::Finetune, Phase::Scratch}) {
            if (object["phase"].toString() == phaseName(phase))
                record.phase = phase;
        }
        record.trainLoss = object["train_loss"].toDouble();
        record.trainAccuracy = object["train_accuracy"].toDouble();
        record.validationLoss = object["val_loss"].toDouble();
        record.validationAccuracy = object["val_accuracy"].toDouble();
        record.seconds = object["seconds"].toDouble();
        record.imagesPerSecond = object["images_per_second"].toDouble();
        history.append(record);
    }
    return history;
}

} // namespace cultivar
