// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "FaultyServer.h"
#include "core/weights/WeightFetch.h"
#include "core/weights/WeightStore.h"
#include "data/Pictures.h"
#include "support/Verify.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace cultivar;
using namespace std::chrono_literals;

namespace {

QByteArray makeBody()
{
    QByteArray body;
    Random random{11};
    while (body.size() < 300'000)
        body.append(char(random.below(256)));
    return body;
}

const QByteArray kBody = makeBody();
const QByteArray kHash = QCryptographicHash::hash(kBody, QCryptographicHash::Sha256).toHex();

/// Short enough for a test; what is under test waits for these, not for the clock on the wall.
DownloadLimits quick()
{
    DownloadLimits limits;
    limits.attempts = 3;
    limits.firstPause = 1ms;
    limits.window = 300ms;
    limits.bytesPerSecond = 20'000;
    limits.deadline = 20s;
    return limits;
}

void cutAfter(QTcpSocket& socket, const QByteArray& bytes)
{
    socket.write(bytes);
    socket.disconnectFromHost();
}

} // namespace

/// Rows 27, 28 and 30 of a hostile network: whatever the server does, no wrong file is installed, and it
/// ends.
class DownloadTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void fetchesAndReportsProgress();
    void goesOnAfterACut();
    void goesOnInALaterRun();
    void startsOverWhenRangesAreIgnored();
    void startsOverWhenTheOldPartWasWrong();
    void finishesACompletePart();
    void endsWithAClearMessage_data();
    void endsWithAClearMessage();
    void stopsWhenAsked();
    void saysWhenItIsOffline();
    void reportsAFolderThatCannotBeWritten();
    void remembersTheHash();
    void usesTheMirror();

private:
    std::filesystem::path target() const { return toPath(m_folder->filePath(QStringLiteral("net.pth"))); }
    QString part() const { return toQString(target()) + QStringLiteral(".part"); }

