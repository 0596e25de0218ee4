// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/weights/Transfer_p.h"

#include "core/base/Paths.h"

#include <QEventLoop>
#include <QRegularExpression>
#include <QTimer>

namespace cultivar {

namespace {

constexpr int kMaxRedirects = 5;
constexpr int kTickMs = 100;
constexpr qint64 kReadBuffer = 1 << 20; // what Qt may hold before the server has to wait

bool isUnreachable(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::UnknownNetworkError:
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
        return true;
    default:
        return false;
    }
}

bool isHopeless(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::SslHandshakeFailedError:
    case QNetworkReply::TooManyRedirectsError:
    case QNetworkReply::InsecureRedirectError:
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return true;
    default:
        return false;
    }
}

} // namespace

Transfer::End Transfer::run(QNetworkAccessManager& network, const std::filesystem::path& part,
                            const QElapsedTimer& sinceStart)
{
    m_part.setFileName(toQString(part));
    if (!m_part.open(QIODevice::ReadWrite | QIODevice::Append | QIODevice::Unbuffered)) {
        const bool isDenied = m_part.error() == QFileDevice::PermissionsError;
        stop(isDenied ? ErrorCode::PermissionDenied : ErrorCode::WriteFailed, m_part.errorString(), false);
        return m_end;
    }
    m_offset = m_part.size();
    if (m_request.bytes > 0 && m_offset > m_request.bytes)
        startOver();

    QNetworkRequest request(m_request.address);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::NoLessSafeRedirectPolicy);
    request.setMaximumRedirectsAllowed(kMaxRedirects);
    request.setRawHeader("Accept-Encoding", "identity"); // a compressed body has another length and no ranges
    request.setRawHeader("User-Agent", "Cultivar");
    if (m_offset > 0)
        request.setRawHeader("Range", "bytes=" + QByteArray::number(m_offset) + "-");

    QEventLoop loop;
    QTimer tick;
    m_reply = network.get(request);
    m_reply->setReadBufferSize(kReadBuffer);
    QObject::connect(m_reply, &QNetworkReply::readyRead, &loop, [this] { onBytes(); });
    QObject::connect(m_reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    QObject::connect(&tick, &QTimer::timeout, &loop, [this, &sinceStart] { onTick(sinceStart); });
    m_window.start();
    tick.start(kTickMs);
    if (!m_reply->isFinished())
        loop.exec();
    judgeEnd();
    if (m_part.size() == 0)
        m_part.remove();
    m_part.close();
    delete m_reply;
    return m_end;
}

void Transfer::startOver()
{
    m_part.resize(0);
    m_part.seek(0);
    m_offset = 0;
}

void Transfer::stop(ErrorCode code, const QString& detail, bool mayRetry)
{
    if (m_isOver)
        return;
    m_isOver = true;
    const bool isLocal = code == ErrorCode::WriteFailed || code == ErrorCode::PermissionDenied;
    m_end.error = Error{code, isLocal ? toPath(m_part.fileName()) : m_request.target, detail};
    m_end.mayRetry = mayRetry;
    if (m_reply && !m_reply->isFinished())
        m_reply->abort();
}

void Transfer::onHeaders()
{
    m_hasHeaders = true;
    judgeStatus(m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt());
    if (!m_isOver)
        judgeLength();
}

void Transfer::judgeStatus(int status)
{
    const auto said = [&] {
        return QStringLiteral("%1 answered %2 %3")
            .arg(m_reply->url().host())
            .arg(status)
            .arg(m_reply->attribute(QNetworkRequest::HttpReasonPhraseAttribute).toString());
    };
    if (status == 200) {
        if (m_offset > 0)
            startOver(); // it does not know ranges and sends everything
        m_total = m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong();
        return;
    }
    if (status == 206) {
        static const QRegularExpression kRange(QStringLiteral("^bytes (\\d+)-\\d+/(\\d+)$"));
        const auto range = kRange.match(QString::fromLatin1(m_reply->rawHeader("Content-Range")));
        if (range.hasMatch() && range.captured(1).toLongLong() == m_offset) {
            m_total = range.captured(2).toLongLong();
            return;
        }
        startOver();
        stop(ErrorCode::DownloadFailed,
             QStringLiteral("%1 sent another part than the one asked for").arg(m_reply->url().host()), true);
        return;
    }
    const bool isRangeRefused = status == 416 && m_offset > 0;
    if (isRangeRefused)
        startOver();
    stop(ErrorCode::DownloadFailed, said(),
         isRangeRefused || status >= 500 || status == 408 || status == 429);
}

