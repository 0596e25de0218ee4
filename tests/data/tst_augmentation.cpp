// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/Augmentation.h"
#include "tests/data/Pictures.h"
#include "tests/data/Python.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>

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
    void newEffectsLeaveTheClassicDrawAlone();
    void verticalFlipIsExact();
    void dotLandsWhereTheMatrixSays();
    void erasedAreaIsInItsRange();
    void sameSeedGivesTheSamePicture();
    void presetsAreRecognised();
    void jsonRoundTrip();
    void jsonOfOlderFiles();
    void jsonOutOfRangeIsRefused();
    void agreesWithTorchvision();
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

void TestAugmentation::newEffectsLeaveTheClassicDrawAlone()
{
    AugmentationConfig all = AugmentationConfig::preset(AugmentationPreset::Strong);
    all.rotationDegrees = 20.0;
    for (std::uint64_t item = 0; item < 50; ++item) {
        const auto classic = AugmentationDraw::sample({}, 7, 3, item);
        const auto strong = AugmentationDraw::sample(all, 7, 3, item);
        QCOMPARE(strong.rotationDegrees, classic.rotationDegrees);
        QCOMPARE(strong.shiftX, classic.shiftX);
        QCOMPARE(strong.shiftY, classic.shiftY);
        QCOMPARE(strong.isFlipped, classic.isFlipped);
        QVERIFY(strong.scale != 1.0 && strong.shearDegrees != 0.0 && strong.blurSigma > 0.0);
        QVERIFY(classic.scale == 1.0 && classic.shearDegrees == 0.0 && classic.color == ColorJitter{} &&
                classic.blurSigma == 0.0 && classic.erased.width == 0.0 && !classic.isFlippedVertically);
    }
}

void TestAugmentation::verticalFlipIsExact()
{
    const Image picture = testPicture(101, 80);
    AugmentationDraw draw;
    draw.isFlippedVertically = true;
    const Image flipped = augmentedView(picture, smallCrop(), draw);
    const Image plain = centerCropped(picture, smallCrop());
    for (int y = 0; y < 64; ++y) {
        for (int x = 0; x < 64; ++x)
            QCOMPARE(pixel(flipped, x, y), pixel(plain, x, 63 - y));
    }
}

void TestAugmentation::dotLandsWhereTheMatrixSays()
{
    // A crop of 65 pixels has its centre on pixel 32; the dot lies 4 right of it and 8 below.
    Image picture{65, 65, std::vector<std::uint8_t>(65 * 65 * 3, 0)};
    std::fill_n(picture.rgb.begin() + (40 * 65 + 36) * 3, 3, 255);
    AugmentationDraw zoomed;
    zoomed.scale = 2.0;
    QCOMPARE(pixel(augmentedView(picture, smallCrop(65), zoomed), 32 + 8, 32 + 16), QByteArray(3, '\xff'));
    AugmentationDraw sheared;
    sheared.shearDegrees = 45.0; // x of the picture = x of the view + y
    QCOMPARE(pixel(augmentedView(picture, smallCrop(65), sheared), 32 + 4 - 8, 32 + 8),
             QByteArray(3, '\xff'));
}

void TestAugmentation::erasedAreaIsInItsRange()
{
    AugmentationConfig config;
    config.erasing = 0.5;
    int erased = 0;
    for (std::uint64_t item = 0; item < 1000; ++item) {
        const auto part = AugmentationDraw::sample(config, 7, 3, item).erased;
        if (part.width == 0.0)
            continue;
        ++erased;
        const double area = part.width * part.height;
        QVERIFY(area > 0.0199 && area < 0.2001);
        QVERIFY(part.x >= 0 && part.y >= 0 && part.x + part.width <= 1.0 && part.y + part.height <= 1.0);
    }
    QVERIFY(erased > 400 && erased < 600);

    AugmentationDraw draw;
    draw.erased = {0.25, 0.5, 0.5, 0.25}; // 32 × 16 of 64 × 64 pixels
    const Image white{64, 64, std::vector<std::uint8_t>(64 * 64 * 3, 255)};
    const Image view = augmentedView(white, smallCrop(), draw);
    QCOMPARE(std::count(view.rgb.begin(), view.rgb.end(), 255), 64 * 64 * 3 - 32 * 16 * 3);
    QCOMPARE(pixel(view, 16, 32), QByteArray("\x7c\x74\x68")); // ImageNet's mean
    QCOMPARE(pixel(view, 15, 32), QByteArray(3, '\xff'));
}

