// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/ModelDescription.h"

#include "core/weights/BackboneCatalog.h"
#include "core/weights/PreprocessingJson.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace cultivar {

namespace {
constexpr int kFormat = 1;
constexpr int kMaxHidden = 65536;
} // namespace

QByteArray ModelDescription::toJson() const
{
    const bool isClassic = head.type == HeadSpec::Type::Classic;
    QJsonObject headJson{{"type", isClassic ? "classic" : "linear"}};
    if (isClassic) {
        headJson["hidden"] = head.hidden;
        headJson["dropout"] = head.dropout;
    }
    QJsonObject json{{"format", kFormat},
                     {"backbone", backbone},
                     {"classes", QJsonArray::fromStringList(classes)},
                     {"head", headJson},
                     {"preprocessing", cultivar::toJson(preprocessing)},
                     {"training", training}};
    if (calibration)
        json["calibration"] = calibration->toJson();
    if (seen)
        json["images"] = seen->toJson();
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

Result<ModelDescription> ModelDescription::fromJson(const QByteArray& json, const std::filesystem::path& path)
{
    const QJsonObject root = QJsonDocument::fromJson(json).object();
    const auto damaged = [&](const char* what) {
        return failure(ErrorCode::DamagedModel, path, QString::fromLatin1(what));
    };
    if (root.isEmpty())
        return damaged("its description is not valid JSON");
    if (root["format"].toInt() > kFormat)
        return failure(ErrorCode::UnsupportedModelVersion, path,
                       QStringLiteral("format %1").arg(root["format"].toInt()));
    if (root["format"].toInt() != kFormat)
        return damaged("its description has no format number");

    ModelDescription model;
    model.backbone = root["backbone"].toString();
    if (const auto known = BackboneCatalog::find(model.backbone); !known)
        return failure(ErrorCode::UnknownBackbone, path, known.error().detail);
    const QJsonArray classes = root["classes"].toArray();
    for (const auto& label : classes)
        model.classes.append(label.toString());
    if (model.classes.size() < 2)
        return damaged("it names fewer than two classes");

    const QJsonObject head = root["head"].toObject();
    model.head.type =
        head["type"].toString() == QLatin1String("linear") ? HeadSpec::Type::Linear : HeadSpec::Type::Classic;
    model.head.hidden = head["hidden"].toInt(model.head.hidden);
    model.head.dropout = head["dropout"].toDouble(model.head.dropout);
    if (model.head.hidden < 1 || model.head.hidden > kMaxHidden ||
        !(model.head.dropout >= 0 && model.head.dropout < 1))
        return damaged("its head has impossible sizes");
    const auto preprocessing = preprocessingFromJson(root["preprocessing"].toObject());
    if (!preprocessing)
        return damaged("its preprocessing is incomplete");
    model.preprocessing = *preprocessing;
    model.training = root["training"].toObject();
    if (root.contains("calibration")) {
        model.calibration = Calibration::fromJson(root["calibration"].toObject());
        if (!model.calibration)
            return damaged("its temperature is no positive number");
    }
    if (root.contains("images")) {
        model.seen = SeenImages::fromJson(root["images"].toObject());
        if (!model.seen)
            return damaged("its list of images is damaged");
    }
    return model;
}

} // namespace cultivar
