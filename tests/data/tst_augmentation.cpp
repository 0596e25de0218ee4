// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/Augmentation.h"
#include "tests/data/Pictures.h"

#include <QTest>

using namespace cultivar;

class TestAugmentation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void zeroDrawIsTheCentreCrop_data();
    void zeroDrawIsTheCentreCrop();
    void flipIsExact();
    void shiftShowsWhatLiesBesideTheCrop();
    void quarterTurnIsExact();
    void drawsAreDeterministicAndInRange();
    void disabledDrawsNothing();
};

namespace {

Preprocessing smallCrop(int crop = 64)
{
    Preprocessing preprocessing;
    preprocessing.resize = 80;
    preprocessing.crop = crop;
    return preprocessing;
}

QByteArray pixel(const Image& image, int x, int y)
{
    return bytesOf(image).sliced((y * image.width + x) * 3, 3);
}

} // namespace

void TestAugmentation::zeroDrawIsTheCentreCrop_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::newRow("even margins") << 100 << 80;
    QTest::newRow("odd margins") << 101 << 83;
    QTest::newRow("odd margins, other half") << 99 << 81;
    QTest::newRow("no margins") << 64 << 64;
    QTest::newRow("smaller than the crop") << 50 << 40;
}

void TestAugmentation::zeroDrawIsTheCentreCrop()
{
    QFETCH(int, width);
    QFETCH(int, height);
    const Image picture = testPicture(width, height);
    QCOMPARE(bytesOf(augmentedView(picture, smallCrop(), {})), bytesOf(centerCropped(picture, smallCrop())));
}

void TestAugmentation::flipIsExact()
{
    const Image picture = testPicture(101, 80);
    AugmentationDraw draw;
    draw.isFlipped = true;
    const Image flipped = augmentedView(picture, smallCrop(), draw);
    const Image plain = centerCropped(picture, smallCrop());
    for (int y = 0; y < 64; ++y) {
        for (int x = 0; x < 64; ++x)
            QCOMPARE(pixel(flipped, x, y), pixel(plain, 63 - x, y));
    }
}

void TestAugmentation::shiftShowsWhatLiesBesideTheCrop()
{
    const Image picture = testPicture(100, 80);
    AugmentationDraw draw;
    draw.shiftX = 0.125; // 8 of 64 pixels, out of 18 beside the crop
    const Image shifted = augmentedView(picture, smallCrop(), draw);
    for (int x = 0; x < 64; ++x)
        QCOMPARE(pixel(shifted, x, 5), pixel(picture, 18 + x - 8, 8 + 5));
}

void TestAugmentation::quarterTurnIsExact()
{
    const Image picture = testPicture(80, 80);
    const Image plain = centerCropped(picture, smallCrop());
    AugmentationDraw draw;
    draw.rotationDegrees = 90;
    const Image turned = augmentedView(picture, smallCrop(), draw);
    QCOMPARE(pixel(turned, 10, 20), pixel(plain, 20, 63 - 10));
}

void TestAugmentation::drawsAreDeterministicAndInRange()
{
    const AugmentationConfig config;
    int flips = 0;
    double widest = 0;
    for (std::uint64_t item = 0; item < 1000; ++item) {
        const auto draw = AugmentationDraw::sample(config, 7, 3, item);
        const auto again = AugmentationDraw::sample(config, 7, 3, item);
        QCOMPARE(draw.rotationDegrees, again.rotationDegrees);
        QCOMPARE(draw.shiftX, again.shiftX);
        QCOMPARE(draw.isFlipped, again.isFlipped);
        QVERIFY(draw.rotationDegrees != AugmentationDraw::sample(config, 7, 4, item).rotationDegrees);
        QVERIFY(draw.rotationDegrees != AugmentationDraw::sample(config, 8, 3, item).rotationDegrees);
        QVERIFY(std::abs(draw.rotationDegrees) <= 20.0 && std::abs(draw.shiftX) <= 0.2 &&
                std::abs(draw.shiftY) <= 0.2);
        flips += draw.isFlipped;
        widest = std::max(widest, std::abs(draw.rotationDegrees));
    }
    QVERIFY(flips > 400 && flips < 600);
    QVERIFY(widest > 19.0);
}

void TestAugmentation::disabledDrawsNothing()
{
    AugmentationConfig config;
    config.isEnabled = false;
    const auto draw = AugmentationDraw::sample(config, 1, 2, 3);
    QVERIFY(draw.rotationDegrees == 0 && draw.shiftX == 0 && draw.shiftY == 0 && !draw.isFlipped);
}

QTEST_GUILESS_MAIN(TestAugmentation)
#include "tst_augmentation.moc"
