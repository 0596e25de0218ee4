// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/weights/WeightFetch.h"

#include "core/base/AtomicFile.h"
#include "core/base/Paths.h"
#include "core/weights/WeightStore.h"

#include <QFile>
#include <QRegularExpression>

namespace cultivar {

namespace {

std::filesystem::path recordOf(std::filesystem::path weights)
{
    return weights += ".sha256";
}

/// The digits in names such as resnet18-f37072fd.pth.
QByteArray hashInName(const QString& fileName)
{
    static const QRegularExpression kDigits(QStringLiteral("-([0-9a-f]{8,64})\\.[a-z]+$"));
    return kDigits.match(fileName).captured(1).toLatin1();
}

} // namespace

QUrl WeightFetch::address(const BackboneInfo& info, const QString& base)
{
    const QUrl published(info.weightsUrl);
    const QString environment = environmentMirror();
    QString mirror = environment.isEmpty() ? base : environment;
    if (mirror.isEmpty())
        return published;
    if (!mirror.endsWith(QLatin1Char('/')))
        mirror += QLatin1Char('/');
    return QUrl(mirror).resolved(QUrl(published.fileName()));
}

QString WeightFetch::environmentMirror()
{
    return qEnvironmentVariable("CULTIVAR_WEIGHTS_URL");
}

bool WeightFetch::isMirror(const QString& base)
{
    const QUrl url(base, QUrl::StrictMode);
    return url.isValid() &&
           (url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http")) &&
           !url.host().isEmpty() && !url.hasQuery() && !url.hasFragment();
}

Result<std::filesystem::path> WeightFetch::run(const BackboneInfo& info, const QString& base,
                                               const DownloadLimits& limits, const CancelToken& cancel,
                                               const Download::Progress& progress)
{
    if (info.weightsUrl.isEmpty())
        return failure(ErrorCode::UnknownBackbone, {},
                       QStringLiteral("%1 has no published weights; it learns from scratch").arg(info.name));
    const QUrl published(info.weightsUrl);
    const std::filesystem::path target = WeightStore::folder() / toPath(published.fileName());
    const bool isThere = QFile::exists(toQString(recordOf(target)));
    if (isThere && check(target, cancel))
        return target;
    std::error_code error;
    std::filesystem::create_directories(target.parent_path(), error);
    if (error)
        return failure(ErrorCode::WriteFailed, target.parent_path(), QString::fromStdString(error.message()));
    const auto hash =
        Download::run({address(info, base), target, info.weightsBytes, hashInName(published.fileName())},
                      limits, cancel, progress);
    if (!hash)
        return tl::unexpected(hash.error());
    const QByteArray line = *hash + "  " + published.fileName().toUtf8() + "\n";
    return AtomicFile::replace(recordOf(target), line).map([&] { return target; });
}

Result<void> WeightFetch::check(const std::filesystem::path& weights, const CancelToken& cancel)
{
    QFile record(toQString(recordOf(weights)));
    if (!record.open(QIODevice::ReadOnly))
        return {};
    const QByteArray expected = record.read(64);
    return sha256OfFile(weights, cancel).and_then([&](const QByteArray& hash) -> Result<void> {
        if (hash == expected)
            return {};
        return failure(ErrorCode::DamagedWeights, weights,
                       QStringLiteral("it is no longer the file that was fetched; fetch it again"));
    });
}

} // namespace cultivar
