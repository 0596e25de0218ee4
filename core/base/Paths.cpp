// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Paths.h"

#include <QCryptographicHash>
#include <QFile>
#include <QStringDecoder>

namespace cultivar {

QString toQString(const std::filesystem::path& path)
{
    return QFile::decodeName(path.c_str());
}

std::filesystem::path toPath(const QString& text)
{
    return std::filesystem::path(QFile::encodeName(text).toStdString());
}

QString displayPath(const std::filesystem::path& path)
{
    const std::string& bytes = path.native();
    const auto escaped = [](unsigned char byte) {
        return QStringLiteral("\\x%1").arg(byte, 2, 16, QLatin1Char('0'));
    };
    QString text;
    QStringDecoder whole(QStringDecoder::Utf8);
    const QString decoded = whole.decode(QByteArrayView(bytes.data(), qsizetype(bytes.size())));
    if (!whole.hasError()) {
        for (const QChar c : decoded)
            text += c.category() == QChar::Other_Control ? escaped(static_cast<unsigned char>(c.unicode()))
                                                         : QString(c);
        return text;
    }
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        text += byte < 0x20 || byte > 0x7e ? escaped(byte) : QString(QLatin1Char(c));
    }
    return text;
}

QString encodedPath(const std::filesystem::path& path)
{
    const QByteArray kept = "/ ";
    return QString::fromLatin1(QByteArray::fromStdString(path.native()).toPercentEncoding(kept));
}

std::filesystem::path decodedPath(const QString& text)
{
    return QByteArray::fromPercentEncoding(text.toLatin1()).toStdString();
}

std::string folderKey(const std::filesystem::path& folder)
{
    constexpr qsizetype kDigits = 32;
    std::error_code ignored;
    std::filesystem::path path = std::filesystem::weakly_canonical(folder, ignored);
    if (!path.has_filename())
        path = path.parent_path();
    return QCryptographicHash::hash(path.native(), QCryptographicHash::Sha256)
        .toHex()
        .first(kDigits)
        .toStdString();
}

} // namespace cultivar
