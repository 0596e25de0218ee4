// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/weights/Download.h"

#include <QElapsedTimer>
#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkReply>

#include <optional>

namespace cultivar {

/// One GET into a part file, from its end on.
class Transfer
{
public:
    /// How an attempt ended, and whether another one makes sense.
    struct End
    {
        std::optional<Error> error; // none: the server says that this was all
        bool mayRetry = false;
        qint64 received = 0;
    };

    Transfer(const DownloadRequest& request, const DownloadLimits& limits, const CancelToken& cancel,
             const Download::Progress& progress)
        : m_request(request), m_limits(limits), m_cancel(cancel), m_progress(progress)
    {
    }

    End run(QNetworkAccessManager& network, const std::filesystem::path& part,
            const QElapsedTimer& sinceStart);

private:
    void startOver();
    void onHeaders();
    void onBytes();
    void onTick(const QElapsedTimer& sinceStart);
    void judgeStatus(int status);
    void judgeLength();
    void judgeEnd();
    void stop(ErrorCode code, const QString& detail, bool mayRetry);

    const DownloadRequest& m_request;
    const DownloadLimits& m_limits;
    const CancelToken& m_cancel;
    const Download::Progress& m_progress;

    QFile m_part;
    QNetworkReply* m_reply = nullptr;
    qint64 m_offset = 0; // bytes of the part that this attempt found
    qint64 m_total = 0;  // of the whole file as the server says; 0: it does not
    bool m_hasHeaders = false;
    bool m_isOver = false;
    QElapsedTimer m_window;
    qint64 m_windowBytes = 0;
    double m_rate = 0.0;
    End m_end;
};

} // namespace cultivar
