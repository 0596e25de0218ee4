// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/classify/PictureCache.h"

#include "ui/widgets/ImageConversion.h"

namespace cultivar {

PictureCache::PictureCache(Thumbnails& thumbnails, QObject* parent)
    : QObject(parent), m_thumbnails(thumbnails), m_pictures(kMostBytes)
{
    connect(&thumbnails, &Thumbnails::ready, this,
            [this](const std::filesystem::path& file, const Image& picture) {
                auto image = std::make_unique<QImage>(toQImage(picture));
                const qsizetype cost = image->sizeInBytes() + 1; // remembers what cannot be read, too
                m_pictures.insert(QByteArray::fromStdString(file.native()), image.release(), cost);
                Q_EMIT pictureCame();
            });
}

QImage PictureCache::picture(const std::filesystem::path& file)
{
    if (const QImage* known = m_pictures.object(QByteArray::fromStdString(file.native())))
        return *known;
    m_thumbnails.want(file);
    return {};
}

} // namespace cultivar