    Result<QByteArray> fetch(const FaultyServer& server, const CancelToken& cancel = {}) const
    {
        return Download::run({server.url(), target(), kBody.size(), kHash.left(8)}, quick(), cancel);
    }
    bool isInstalled() const { return readFile(toQString(target())) == kBody; }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void DownloadTest::fetchesAndReportsProgress()
{
    const FaultyServer server([](QTcpSocket& socket, const FaultyServer::Request&) {
        FaultyServer::head(socket, "200 OK", "Content-Length: " + QByteArray::number(kBody.size()) + "\r\n");
        socket.write(kBody.left(100'000));
        QTimer::singleShot(150, &socket, [&socket] { cutAfter(socket, kBody.mid(100'000)); });
    });
    std::vector<DownloadProgress> heard;
    const auto hash = Download::run({server.url(), target(), kBody.size(), kHash.left(8)}, quick(), {},
                                    [&](const DownloadProgress& progress) { heard.push_back(progress); });
    VERIFY_RESULT(hash);
    QCOMPARE(*hash, kHash);
    QVERIFY(isInstalled());
    QVERIFY(!QFile::exists(part()));
    QVERIFY(!heard.empty());
    QCOMPARE(heard.back().total, kBody.size());
    QVERIFY(heard.back().done > 0 && heard.back().done <= kBody.size());
    QVERIFY(heard.back().bytesPerSecond > 0);
}

void DownloadTest::goesOnAfterACut()
{
    const FaultyServer server([](QTcpSocket& socket, const FaultyServer::Request& request) {
        if (request.number > 1)
            return FaultyServer::serve(socket, request, kBody);
        FaultyServer::head(socket, "200 OK", "Content-Length: " + QByteArray::number(kBody.size()) + "\r\n");
        cutAfter(socket, kBody.left(120'000));
    });
    VERIFY_RESULT(fetch(server));
    QVERIFY(isInstalled());
    QVERIFY(server.requests() >= 2); // Qt itself may ask once more
    QCOMPARE(server.starts().last(), qint64(120'000));
}

void DownloadTest::goesOnInALaterRun()
{
    QVERIFY(writeFile(part(), kBody.left(70'000)));
    const FaultyServer server([](QTcpSocket& socket, const FaultyServer::Request& request) {
        FaultyServer::serve(socket, request, kBody);
    });
    VERIFY_RESULT(fetch(server));
    QVERIFY(isInstalled());
    QCOMPARE(server.starts(), QList<qint64>{70'000});
}

void DownloadTest::startsOverWhenRangesAreIgnored()
{
    QVERIFY(writeFile(part(), kBody.left(70'000)));
    const FaultyServer server(
        [](QTcpSocket& socket, const FaultyServer::Request&) { FaultyServer::serve(socket, {}, kBody); });
    VERIFY_RESULT(fetch(server));
    QVERIFY(isInstalled());
}

void DownloadTest::startsOverWhenTheOldPartWasWrong()
{
    QVERIFY(writeFile(part(), QByteArray(70'000, 'x')));
    const FaultyServer server([](QTcpSocket& socket, const FaultyServer::Request& request) {
        FaultyServer::serve(socket, request, kBody);
    });
    VERIFY_RESULT(fetch(server));
    QVERIFY(isInstalled());
    QCOMPARE(server.starts(), (QList<qint64>{70'000, -1}));
}

void DownloadTest::finishesACompletePart()
{
    QVERIFY(writeFile(part(), kBody));
    const FaultyServer server([](QTcpSocket& socket, const FaultyServer::Request&) { socket.abort(); });
    VERIFY_RESULT(fetch(server));
    QVERIFY(isInstalled());
    QCOMPARE(server.requests(), 0);
}

void DownloadTest::endsWithAClearMessage_data()
{
    QTest::addColumn<FaultyServer::Answer>("answer");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("words");
    using Request = FaultyServer::Request;
    const auto row = [](const char* name, ErrorCode code, const char* words, FaultyServer::Answer answer) {
        QTest::newRow(name) << answer << int(code) << QString::fromLatin1(words);
    };
    const QByteArray length = "Content-Length: " + QByteArray::number(kBody.size()) + "\r\n";
    row("404 with a body", ErrorCode::DownloadFailed, "404", [](QTcpSocket& socket, const Request&) {
        FaultyServer::head(socket, "404 Not Found", "Content-Length: 300000\r\n");
        cutAfter(socket, kBody);
    });
    row("500 always", ErrorCode::DownloadFailed, "500", [](QTcpSocket& socket, const Request&) {
        FaultyServer::head(socket, "500 Oops", "Content-Length: 0\r\n");
        socket.disconnectFromHost();
    });
    row("cut always at once", ErrorCode::DownloadFailed, "", [=](QTcpSocket& socket, const Request&) {
        FaultyServer::head(socket, "200 OK", length);
        socket.disconnectFromHost();
    });
    row("nothing at all", ErrorCode::DownloadFailed, "",
        [](QTcpSocket& socket, const Request&) { socket.disconnectFromHost(); });
    row("stalls", ErrorCode::DownloadFailed, "less than", [=](QTcpSocket& socket, const Request&) {
        FaultyServer::head(socket, "200 OK", length);
        socket.write("abc");
    });
    row("never answers", ErrorCode::DownloadFailed, "less than", [](QTcpSocket&, const Request&) {});
    row("drips", ErrorCode::DownloadFailed, "less than", [=](QTcpSocket& socket, const Request&) {
        FaultyServer::head(socket, "200 OK", length);
        auto* drip = new QTimer(&socket);
        QObject::connect(drip, &QTimer::timeout, &socket, [&socket] { socket.write("x"); });
        drip->start(20);
    });
    row("another length", ErrorCode::DownloadMismatch, "300001", [](QTcpSocket& socket, const Request&) {
        FaultyServer::head(socket, "200 OK", "Content-Length: 300001\r\n");
        cutAfter(socket, kBody + "x");
    });
    row("more than was announced", ErrorCode::DownloadMismatch, "more than",
        [](QTcpSocket& socket, const Request&) {
            FaultyServer::head(socket, "200 OK", {});
            cutAfter(socket, kBody + kBody);
        });
    row("cut without a length", ErrorCode::DownloadFailed, "of 300000",
        [](QTcpSocket& socket, const Request&) {
            FaultyServer::head(socket, "200 OK", {});
            cutAfter(socket, kBody.left(1000));
        });
    row("the wrong bytes", ErrorCode::DownloadMismatch, "SHA-256", [=](QTcpSocket& socket, const Request&) {
        FaultyServer::head(socket, "200 OK", length);
        cutAfter(socket, QByteArray(kBody.size(), 'x'));
    });
    row("one byte wrong", ErrorCode::DownloadMismatch, "SHA-256",
        [=](QTcpSocket& socket, const Request& request) {
            QByteArray body = kBody;
            body[299'999] = char(body[299'999] ^ 1);
            FaultyServer::serve(socket, request, body);
        });
    row("redirects in a loop", ErrorCode::DownloadFailed, "", [](QTcpSocket& socket, const Request&) {
        FaultyServer::head(socket, "302 Found", "Location: /models/net.pth\r\nContent-Length: 0\r\n");
        socket.disconnectFromHost();
    });
    row("another part than asked for", ErrorCode::DownloadFailed, "part",
        [](QTcpSocket& socket, const Request& request) {
            FaultyServer::head(socket, "206 Partial Content",
                               "Content-Length: 10\r\nContent-Range: bytes 5-14/300000\r\n");
            Q_UNUSED(request)
            cutAfter(socket, kBody.mid(5, 10));
        });
    row("no http", ErrorCode::DownloadFailed, "",
        [](QTcpSocket& socket, const Request&) { cutAfter(socket, "SSH-2.0-OpenSSH_9.2\r\n"); });
}

void DownloadTest::endsWithAClearMessage()
{
    QFETCH(FaultyServer::Answer, answer);
    QFETCH(int, code);
    QFETCH(QString, words);
    const FaultyServer server(answer);
    const auto hash = fetch(server);
    QVERIFY(!hash.has_value());
    QVERIFY2(int(hash.error().code) == code && hash.error().detail.contains(words) &&
                 !hash.error().detail.isEmpty(),
             qPrintable(QStringLiteral("%1 %2").arg(int(hash.error().code)).arg(hash.error().detail)));
    QVERIFY(!std::filesystem::exists(target()));
    QVERIFY(server.requests() <= 12);
}

void DownloadTest::stopsWhenAsked()
{
    CancelToken cancel;
    const FaultyServer server([&](QTcpSocket& socket, const FaultyServer::Request&) {
        FaultyServer::head(socket, "200 OK", "Content-Length: " + QByteArray::number(kBody.size()) + "\r\n");
        socket.write(kBody.left(50'000));
        QTimer::singleShot(20, &socket, [&] { cancel.cancel(); });
    });
    const auto hash = fetch(server, cancel);
    QVERIFY(!hash.has_value());
    QCOMPARE(hash.error().code, ErrorCode::Cancelled);
    QVERIFY(!std::filesystem::exists(target()));
    QVERIFY(QFileInfo(part()).size() > 0); // the next try goes on from there
}

void DownloadTest::saysWhenItIsOffline()
{
    QUrl nobody;
    {
        const FaultyServer closed([](QTcpSocket&, const FaultyServer::Request&) {});
        nobody = closed.url();
    }
    const auto hash = Download::run({nobody, target(), kBody.size(), {}}, quick());
    QVERIFY(!hash.has_value());
    QCOMPARE(hash.error().code, ErrorCode::Offline);
}

void DownloadTest::reportsAFolderThatCannotBeWritten()
{
    const FaultyServer server([](QTcpSocket& socket, const FaultyServer::Request& request) {
        FaultyServer::serve(socket, request, kBody);
    });
    QVERIFY(QDir().mkpath(part())); // a folder where the part should be
    const auto hash = fetch(server);
    QVERIFY(!hash.has_value());
    QCOMPARE(hash.error().code, ErrorCode::WriteFailed);
    QCOMPARE(server.requests(), 0);
}

void DownloadTest::remembersTheHash()
{
    const FaultyServer server([](QTcpSocket& socket, const FaultyServer::Request& request) {
        FaultyServer::serve(socket, request, kBody);
    });
    qputenv("XDG_DATA_HOME", m_folder->path().toUtf8());
    BackboneInfo info;
    info.weightsUrl =
        QStringLiteral("https://example.org/a/net-%1.pth").arg(QString::fromLatin1(kHash.left(8)));
    info.weightsBytes = kBody.size();
    const QString base = server.url(QString()).toString();
    const auto path = WeightFetch::run(info, base, quick());
    VERIFY_RESULT(path);
    QCOMPARE(path->parent_path(), WeightStore::folder());
    VERIFY_RESULT(WeightFetch::check(*path));
    VERIFY_RESULT(WeightFetch::run(info, base, quick()));
    QCOMPARE(server.requests(), 1); // it was there
    QByteArray bytes = readFile(toQString(*path));
    bytes[5] = char(bytes[5] ^ 1);
    QVERIFY(writeFile(toQString(*path), bytes));
    QCOMPARE(WeightFetch::check(*path).error().code, ErrorCode::DamagedWeights);
    VERIFY_RESULT(WeightFetch::run(info, base, quick())); // fetched anew
    QCOMPARE(server.requests(), 2);
    VERIFY_RESULT(WeightFetch::check(*path));
}

void DownloadTest::usesTheMirror()
{
    BackboneInfo info;
    info.weightsUrl = QStringLiteral("https://example.org/models/net-01234567.pth");
    QCOMPARE(WeightFetch::address(info), QUrl(info.weightsUrl));
    QCOMPARE(WeightFetch::address(info, QStringLiteral("http://mirror.lan/a")),
             QUrl(QStringLiteral("http://mirror.lan/a/net-01234567.pth")));
    qputenv("CULTIVAR_WEIGHTS_URL", "https://mirror.lan/b/");
    QCOMPARE(WeightFetch::address(info), QUrl(QStringLiteral("https://mirror.lan/b/net-01234567.pth")));
    QCOMPARE(WeightFetch::address(info, QStringLiteral("http://mirror.lan/a")), // it counts before a setting
             QUrl(QStringLiteral("https://mirror.lan/b/net-01234567.pth")));
    qunsetenv("CULTIVAR_WEIGHTS_URL");
    for (const char* good : {"https://mirror.lan", "http://mirror.lan:8080/a/b", "https://[::1]/w/"})
        QVERIFY2(WeightFetch::isMirror(QLatin1String(good)), good);
    for (const char* bad : {"", "mirror.lan", "/srv/weights", "file:///srv", "ftp://mirror.lan", "https://",
                            "https://mirror.lan/?a=b", "https://mirror.lan/#a", "https://mir ror.lan/"})
        QVERIFY2(!WeightFetch::isMirror(QLatin1String(bad)), bad);
}

QTEST_GUILESS_MAIN(DownloadTest)
#include "tst_download.moc"
