// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Paths.h"
#include "core/data/DuplicateFinder.h"
#include "core/data/UnionFind.h"
#include "tests/data/Pictures.h"

#include <QTemporaryDir>
#include <QTest>

using namespace cultivar;

namespace {

using Groups = DuplicateFinder::Groups;

constexpr int kNear = PerceptualHash::kNearDuplicateDistance;

/// The lowest @p count bits set, above @p shift.
std::uint64_t ones(int count, int shift = 0)
{
    return ((std::uint64_t(1) << count) - 1) << shift;
}

std::vector<PerceptualHash> hashesOf(const std::vector<std::uint64_t>& bits)
{
    std::vector<PerceptualHash> hashes;
    for (const std::uint64_t value : bits)
        hashes.push_back({value, false});
    return hashes;
}

/// What near() must find, by comparing every pair.
Groups byEveryPair(const std::vector<PerceptualHash>& hashes)
{
    UnionFind sets(hashes.size());
    for (std::size_t a = 0; a < hashes.size(); ++a) {
        for (std::size_t b = 0; b < a; ++b) {
            if (!hashes[a].isFlat && !hashes[b].isFlat && hashes[a].distanceTo(hashes[b]) <= kNear)
                sets.unite(a, b);
        }
    }
    return sets.groups();
}

} // namespace

class DuplicateFinderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void groupsFilesWithTheSameBytes()
    {
        QTemporaryDir folder;
        const std::pair<const char*, const char*> contents[] = {
            {"a", "apple"}, {"b", "berry"}, {"c", "apple"}, {"d", "berry"}, {"e", "apple"}, {"f", "longer"}};
        std::vector<std::filesystem::path> paths;
        for (const auto& [name, content] : contents) {
            QVERIFY(writeFile(folder.filePath(QLatin1String(name)), content));
            paths.push_back(toPath(folder.filePath(QLatin1String(name))));
        }
        paths.push_back(toPath(folder.filePath("missing")));
        paths.push_back(toPath(folder.path()));
        QCOMPARE(DuplicateFinder::exact(paths, 3), (Groups{{0, 2, 4}, {1, 3}}));
    }

    void readsFilesToTheirEnd()
    {
        QTemporaryDir folder;
        const QByteArray large(600'000, 'x');
        QVERIFY(writeFile(folder.filePath("a"), large + "1"));
        QVERIFY(writeFile(folder.filePath("b"), large + "2"));
        QVERIFY(writeFile(folder.filePath("c"), large + "1"));
        const std::vector paths{toPath(folder.filePath("a")), toPath(folder.filePath("b")),
                                toPath(folder.filePath("c"))};
        QCOMPARE(DuplicateFinder::exact(paths, 1), (Groups{{0, 2}}));
    }

    void stopsWhenCancelled()
    {
        QTemporaryDir folder;
        QVERIFY(writeFile(folder.filePath("a"), "same"));
        QVERIFY(writeFile(folder.filePath("b"), "same"));
        CancelToken cancel;
        cancel.cancel();
        const std::vector paths{toPath(folder.filePath("a")), toPath(folder.filePath("b"))};
        QVERIFY(DuplicateFinder::exact(paths, 1, cancel).empty());
    }

    void groupsPicturesThatLookAlike_data()
    {
        QTest::addColumn<QList<quint64>>("bits");
        QTest::addColumn<Groups>("groups");
        const std::uint64_t far = ones(20, 40);
        QTest::newRow("nothing") << QList<quint64>{} << Groups{};
        QTest::newRow("equal") << QList<quint64>{far, 0, far} << Groups{{0, 2}};
        QTest::newRow("just near") << QList<quint64>{0, far, ones(kNear, 14)} << Groups{{0, 2}};
        QTest::newRow("just too far") << QList<quint64>{0, ones(kNear + 1, 14)} << Groups{};
        QTest::newRow("chain") << QList<quint64>{ones(kNear), 0, far, ones(2 * kNear)} << Groups{{0, 1, 3}};
        QTest::newRow("two groups") << QList<quint64>{0, far, 1, far | 2} << Groups{{0, 2}, {1, 3}};
        // One different bit in each quarter: no quarter is equal.
        QTest::newRow("spread") << QList<quint64>{0, 0x0001'0001'0001'0001} << Groups{{0, 1}};
    }

    void groupsPicturesThatLookAlike()
    {
        QFETCH(QList<quint64>, bits);
        QFETCH(Groups, groups);
        QCOMPARE(DuplicateFinder::near(hashesOf({bits.begin(), bits.end()})), groups);
    }

    void leavesFlatPicturesAlone()
    {
        std::vector<PerceptualHash> hashes = hashesOf({7, 7, 7, 7});
        hashes[0].isFlat = hashes[2].isFlat = true;
        QCOMPARE(DuplicateFinder::near(hashes), (Groups{{1, 3}}));
    }

    void findsWhatEveryPairFinds()
    {
        Random random{1};
        std::vector<PerceptualHash> hashes;
        for (int i = 0; i < 2'000; ++i) {
            PerceptualHash hash{random.next(), random.below(20) == 0};
            if (i % 3 != 0) {
                hash.bits = hashes[random.below(hashes.size())].bits;
                for (std::size_t flips = random.below(std::size_t(kNear) + 3); flips > 0; --flips)
                    hash.bits ^= std::uint64_t(1) << random.below(64);
            }
            hashes.push_back(hash);
        }
        const Groups groups = DuplicateFinder::near(hashes);
        QVERIFY(groups.size() > 50);
        QCOMPARE(groups, byEveryPair(hashes));
    }

    void copesWithManyPictures()
    {
        Random random{2};
        std::vector<PerceptualHash> hashes(100'000);
        for (std::size_t i = 0; i < hashes.size(); ++i)
            hashes[i] = {i % 2 == 0 ? random.next() : 42, false}; // and half of them the same picture
        const Groups groups = DuplicateFinder::near(hashes);
        QCOMPARE(groups.size(), std::size_t(1));
        QCOMPARE(groups.front().size(), hashes.size() / 2);
    }
};

QTEST_GUILESS_MAIN(DuplicateFinderTest)
#include "tst_duplicatefinder.moc"