void TestAugmentation::sameSeedGivesTheSamePicture()
{
    const Image picture = testPicture(100, 80);
    const auto strong = AugmentationConfig::preset(AugmentationPreset::Strong);
    const auto viewOf = [&](std::uint64_t seed) {
        return bytesOf(augmentedView(picture, smallCrop(), AugmentationDraw::sample(strong, seed, 1, 2)));
    };
    QCOMPARE(viewOf(5), viewOf(5));
    QVERIFY(viewOf(5) != viewOf(6));
}

void TestAugmentation::presetsAreRecognised()
{
    QCOMPARE(AugmentationConfig::preset(AugmentationPreset::Classic), AugmentationConfig{});
    QStringList names;
    using enum AugmentationPreset;
    for (const auto preset : {None, Light, Classic, Strong}) {
        const auto config = AugmentationConfig::preset(preset);
        QVERIFY(AugmentationConfig::presetOf(config) == preset);
        QVERIFY(config.validate().has_value());
        names << AugmentationConfig::presetName(preset);
    }
    QCOMPARE(names, (QStringList{"none", "light", "classic", "strong"}));
    AugmentationConfig own;
    own.shift = 0.15;
    QVERIFY(!AugmentationConfig::presetOf(own));
}

void TestAugmentation::jsonRoundTrip()
{
    AugmentationConfig config = AugmentationConfig::preset(AugmentationPreset::Strong);
    config.verticalFlip = true;
    QVERIFY(AugmentationConfig::fromJson(config.toJson()) == config);
    const auto off = AugmentationConfig::preset(AugmentationPreset::None);
    QVERIFY(AugmentationConfig::fromJson(off.toJson()) == off);
}

void TestAugmentation::jsonOfOlderFiles()
{
    const QJsonObject older{
        {"enabled", true}, {"rotation_degrees", 12.0}, {"shift", 0.1}, {"horizontal_flip", false}};
    const auto config = AugmentationConfig::fromJson(older);
    QVERIFY(config.has_value());
    QVERIFY(config->rotationDegrees == 12.0 && config->shift == 0.1 && !config->horizontalFlip);
    QVERIFY(config->brightness == 0.0 && config->erasing == 0.0);
}

void TestAugmentation::jsonOutOfRangeIsRefused()
{
    QVERIFY(!AugmentationConfig::fromJson({{"hue", 0.6}}));
    QVERIFY(!AugmentationConfig::fromJson({{"blur", "much"}}));
    AugmentationConfig config;
    config.shift = std::nan("");
    QVERIFY(config.validate().error().detail.contains(QLatin1String("shift")));
}

void TestAugmentation::agreesWithTorchvision()
{
    if (!Python::hasModules(QStringLiteral("torchvision")))
        QSKIP("needs Python's torchvision");
    const QString script = QStringLiteral(R"(
import sys, torch
import torchvision.transforms.functional as F
d = sys.argv[1]
im = torch.frombuffer(bytearray(open(d + '/in', 'rb').read()), dtype=torch.uint8).reshape(64, 64, 3)
im = im.permute(2, 0, 1).contiguous()
for name, out in [('brightness', F.adjust_brightness(im, 1.4)), ('contrast', F.adjust_contrast(im, 0.6)),
                  ('saturation', F.adjust_saturation(im, 1.5)), ('hue', F.adjust_hue(im, -0.2)),
                  ('blur', F.gaussian_blur(im, [11, 11], [1.5, 1.5]))]:
    open(d + '/' + name, 'wb').write(out.permute(1, 2, 0).contiguous().numpy().tobytes())
)");
    const QTemporaryDir folder;
    const Image picture = testPicture(64, 64);
    QVERIFY(writeFile(folder.filePath("in"), bytesOf(picture)));
    QVERIFY(!Python::run(script, {folder.path()}).isNull());
    AugmentationDraw brightness, contrast, saturation, hue, blur;
    brightness.color.brightness = 1.4;
    contrast.color.contrast = 0.6;
    saturation.color.saturation = 1.5;
    hue.color.hue = -0.2;
    blur.blurSigma = 1.5;
    const std::pair<const char*, AugmentationDraw> kCases[] = {{"brightness", brightness},
                                                               {"contrast", contrast},
                                                               {"saturation", saturation},
                                                               {"hue", hue},
                                                               {"blur", blur}};
    for (const auto& [name, draw] : kCases) {
        const auto theirs = readFile(folder.filePath(QLatin1String(name)));
        const auto difference =
            Difference::between(bytesOf(augmentedView(picture, smallCrop(), draw)), theirs);
        QVERIFY2(difference.mean <= 1.0 && difference.largest <= 4,
                 qPrintable(QStringLiteral("%1: mean %2, largest %3")
                                .arg(QLatin1String(name))
                                .arg(difference.mean)
                                .arg(difference.largest)));
    }
}

QTEST_GUILESS_MAIN(TestAugmentation)
#include "tst_augmentation.moc"
