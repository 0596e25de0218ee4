// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/weights/Download.h"

#include "core/base/AtomicFile.h"
#include "core/base/Log.h"
#include "core/base/Paths.h"
#include "core/weights/Transfer_p.h"

#include <QCryptographicHash>
#include <QEventLoop>
#include <QFileInfo>
#include <QTimer>

namespace cultivar {

namespace {

constexpr qint64 kNoticeable = 1 << 20; // bytes that make an attempt worth another one

/// Waits before the next attempt; false when cancelled meanwhile.
bool waitFor(std::chrono::milliseconds pause, const CancelToken& cancel)
{
    QEventLoop loop;
    QTimer tick;
    QElapsedTimer waited;
    waited.start();
    QObject::connect(&tick, &QTimer::timeout, &loop, [&] {
        if (cancel.isCancelled() || waited.elapsed() >= pause.count())
            loop.quit();
    });
    tick.start(20);
    loop.exec();
    return !cancel.isCancelled();
}

/// The SHA-256 of a part that is what was asked for.
Result<QByteArray> verified(const DownloadRequest& request, const std::filesystem::path& part,
                            const CancelToken& cancel)
{
    const qint64 bytes = QFileInfo(toQString(part)).size();
    if (request.bytes > 0 && bytes != request.bytes)
        return failure(ErrorCode::DownloadMismatch, request.target,
                       QStringLiteral("%1 bytes arrived instead of %2").arg(bytes).arg(request.bytes));
    return sha256OfFile(part, cancel).and_then([&](const QByteArray& hash) -> Result<QByteArray> {
        if (hash.startsWith(request.sha256Prefix))
            return hash;
        return failure(
            ErrorCode::DownloadMismatch, request.target,
            QStringLiteral("its SHA-256 begins with %1 instead of %2")
                .arg(QString::fromLatin1(hash.left(8)), QString::fromLatin1(request.sha256Prefix)));
    });
}

} // namespace

Result<QByteArray> sha256OfFile(const std::filesystem::path& path, const CancelToken& cancel)
{
    QFile file(toQString(path));
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return failure(file.exists() ? ErrorCode::ReadFailed : ErrorCode::FileNotFound, path,
                       file.errorString());
    constexpr qint64 kChunk = 1 << 20;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    while (!file.atEnd()) {
        if (cancel.isCancelled())
            return failure(ErrorCode::Cancelled, path);
        const QByteArray bytes = file.read(kChunk);
        if (bytes.isEmpty())
            return failure(ErrorCode::ReadFailed, path, file.errorString());
        hash.addData(bytes);
    }
    return hash.result().toHex();
}

Result<QByteArray> Download::run(const DownloadRequest& request, const DownloadLimits& limits,
                                 const CancelToken& cancel, const Progress& progress)
{
    Q_ASSERT(request.bytes > 0 || !request.sha256Prefix.isEmpty());
    std::filesystem::path part = request.target;
    part += ".part";
    QNetworkAccessManager network;
    QElapsedTimer sinceStart;
    sinceStart.start();
    if (request.bytes > 0 && QFileInfo(toQString(part)).size() == request.bytes) {
        if (auto hash = verified(request, part, cancel)) // all but the name was there
            return AtomicFile::moveInto(part, request.target).map([&] { return *hash; });
        QFile::remove(toQString(part));
    }
    std::chrono::milliseconds pause = limits.firstPause;
    std::optional<Error> last;
    for (int attempt = 1; attempt <= limits.attempts; ++attempt) {
        if (attempt > 1) {
            qCInfo(logWeights) << "attempt" << attempt << last->detail;
            if (!waitFor(pause, cancel))
                return failure(ErrorCode::Cancelled, request.target);
            pause *= 2;
        }
        const bool isResumed = QFileInfo(toQString(part)).size() > 0;
        const Transfer::End end = Transfer(request, limits, cancel, progress).run(network, part, sinceStart);
        last = end.error;
        if (!last) {
            auto hash = verified(request, part, cancel);
            if (hash)
                return AtomicFile::moveInto(part, request.target).map([&] { return *hash; });
            last = hash.error();
            if (last->code != ErrorCode::DownloadMismatch)
                return tl::unexpected(*last);
            QFile::remove(toQString(part));
            if (!isResumed)
                return tl::unexpected(*last);
            continue; // an old part may have been of another file: once more from the start
        }
        if (last->code == ErrorCode::DownloadMismatch)
            QFile::remove(toQString(part));
        if (!end.mayRetry)
            return tl::unexpected(*last);
        if (end.received >= kNoticeable) {
            attempt = 0;
            pause = limits.firstPause;
        }
    }
    return tl::unexpected(*last);
}

} // namespace cultivar
