// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/Thumbnails.h"

#include <QCache>
#include <QImage>

namespace cultivar {

/// The small pictures that have been on the screen lately, kept up to a bound; others are asked for when they
/// are painted.
class PictureCache : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype kMostBytes = 32 << 20; // 400 or more pictures

    explicit PictureCache(Thumbnails& thumbnails, QObject* parent = nullptr);

    /// Null while it has not come (pictureCame() follows), and where the file cannot be read.
    QImage picture(const std::filesystem::path& file);
    qsizetype bytes() const { return m_pictures.totalCost(); }

Q_SIGNALS:
    void pictureCame();

private:
    Thumbnails& m_thumbnails;
    QCache<QByteArray, QImage> m_pictures; // by path
};

} // namespace cultivar
