// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/FolderNames.h"
#include "core/data/SortPlan.h"
#include "tests/support/SortPlace.h"
#include "tests/support/Verify.h"

using namespace cultivar;

/// The dry run: what would go where, before anything is touched.
class SortPlanTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plansWithoutTouchingAnything();
    void keepsTheUnsureApart();
    void makesFolderNamesSafe_data();
    void makesFolderNamesSafe();
    void keepsFoldersOfClassesApart();
};

void SortPlanTest::plansWithoutTouchingAnything()
{
    const SortPlace place;
    for (const char* name : {"o1.jpg", "o2.jpg", "e1.jpg"})
        place.write(name);
    place.writeTarget("oak/o2.jpg", "another");
    const auto before = place.content();
    auto files = place.files();
    files.push_back(files.front()); // named twice
    files.push_back({place.source("gone.jpg"), 0, 0.9, false});
    const auto plan = SortPlan::make(files, place.classes(), place.settings(false));
    VERIFY_RESULT(plan);
    QCOMPARE(targetsOf(*plan), (QStringList{"elm/e1.jpg", "oak/o1.jpg", "oak/o2 (2).jpg", "–"}));
    QCOMPARE(plan->totals.placed, std::size_t(3));
    QCOMPARE(plan->totals.renamed, std::size_t(1));
    QCOMPARE(plan->totals.failed, std::size_t(1));
    QCOMPARE(plan->totals.bytes, std::uint64_t(18));
    QCOMPARE(plan->entries.back().error, ErrorCode::FileNotFound);
    QVERIFY(plan->freeBytes > 0 && plan->fits() && plan->isWritable);
    const auto moving = place.plan(true);
    VERIFY_RESULT(moving);
    QCOMPARE(moving->totals.bytes, std::uint64_t(0)); // the same disk
    QCOMPARE(place.content(), before);
    QCOMPARE(place.targetFolders(), QStringList{"oak"});
}

void SortPlanTest::keepsTheUnsureApart()
{
    const SortPlace place;
    for (const char* name : {"o1.jpg", "o2.jpg", "o3.jpg"})
        place.write(name);
    auto files = place.files();
    files[0].probability = 0.6;
    files[1].isUnlike = true;
    SortSettings settings = place.settings(true);
    settings.minConfidence = 0.7;
    auto plan = SortPlan::make(files, place.classes(), settings);
    VERIFY_RESULT(plan);
    QCOMPARE(targetsOf(*plan), (QStringList{"unsure/o1.jpg", "unsure/o2.jpg", "oak/o3.jpg"}));
    settings.unsure = SortSettings::Unsure::Stay;
    plan = SortPlan::make(files, place.classes(), settings);
    QCOMPARE(targetsOf(*plan), (QStringList{"–", "–", "oak/o3.jpg"}));
    QCOMPARE(plan->totals.staying, std::size_t(2));
    settings.minConfidence = 0.6; // as probable as asked for is enough
    plan = SortPlan::make(files, place.classes(), settings);
    QCOMPARE(targetsOf(*plan), (QStringList{"oak/o1.jpg", "–", "oak/o3.jpg"}));
}

void SortPlanTest::makesFolderNamesSafe_data()
{
    QTest::addColumn<QString>("className");
    QTest::addColumn<QString>("folder");
    QTest::newRow("plain") << "Red oak (Quercus)"
                           << "Red oak (Quercus)";
    QTest::newRow("umlaut") << "Ästchen"
                            << "Ästchen";
    QTest::newRow("slash") << "and/or"
                           << "and_or";
    QTest::newRow("way out") << ".."
                             << "_";
    QTest::newRow("way out, deeper") << "../../etc"
                                     << "_.._.._etc";
    QTest::newRow("hidden") << ".oak"
                            << "_.oak";
    QTest::newRow("empty") << ""
                           << "_";
    QTest::newRow("blank") << "  "
                           << "_";
    QTest::newRow("Windows' characters") << "a<b>:c|d?*\"\\"
                                         << "a_b__c_d____";
    QTest::newRow("line feed") << "a\nb"
                               << "a_b";
    QTest::newRow("dots at the end") << "oak.. "
                                     << "oak";
    QTest::newRow("device") << "con"
                            << "_con";
    QTest::newRow("device with a dot") << "LPT1.x"
                                       << "_LPT1.x";
    QTest::newRow("no device") << "contest"
                               << "contest";
    QTest::newRow("long") << QString(300, u'ä') << QString(100, u'ä');
}

void SortPlanTest::makesFolderNamesSafe()
{
    QFETCH(QString, className);
    QFETCH(QString, folder);
    QCOMPARE(QString::fromStdString(safeFolderName(className)), folder);
}

void SortPlanTest::keepsFoldersOfClassesApart()
{
    QCOMPARE(SortPlan::folderNames({"a/b", "a_b", "Oak", "oak", "Unsure"}),
             (std::vector<std::string>{"a_b", "a_b (2)", "Oak", "oak (2)", "Unsure", "unsure (2)"}));
}

QTEST_GUILESS_MAIN(SortPlanTest)
#include "tst_sortplan.moc"
