// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>
#include <QUrl>

#include <functional>

namespace cultivar {

/// An http server on this computer that answers each request as the test says, well or badly.
class FaultyServer : public QTcpServer
{
public:
    /// One request: which one it is (from 1), and the byte that its Range asks for (−1 without).
    struct Request
    {
        int number = 0;
        qint64 from = -1;
    };
    using Answer = std::function<void(QTcpSocket& socket, const Request& request)>;

    explicit FaultyServer(Answer answer) : m_answer(std::move(answer))
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket* socket = nextPendingConnection();
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(*socket); });
        });
    }

    QUrl url(const QString& name = QStringLiteral("net.pth")) const
    {
        return QUrl(QStringLiteral("http://127.0.0.1:%1/models/%2").arg(serverPort()).arg(name));
    }
    int requests() const { return m_requests; }
    QList<qint64> starts() const { return m_starts; }

    static void head(QTcpSocket& socket, const QByteArray& status, const QByteArray& fields)
    {
        socket.write("HTTP/1.1 " + status + "\r\nConnection: close\r\n" + fields + "\r\n");
    }

    /// As a good server does, ranges included.
    static void serve(QTcpSocket& socket, const Request& request, const QByteArray& body)
    {
        const qint64 from = std::max<qint64>(request.from, 0);
        if (request.from >= body.size()) {
            head(socket, "416 Range Not Satisfiable", "Content-Length: 0\r\n");
        } else {
            QByteArray fields = "Content-Length: " + QByteArray::number(body.size() - from) + "\r\n";
            if (request.from >= 0)
                fields += "Content-Range: bytes " + QByteArray::number(from) + "-" +
                          QByteArray::number(body.size() - 1) + "/" + QByteArray::number(body.size()) +
                          "\r\n";
            head(socket, request.from >= 0 ? "206 Partial Content" : "200 OK", fields);
            socket.write(body.mid(from));
        }
        socket.disconnectFromHost();
    }

private:
    void read(QTcpSocket& socket)
    {
        QByteArray text = socket.property("text").toByteArray() + socket.readAll();
        socket.setProperty("text", text);
        if (!text.contains("\r\n\r\n"))
            return;
        Request request{++m_requests, -1};
        if (const qsizetype at = text.toLower().indexOf("range: bytes="); at >= 0)
            request.from = text.mid(at + 13, text.indexOf('-', at) - at - 13).toLongLong();
        m_starts.append(request.from);
        m_answer(socket, request);
    }

    Answer m_answer;
    int m_requests = 0;
    QList<qint64> m_starts;
};

} // namespace cultivar
