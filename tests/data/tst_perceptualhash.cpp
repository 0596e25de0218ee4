// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/ImageDecoder.h"
#include "core/data/PerceptualHash.h"
#include "tests/data/Pictures.h"
#include "tests/support/Verify.h"

#include <QBuffer>
#include <QImage>

#include <algorithm>
#include <bit>

using namespace cultivar;

namespace {

constexpr std::uint64_t kScenes = 40;

Image scene(std::uint64_t seed)
{
    return testScene(240, 180, seed);
}

Image brightened(Image image, int levels)
{
    for (std::uint8_t& value : image.rgb)
        value = std::uint8_t(std::clamp(value + levels, 0, 255));
    return image;
}

QByteArray jpegOf(const Image& image, int quality)
{
    const QImage picture(image.rgb.data(), image.width, image.height, image.width * 3, QImage::Format_RGB888);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    picture.save(&buffer, "JPG", quality);
    return bytes;
}

/// One colour with a level or two of noise, as a photo of a wall or of nothing.
Image flatPicture(int level, std::uint64_t seed)
{
    Image image{64, 64, {}};
    Random random{seed};
    for (int i = 0; i < 64 * 64 * 3; ++i)
        image.rgb.push_back(std::uint8_t(level + int(random.below(3))));
    return image;
}

int distance(const Image& a, const Image& b)
{
    return PerceptualHash::of(a).distanceTo(PerceptualHash::of(b));
}

} // namespace

class PerceptualHashTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsDifferentBits()
    {
        QCOMPARE((PerceptualHash{0b1011, false}.distanceTo({0b0110, false})), 3);
        QCOMPARE((PerceptualHash{0, false}.distanceTo({~std::uint64_t(0), false})), 64);
    }

    void splitsTheFrequenciesInHalves() { QCOMPARE(std::popcount(PerceptualHash::of(scene(1)).bits), 32); }

    void survivesAnotherEncoding()
    {
        for (std::uint64_t seed = 1; seed <= kScenes; ++seed) {
            const auto decoded = ImageDecoder::decode(QByteArrayView(jpegOf(scene(seed), 60)), 64);
            VERIFY_RESULT(decoded);
            QVERIFY(distance(scene(seed), *decoded) <= PerceptualHash::kNearDuplicateDistance);
        }
    }

    void survivesHalfTheSize()
    {
        for (std::uint64_t seed = 1; seed <= kScenes; ++seed)
            QVERIFY(distance(scene(seed), testScene(120, 90, seed)) <=
                    PerceptualHash::kNearDuplicateDistance);
    }

    void survivesAnotherBrightness()
    {
        for (std::uint64_t seed = 1; seed <= kScenes; ++seed)
            QVERIFY(distance(scene(seed), brightened(scene(seed), 12)) <=
                    PerceptualHash::kNearDuplicateDistance);
    }

    void tellsPicturesApart()
    {
        std::vector<PerceptualHash> hashes;
        for (std::uint64_t seed = 1; seed <= kScenes; ++seed)
            hashes.push_back(PerceptualHash::of(scene(seed)));
        for (std::size_t a = 0; a < hashes.size(); ++a) {
            for (std::size_t b = 0; b < a; ++b)
                QVERIFY(hashes[a].distanceTo(hashes[b]) > PerceptualHash::kNearDuplicateDistance);
        }
    }

    void knowsFlatPictures()
    {
        QVERIFY(PerceptualHash::of(flatPicture(0, 1)).isFlat);
        QVERIFY(PerceptualHash::of(flatPicture(128, 2)).isFlat);
        QVERIFY(PerceptualHash::of(flatPicture(253, 3)).isFlat);
        QVERIFY(PerceptualHash::of(Image{1, 1, {9, 8, 7}}).isFlat);
        QVERIFY(!PerceptualHash::of(scene(1)).isFlat);
    }
};

QTEST_GUILESS_MAIN(PerceptualHashTest)
#include "tst_perceptualhash.moc"
