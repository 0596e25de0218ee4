// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ParallelFor.h"
#include "core/train/PictureCache_p.h"

#include <QDir>
#include <QTest>

#include <atomic>

using namespace cultivar;

namespace {

constexpr int kWidth = 7, kHeight = 5;
constexpr std::size_t kBytes = 3 * kWidth * kHeight;

Image picture(std::size_t item)
{
    Image image{kWidth, kHeight, {}};
    for (std::size_t i = 0; i < kBytes; ++i)
        image.rgb.push_back(static_cast<std::uint8_t>(item * 31 + i));
    return image;
}

bool holds(const PictureCache& cache, std::size_t item)
{
    Image buffer;
    const Image* const read = cache.read(item, buffer);
    return read && read->width == kWidth && read->height == kHeight && read->rgb == picture(item).rgb;
}

} // namespace

class PictureCacheTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTheRestInAFile();
    void stopsAtBothCaps();
    void takesBackWhatIsDropped();
    void leavesNoFileWithAName();
};

/// Memory for three of twenty; read by several threads at once, as training does.
void PictureCacheTest::keepsTheRestInAFile()
{
    PictureCache cache({3 * kBytes, 1 << 20});
    for (std::size_t item = 0; item < 20; ++item)
        cache.store(item, picture(item));
    std::atomic<int> right{0};
    parallelFor(200, 4, [&](std::size_t i) { right += holds(cache, i % 20); });
    QCOMPARE(right.load(), 200);
    Image buffer;
    QVERIFY(cache.read(2, buffer) != &buffer); // from memory
    QVERIFY(cache.read(3, buffer) == &buffer); // from the file
    QVERIFY(!cache.contains(20));
    QVERIFY(!cache.read(20, buffer));
}

void PictureCacheTest::stopsAtBothCaps()
{
    PictureCache cache({2 * kBytes, 3 * kBytes + 1});
    for (std::size_t item = 0; item < 10; ++item)
        cache.store(item, picture(item));
    for (std::size_t item = 0; item < 10; ++item)
        QCOMPARE(cache.contains(item), item < 5);
    QVERIFY(holds(cache, 4));
}

void PictureCacheTest::takesBackWhatIsDropped()
{
    PictureCache cache({kBytes, 0});
    cache.store(1, picture(1));
    cache.store(2, picture(2));
    QVERIFY(!cache.contains(2));
    cache.drop(1);
    cache.drop(7); // was never there
    cache.store(2, picture(2));
    QVERIFY(holds(cache, 2));
}

/// What has no name goes with the process, however that ends.
void PictureCacheTest::leavesNoFileWithAName()
{
#ifndef Q_OS_LINUX
    QSKIP("only Linux has files without a name");
#endif
    const auto files = [] { return QDir(QDir::tempPath()).entryList({"cultivar-pictures-*"}); };
    const QStringList before = files();
    PictureCache cache({0, 1 << 20});
    cache.store(1, picture(1));
    QVERIFY(holds(cache, 1));
    QCOMPARE(files(), before);
}

QTEST_APPLESS_MAIN(PictureCacheTest)
#include "tst_picturecache.moc"
