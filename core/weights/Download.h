// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/base/Error.h"

#include <QUrl>

#include <chrono>
#include <filesystem>
#include <functional>

namespace cultivar {

/// What to fetch, where to put it, and how to know that it arrived whole.
struct DownloadRequest
{
    QUrl address;
    std::filesystem::path target;
    qint64 bytes = 0;        // 0: not known beforehand
    QByteArray sha256Prefix; // lower-case hex digits; at least one of bytes and this must be known
};

/// When to give up. A server that drips is as dead as one that is silent.
struct DownloadLimits
{
    int attempts = 5;                           // without noticeable progress between them
    std::chrono::milliseconds firstPause{1000}; // before the second attempt, doubled for each further one
    std::chrono::milliseconds window{20'000};   // over which the rate is judged
    qint64 bytesPerSecond = 1024;               // the least acceptable rate
    std::chrono::milliseconds deadline{std::chrono::hours(3)};
    qint64 largest = 8LL << 30; // bytes accepted when the size is not known
};

struct DownloadProgress
{
    qint64 done = 0;
    qint64 total = 0; // 0: not known
    double bytesPerSecond = 0.0;
};

/// Fetches a file over https (or http where the address says so) into `<target>.part`, goes on where an
/// earlier attempt ended, checks size and SHA-256, and only then gives it its name. Blocks, with an event
/// loop of its own; any thread of a QCoreApplication.
class Download
{
public:
    using Progress = std::function<void(const DownloadProgress&)>;

    /// The SHA-256 of what now lies at the target, in hex. Errors: Offline (the server cannot be reached),
    /// DownloadFailed (it answers wrongly, or too slowly), DownloadMismatch (size or hash), WriteFailed,
    /// PermissionDenied, Cancelled. After Offline, DownloadFailed and Cancelled the part is kept for the next
    /// try.
    static Result<QByteArray> run(const DownloadRequest& request, const DownloadLimits& limits = {},
                                  const CancelToken& cancel = {}, const Progress& progress = {});
};

/// In hex. Errors: FileNotFound, ReadFailed, Cancelled.
Result<QByteArray> sha256OfFile(const std::filesystem::path& path, const CancelToken& cancel = {});

} // namespace cultivar