void Transfer::judgeLength()
{
    if (m_request.bytes > 0 && m_total > 0 && m_total != m_request.bytes)
        stop(ErrorCode::DownloadMismatch,
             QStringLiteral("%1 offers %2 bytes instead of %3")
                 .arg(m_reply->url().host())
                 .arg(m_total)
                 .arg(m_request.bytes),
             false);
}

void Transfer::onBytes()
{
    if (m_isOver)
        return;
    if (!m_hasHeaders)
        onHeaders();
    if (m_isOver)
        return;
    const QByteArray bytes = m_reply->readAll();
    const qint64 promised = m_request.bytes > 0 ? m_request.bytes : m_total > 0 ? m_total : m_limits.largest;
    if (m_offset + m_end.received + bytes.size() > promised) {
        stop(ErrorCode::DownloadMismatch,
             QStringLiteral("%1 sends more than %2 bytes").arg(m_reply->url().host()).arg(promised), false);
        return;
    }
    if (m_part.write(bytes) != bytes.size()) {
        stop(ErrorCode::WriteFailed, m_part.errorString(), false);
        return;
    }
    m_end.received += bytes.size();
    m_windowBytes += bytes.size();
}

void Transfer::onTick(const QElapsedTimer& sinceStart)
{
    if (m_cancel.isCancelled()) {
        stop(ErrorCode::Cancelled, {}, false);
        return;
    }
    if (sinceStart.elapsed() > m_limits.deadline.count()) {
        stop(ErrorCode::DownloadFailed,
             QStringLiteral("it was not complete after %1 s").arg(m_limits.deadline.count() / 1000), false);
        return;
    }
    const double seconds = static_cast<double>(std::max<qint64>(m_window.elapsed(), 1)) / 1000.0;
    m_rate = static_cast<double>(m_windowBytes) / seconds;
    if (m_progress)
        m_progress({m_offset + m_end.received, m_request.bytes > 0 ? m_request.bytes : m_total, m_rate});
    if (m_window.elapsed() < m_limits.window.count())
        return;
    if (m_rate < static_cast<double>(m_limits.bytesPerSecond)) {
        stop(ErrorCode::DownloadFailed,
             QStringLiteral("%1 sends less than %2 bytes a second")
                 .arg(m_reply->url().host())
                 .arg(m_limits.bytesPerSecond),
             true);
        return;
    }
    m_window.restart();
    m_windowBytes = 0;
}

/// A body that was cut counts as success in Qt when no length was announced; and one that was announced may
/// still end early.
void Transfer::judgeEnd()
{
    if (m_isOver)
        return;
    const QNetworkReply::NetworkError error = m_reply->error();
    const bool hasStatus = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid();
    if (hasStatus && !isHopeless(error))
        onBytes(); // the last of them, or a status without a body
    if (m_isOver)
        return;
    const qint64 expected = m_request.bytes > 0 ? m_request.bytes : m_total;
    const qint64 there = m_offset + m_end.received;
    if (error != QNetworkReply::NoError)
        stop(isUnreachable(error) ? ErrorCode::Offline : ErrorCode::DownloadFailed, m_reply->errorString(),
             !isHopeless(error));
    else if (expected > 0 && there < expected)
        stop(ErrorCode::DownloadFailed,
             QStringLiteral("the connection ended after %1 of %2 bytes").arg(there).arg(expected), true);
}

} // namespace cultivar
