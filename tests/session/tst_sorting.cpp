// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/Session.h"
#include "support/SortPlace.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTest>

using namespace cultivar;

namespace {

/// A session's sorting, and what it tells.
struct Bench
{
    SortPlace place;
    Session session;
    Sorting& sorting = session.sorting();
    QSignalSpy planned{&sorting, &Sorting::planned};
    QSignalSpy ended{&sorting, &Sorting::ended};
    QSignalSpy failed{&session, &Session::failed};

    Bench()
    {
        for (const char* name : {"e1.jpg", "o1.jpg", "o2.jpg"})
            place.write(name);
    }
    std::shared_ptr<const SortPlan> plan(bool isMove)
    {
        sorting.plan(place.files(), SortPlace::classes(), place.settings(isMove));
        if (!QTest::qWaitFor([this] { return !planned.isEmpty(); }))
            return {};
        return planned.takeLast()[0].value<std::shared_ptr<const SortPlan>>();
    }
    FileSort::Outcome outcome()
    {
        const bool hasEnded = QTest::qWaitFor([this] { return !ended.isEmpty(); });
        return hasEnded ? ended.takeFirst()[0].value<FileSort::Outcome>() : FileSort::Outcome();
    }
};

} // namespace

class SortingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sortsAndTakesBack();
    void onlyTheLatestPlanCounts();
    void stops();
    void offersWhatWasCutOff();
    void tellsWhyItCannotBegin();
};

void SortingTest::sortsAndTakesBack()
{
    Bench bench;
    const auto before = bench.place.content();
    const auto plan = bench.plan(true);
    QVERIFY(plan);
    QSignalSpy progressed(&bench.sorting, &Sorting::progressed);
    bench.sorting.start(plan);
    QVERIFY(bench.sorting.isRunning());
    QCOMPARE(bench.outcome().done, std::size_t(3));
    QVERIFY(!bench.sorting.isRunning());
    QCOMPARE(progressed.last(), (QVariantList{3, 3}));
    QCOMPARE(bench.place.names(), (QStringList{"t/elm/e1.jpg", "t/oak/o1.jpg", "t/oak/o2.jpg"}));
    bench.sorting.undo(bench.place.target());
    QCOMPARE(bench.outcome().done, std::size_t(3));
    QCOMPARE(bench.place.content(), before);
    QVERIFY(bench.failed.isEmpty());
}

void SortingTest::onlyTheLatestPlanCounts()
{
    Bench bench;
    for (const bool isMove : {true, false, true, false})
        bench.sorting.plan(bench.place.files(), SortPlace::classes(), bench.place.settings(isMove));
    QTRY_COMPARE(bench.planned.size(), 1);
    QVERIFY(!bench.planned[0][0].value<std::shared_ptr<const SortPlan>>()->settings.isMove);
}

void SortingTest::stops()
{
    Bench bench;
    for (int i = 0; i < 500; ++i)
        bench.place.write(QStringLiteral("o%1.jpg").arg(i));
    const auto plan = bench.plan(false);
    bench.sorting.start(plan);
    bench.sorting.cancel();
    const auto outcome = bench.outcome();
    QVERIFY(outcome.done < plan->entries.size());
    QVERIFY(bench.sorting.unfinished().empty());
    QVERIFY(bench.failed.isEmpty());
}

void SortingTest::offersWhatWasCutOff()
{
    Bench bench;
    // As a program leaves it that dies before the first file.
    QVERIFY(FileSort::begin(*bench.plan(true)).has_value());
    QSignalSpy changed(&bench.sorting, &Sorting::unfinishedChanged);
    bench.sorting.look();
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(bench.sorting.unfinished().size(), std::size_t(1));
    QCOMPARE(bench.sorting.unfinished()[0].target(), bench.place.target());
    bench.sorting.finish(bench.place.target());
    QCOMPARE(bench.outcome().done, std::size_t(3));
    QVERIFY(bench.sorting.unfinished().empty());
    QCOMPARE(bench.place.names(), (QStringList{"t/elm/e1.jpg", "t/oak/o1.jpg", "t/oak/o2.jpg"}));
}

void SortingTest::tellsWhyItCannotBegin()
{
    Bench bench;
    const auto plan = bench.plan(true);
    QVERIFY(FileSort::begin(*plan).has_value());
    bench.sorting.start(plan);
    QTRY_COMPARE(bench.failed.size(), 1);
    QCOMPARE(bench.failed[0][0].value<Error>().code, ErrorCode::UnfinishedSort);
    QVERIFY(!bench.sorting.isRunning());
    QVERIFY(bench.ended.isEmpty());
}

int main(int argc, char* argv[])
{
    const QTemporaryDir home;
    qputenv("XDG_DATA_HOME", home.path().toUtf8());
    const QCoreApplication application(argc, argv);
    SortingTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_sorting.moc"
