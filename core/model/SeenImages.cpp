// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/SeenImages.h"

#include <QtEndian>

#include <algorithm>

namespace cultivar {

namespace {

using Signatures = std::vector<ImageSignature>;

Signatures ascending(Signatures signatures)
{
    std::sort(signatures.begin(), signatures.end());
    signatures.erase(std::unique(signatures.begin(), signatures.end()), signatures.end());
    return signatures;
}

bool has(const Signatures& signatures, const std::optional<ImageSignature>& image)
{
    return image && std::binary_search(signatures.begin(), signatures.end(), *image);
}

QString toText(const Signatures& signatures)
{
    QByteArray bytes(static_cast<qsizetype>(signatures.size() * sizeof(ImageSignature)), Qt::Uninitialized);
    qToBigEndian<quint64>(signatures.data(), static_cast<qsizetype>(signatures.size()), bytes.data());
    return QString::fromLatin1(bytes.toBase64());
}

std::optional<Signatures> fromText(const QJsonValue& text)
{
    const auto decoded =
        QByteArray::fromBase64Encoding(text.toString().toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    const auto bytes = static_cast<std::size_t>(decoded.decoded.size());
    if (!text.isString() || !decoded || bytes % sizeof(ImageSignature) != 0)
        return std::nullopt;
    Signatures signatures(bytes / sizeof(ImageSignature));
    qFromBigEndian<quint64>(decoded.decoded.constData(), static_cast<qsizetype>(signatures.size()),
                            signatures.data());
    return signatures;
}

} // namespace

SeenImages::SeenImages(Signatures trained, Signatures heldBack)
    : m_trained(ascending(std::move(trained))), m_heldBack(ascending(std::move(heldBack)))
{
    std::erase_if(m_heldBack, [this](ImageSignature image) { return isTrained(image); });
}

bool SeenImages::isTrained(const std::optional<ImageSignature>& image) const
{
    return has(m_trained, image);
}

bool SeenImages::isHeldBack(const std::optional<ImageSignature>& image) const
{
    return has(m_heldBack, image);
}

QJsonObject SeenImages::toJson() const
{
    return {{"trained", toText(m_trained)}, {"held_back", toText(m_heldBack)}};
}

std::optional<SeenImages> SeenImages::fromJson(const QJsonObject& json)
{
    auto trained = fromText(json["trained"]), heldBack = fromText(json["held_back"]);
    if (!trained || !heldBack)
        return std::nullopt;
    return SeenImages(std::move(*trained), std::move(*heldBack));
}

} // namespace cultivar
