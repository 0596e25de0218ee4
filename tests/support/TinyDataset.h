// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Paths.h"

#include <QDir>
#include <QImage>
#include <QPainter>
#include <QTemporaryDir>

namespace cultivar {

/// A small dataset of drawn pictures in a temporary folder: discs, squares and stripes, each class in its own
/// folder.
class TinyDataset
{
public:
    explicit TinyDataset(int imagesPerClass = 12, int side = 64)
    {
        const char* classes[] = {"discs", "squares", "stripes"};
        for (int label = 0; label < 3; ++label) {
            QDir(m_folder.path()).mkdir(QLatin1String(classes[label]));
            for (int i = 0; i < imagesPerClass; ++i)
                draw(label, i, side)
                    .save(m_folder.filePath(
                        QStringLiteral("%1/%2.png").arg(QLatin1String(classes[label])).arg(i)));
        }
    }

    std::filesystem::path path() const { return toPath(m_folder.path()); }
    std::filesystem::path image(const QString& name) const { return toPath(m_folder.filePath(name)); }

private:
    static QImage draw(int label, int index, int side)
    {
        QImage image(side, side, QImage::Format_RGB32);
        image.fill(QColor::fromHsv(index * 29 % 360, 40, 235));
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        const QColor colors[] = {QColor(200, 60, 50), QColor(50, 90, 190), QColor(40, 140, 80)};
        painter.setBrush(colors[label]);
        const double inset = side * (0.12 + 0.015 * (index % 8));
        const QRectF body = QRectF(0, 0, side, side).adjusted(inset, inset, -inset, -inset);
        if (label == 0)
            painter.drawEllipse(body);
        else if (label == 1)
            painter.drawRect(body);
        for (int x = index % 5; label == 2 && x < side; x += 10)
            painter.drawRect(x, 0, 5, side);
        return image;
    }

    QTemporaryDir m_folder;
};

} // namespace cultivar
