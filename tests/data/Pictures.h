// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Random.h"
#include "core/data/Image.h"

#include <QByteArray>
#include <QFile>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace cultivar {

/// Smooth colours with some noise: what a photo has, in a few lines.
inline Image testPicture(int width, int height, std::uint64_t seed = 1)
{
    Image image{width, height, {}};
    Random random{seed};
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            for (const int value : {x * 255 / width, y * 255 / height, (x / 7 + y / 5) % 2 * 200})
                image.rgb.push_back(static_cast<std::uint8_t>(value * 3 / 4 + int(random.below(60))));
        }
    }
    return image;
}

/// Coloured discs on a slope of grey: another picture for every seed, the same one in every size.
inline Image testScene(int width, int height, std::uint64_t seed)
{
    struct Disc
    {
        double x, y, radius;
        int color[3];
    };
    Random random{seed};
    std::vector<Disc> discs(12);
    for (Disc& disc : discs) {
        disc = {random.uniform(), random.uniform(), random.uniform(0.08, 0.3), {}};
        for (int& value : disc.color)
            value = int(random.below(256));
    }
    Image image{width, height, {}};
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const double u = (x + 0.5) / width;
            const double v = (y + 0.5) / height;
            const int grey = int(60 + 60 * u + 80 * v);
            int color[] = {grey, grey, grey};
            for (const Disc& disc : discs) {
                if (std::hypot(u - disc.x, v - disc.y) < disc.radius)
                    std::copy(std::begin(disc.color), std::end(disc.color), color);
            }
            for (const int value : color)
                image.rgb.push_back(std::uint8_t(value));
        }
    }
    return image;
}

inline QByteArray bytesOf(const Image& image)
{
    return {reinterpret_cast<const char*>(image.rgb.data()), qsizetype(image.rgb.size())};
}

inline bool writeFile(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

inline QByteArray readFile(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// How two pictures of equal length differ, in levels of 255.
struct Difference
{
    double mean = 255.0;
    int largest = 255;

    static Difference between(const QByteArray& a, const QByteArray& b)
    {
        if (a.size() != b.size() || a.isEmpty())
            return {};
        double sum = 0.0;
        int largest = 0;
        for (qsizetype i = 0; i < a.size(); ++i) {
            const int difference = std::abs(int(uchar(a[i])) - int(uchar(b[i])));
            sum += difference;
            largest = std::max(largest, difference);
        }
        return {sum / double(a.size()), largest};
    }
};

} // namespace cultivar
