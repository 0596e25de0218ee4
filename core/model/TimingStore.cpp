// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/AtomicFile.h"
#include "core/base/Paths.h"
#include "core/model/BackboneTiming.h"

#include <torch/version.h>

#include <QFile>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QSysInfo>

#include <optional>

namespace cultivar {

namespace {

constexpr qint64 kLargestFile = 1 << 20;

/// What a timing holds good for.
QString conditions()
{
    return QSysInfo::machineHostName() + QStringLiteral(", LibTorch " TORCH_VERSION);
}

QJsonObject readAll(const std::filesystem::path& path)
{
    QFile file(toQString(path));
    if (!file.open(QIODevice::ReadOnly) || file.size() > kLargestFile)
        return {};
    return QJsonDocument::fromJson(file.readAll()).object();
}

std::optional<BackboneTiming> timingFrom(const QJsonObject& json)
{
    BackboneTiming timing;
    timing.millisecondsPerImage = json["ms_per_image"].toDouble();
    timing.memoryBytes = json["memory_bytes"].toInteger();
    timing.threads = json["threads"].toInt();
    timing.device = json["device"].toString();
    timing.measuredAt = QDateTime::fromString(json["measured_at"].toString(), Qt::ISODate);
    const bool isSound = timing.millisecondsPerImage > 0 && timing.memoryBytes > 0 && timing.threads > 0 &&
                         timing.measuredAt.isValid();
    return isSound ? std::optional(timing) : std::nullopt;
}

} // namespace

QJsonObject BackboneTiming::toJson() const
{
    return {{"ms_per_image", millisecondsPerImage},
            {"memory_bytes", memoryBytes},
            {"threads", threads},
            {"device", device},
            {"measured_at", measuredAt.toString(Qt::ISODate)}};
}

std::filesystem::path TimingStore::file()
{
    return toPath(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)) / "timings.json";
}

std::map<QString, BackboneTiming> TimingStore::all()
{
    std::map<QString, BackboneTiming> timings;
    const QJsonObject here = readAll(file())[conditions()].toObject();
    for (auto it = here.begin(); it != here.end(); ++it) {
        if (const auto timing = timingFrom(it.value().toObject()))
            timings[it.key()] = *timing;
    }
    return timings;
}

Result<void> TimingStore::keep(const QString& backbone, const BackboneTiming& timing)
{
    QJsonObject all = readAll(file());
    QJsonObject here = all[conditions()].toObject();
    here[backbone] = timing.toJson();
    all[conditions()] = here;
    std::error_code ignored; // opening the file says what is wrong
    std::filesystem::create_directories(file().parent_path(), ignored);
    return AtomicFile::replace(file(), QJsonDocument(all).toJson());
}

} // namespace cultivar
