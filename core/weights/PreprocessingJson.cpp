// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/weights/PreprocessingJson.h"

#include <QJsonArray>

#include <cmath>

namespace cultivar {

namespace {

using Policy = Preprocessing::Policy;
using Interpolation = Preprocessing::Interpolation;
constexpr std::pair<Policy, const char*> kPolicies[] = {
    {Policy::Crop, "crop"}, {Policy::Letterbox, "letterbox"}, {Policy::Stretch, "stretch"}};
constexpr std::pair<Interpolation, const char*> kInterpolations[] = {{Interpolation::Bilinear, "bilinear"},
                                                                     {Interpolation::Bicubic, "bicubic"}};

template <typename Table, typename Value>
QString nameOf(const Table& table, Value value)
{
    for (const auto& [known, name] : table) {
        if (known == value)
            return QString::fromLatin1(name);
    }
    Q_UNREACHABLE();
}

template <typename Table, typename Value>
bool readName(const Table& table, const QString& text, Value& value)
{
    for (const auto& [known, name] : table) {
        if (text == QLatin1String(name)) {
            value = known;
            return true;
        }
    }
    return false;
}

// As decimal text of float precision: 0.485f must read 0.485, not 0.48500001430511475.
QJsonArray toArray(const std::array<float, 3>& values)
{
    QJsonArray array;
    for (const float value : values)
        array.append(QString::number(value, 'g', 7).toDouble());
    return array;
}

bool readArray(const QJsonArray& array, std::array<float, 3>& values)
{
    if (array.size() != 3)
        return false;
    for (int i = 0; i < 3; ++i) {
        values[i] = static_cast<float>(array[i].toDouble(std::nan("")));
        if (!std::isfinite(values[i]))
            return false;
    }
    return true;
}

} // namespace

QJsonObject toJson(const Preprocessing& preprocessing)
{
    return {{"policy", nameOf(kPolicies, preprocessing.policy)},
            {"resize", preprocessing.resize},
            {"crop", preprocessing.crop},
            {"interpolation", nameOf(kInterpolations, preprocessing.interpolation)},
            {"mean", toArray(preprocessing.mean)},
            {"std", toArray(preprocessing.std)}};
}

std::optional<Preprocessing> preprocessingFromJson(const QJsonObject& json)
{
    constexpr int kMaxSide = 4096;
    Preprocessing p;
    p.resize = json["resize"].toInt();
    p.crop = json["crop"].toInt();
    const bool isValid = readName(kPolicies, json["policy"].toString(), p.policy) &&
                         readName(kInterpolations, json["interpolation"].toString(), p.interpolation) &&
                         readArray(json["mean"].toArray(), p.mean) &&
                         readArray(json["std"].toArray(), p.std) && p.crop >= 32 && p.crop <= kMaxSide &&
                         p.resize >= p.crop && p.resize <= kMaxSide && p.std[0] > 0 && p.std[1] > 0 &&
                         p.std[2] > 0;
    return isValid ? std::optional(p) : std::nullopt;
}

} // namespace cultivar
