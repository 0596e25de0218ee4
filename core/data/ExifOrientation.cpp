// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/ExifOrientation.h"

#include <QtEndian>

#include <optional>

namespace cultivar {

namespace {

constexpr quint16 kOrientationTag = 0x0112;
constexpr quint16 kShortType = 3;
constexpr qsizetype kEntryBytes = 12;

/// Checked reads in the block's own byte order.
class TiffBlock
{
public:
    explicit TiffBlock(QByteArrayView bytes) : m_bytes(bytes), m_isBigEndian(bytes.startsWith("MM")) {}

    template <typename T>
    std::optional<T> read(qint64 at) const
    {
        if (at < 0 || at > m_bytes.size() - qint64(sizeof(T)))
            return std::nullopt;
        const char* data = m_bytes.data() + at;
        return m_isBigEndian ? qFromBigEndian<T>(data) : qFromLittleEndian<T>(data);
    }

private:
    QByteArrayView m_bytes;
    bool m_isBigEndian;
};

int orientationInDirectory(const TiffBlock& block, qint64 directory)
{
    const int entries = block.read<quint16>(directory).value_or(0);
    for (int i = 0; i < entries; ++i) {
        const qint64 entry = directory + 2 + i * kEntryBytes;
        if (block.read<quint16>(entry) != kOrientationTag || block.read<quint16>(entry + 2) != kShortType)
            continue;
        const int value = block.read<quint16>(entry + 8).value_or(1);
        return value >= 1 && value <= 8 ? value : 1;
    }
    return 1;
}

} // namespace

int exifOrientation(QByteArrayView exif)
{
    constexpr QByteArrayView kPrefix("Exif\0\0", 6);
    if (exif.startsWith(kPrefix))
        exif = exif.sliced(kPrefix.size());
    if (!exif.startsWith("MM") && !exif.startsWith("II"))
        return 1;
    const TiffBlock block(exif);
    if (block.read<quint16>(2) != quint16(42))
        return 1;
    return orientationInDirectory(block, block.read<quint32>(4).value_or(0));
}

Image orientedUpright(Image image, int orientation)
{
    if (orientation <= 1 || orientation > 8 || image.isNull())
        return image;
    const bool isTransposed = orientation >= 5;
    const bool isMirroredX = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    const bool isMirroredY = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    const int width = isTransposed ? image.height : image.width;
    const int height = isTransposed ? image.width : image.height;
    Image upright{width, height, std::vector<std::uint8_t>(image.rgb.size())};
    std::uint8_t* out = upright.rgb.data();
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x, out += 3) {
            const int alongX = isTransposed ? y : x;
            const int alongY = isTransposed ? x : y;
            const auto column = static_cast<std::size_t>(isMirroredX ? image.width - 1 - alongX : alongX);
            const auto row = static_cast<std::size_t>(isMirroredY ? image.height - 1 - alongY : alongY);
            const std::uint8_t* in =
                image.rgb.data() + (row * static_cast<std::size_t>(image.width) + column) * 3;
            out[0] = in[0];
            out[1] = in[1];
            out[2] = in[2];
        }
    }
    return upright;
}

} // namespace cultivar
