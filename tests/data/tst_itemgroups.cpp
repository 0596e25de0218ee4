// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/ItemGroups.h"
#include "tests/support/Verify.h"

using namespace cultivar;

namespace {

/// Items at @p paths below /photos, each labelled with the folder that names a class.
Dataset datasetOf(const QStringList& classes, const std::vector<std::pair<int, const char*>>& paths)
{
    Dataset dataset{"/photos", classes, {}, {}};
    for (const auto& [label, path] : paths)
        dataset.items.push_back({std::filesystem::path("/photos") / path, label, Subset::Unassigned});
    return dataset;
}

} // namespace

class ItemGroupsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void groupsTheFoldersBelowAClass()
    {
        const Dataset dataset = datasetOf({"cat", "dog"}, {{0, "cat/1.png"},
                                                           {0, "cat/tom/1.png"},
                                                           {0, "cat/tom/day2/1.png"},
                                                           {0, "cat/kit/1.png"},
                                                           {1, "dog/tom/1.png"},
                                                           {1, "dog/tom/2.png"},
                                                           {1, "dog/2.png"}});
        QCOMPARE(groupsBySubfolder(dataset), (ItemGroups{0, 1, 1, 3, 4, 4, 6}));
    }

    void looksThroughTheFoldersAboveTheClasses()
    {
        const Dataset parts = datasetOf({"cat", "dog"}, {{0, "set/train/cat/1.png"},
                                                         {0, "set/train/cat/2.png"},
                                                         {1, "set/train/dog/rex/1.png"},
                                                         {1, "set/train/dog/rex/2.png"},
                                                         {1, "set/test/dog/rex/2.png"}});
        QCOMPARE(groupsBySubfolder(parts), (ItemGroups{0, 1, 2, 2, 4}));
        const Dataset sameName = datasetOf(
            {"cat", "dog"},
            {{0, "cat/cat/1.png"}, {0, "cat/cat/2.png"}, {1, "cat/dog/rex/1.png"}, {1, "cat/dog/rex/2.png"}});
        QCOMPARE(groupsBySubfolder(sameName), (ItemGroups{0, 1, 2, 2}));
    }

    void leavesUnknownLayoutsAlone()
    {
        QCOMPARE(groupsBySubfolder(datasetOf({"cat"}, {{0, "a/b/1.png"}, {0, "a/b/2.png"}})),
                 (ItemGroups{0, 1}));
        QCOMPARE(groupsBySubfolder({}), ItemGroups{});
    }

    void groupsByTheCapture()
    {
        const Dataset dataset = datasetOf({"cat", "dog"}, {{0, "cat/p7_1.png"},
                                                           {0, "cat/p8_1.png"},
                                                           {0, "cat/other.png"},
                                                           {0, "cat/third.png"},
                                                           {1, "dog/p7_2.png"}});
        const auto groups = groupsByPattern(dataset, QStringLiteral("/p(\\d+)_"));
        VERIFY_RESULT(groups);
        QCOMPARE(*groups, (ItemGroups{0, 1, 2, 3, 0}));
        // A capture that took no part in the match says nothing.
        const auto optional = groupsByPattern(dataset, QStringLiteral("^cat/(p7)?"));
        VERIFY_RESULT(optional);
        QCOMPARE(*optional, (ItemGroups{0, 1, 2, 3, 4}));
    }

    void refusesOtherPatterns_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::newRow("no capture") << "p\\d+";
        QTest::newRow("two captures") << "(p)(\\d+)";
        QTest::newRow("not a pattern") << "(p";
        QTest::newRow("empty") << "";
    }

    void refusesOtherPatterns()
    {
        QFETCH(QString, pattern);
        const auto groups = groupsByPattern(datasetOf({"cat"}, {{0, "cat/1.png"}}), pattern);
        QVERIFY(!groups);
        QCOMPARE(groups.error().code, ErrorCode::InvalidSetting);
        QVERIFY(!groups.error().detail.isEmpty());
    }

    void takesLists()
    {
        QCOMPARE(groupsFrom({{1, 3}, {2, 4, 5}}, 6), (ItemGroups{0, 1, 2, 1, 2, 2}));
        QCOMPARE(groupsFrom({}, 2), (ItemGroups{0, 1}));
    }

    void unites()
    {
        QCOMPARE(united({}, {}), ItemGroups{});
        QCOMPARE(united({0, 0, 2}, {}), (ItemGroups{0, 0, 2}));
        QCOMPARE(united({}, {0, 0, 2}), (ItemGroups{0, 0, 2}));
        QCOMPARE(united({0, 0, 2, 3, 4}, {9, 8, 8, 5, 6}), (ItemGroups{0, 0, 0, 3, 4}));
    }
};

QTEST_GUILESS_MAIN(ItemGroupsTest)
#include "tst_itemgroups.moc"
