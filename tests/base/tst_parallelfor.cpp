// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ParallelFor.h"

#include <QTest>

#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace cultivar;

class ParallelForTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesInOrderOnOneThread();
    void keepsItsSlots();
    void endsWhenAsked();
    void handsOnWhatIsThrown();
    void doesNothingForNothing();
};

void ParallelForTest::takesInOrderOnOneThread()
{
    constexpr std::size_t kCount = 1000, kAhead = 8;
    std::vector<std::size_t> places(kAhead), taken;
    const auto caller = std::this_thread::get_id();
    bool isCallers = true;
    QVERIFY(parallelInOrder({kCount, 4, kAhead, [&](std::size_t i) { places[i % kAhead] = i * i; },
                             [&](std::size_t i) {
                                 isCallers = isCallers && std::this_thread::get_id() == caller;
                                 taken.push_back(places[i % kAhead]);
                                 return true;
                             }}));
    QVERIFY(isCallers);
    QCOMPARE(taken.size(), kCount);
    for (std::size_t i = 0; i < kCount; ++i)
        QCOMPARE(taken[i], i * i);
}

/// However slow the taking is, nothing is made further ahead than there are slots.
void ParallelForTest::keepsItsSlots()
{
    constexpr std::size_t kCount = 300, kAhead = 5;
    std::atomic<std::size_t> taken{0};
    std::atomic<bool> isTooFar{false};
    QVERIFY(parallelInOrder({kCount, 3, kAhead,
                             [&](std::size_t i) {
                                 if (i >= taken + kAhead)
                                     isTooFar = true;
                             },
                             [&](std::size_t) {
                                 std::this_thread::yield();
                                 ++taken;
                                 return true;
                             }}));
    QVERIFY(!isTooFar);
}

void ParallelForTest::endsWhenAsked()
{
    std::atomic<int> made{0};
    int taken = 0;
    QVERIFY(!parallelInOrder(
        {1'000'000, 4, 16, [&](std::size_t) { ++made; }, [&](std::size_t) { return ++taken < 10; }}));
    QCOMPARE(taken, 10);
    QVERIFY(made <= 9 + 16);
}

void ParallelForTest::handsOnWhatIsThrown()
{
    std::vector<std::size_t> taken;
    const auto produce = [](std::size_t i) {
        if (i == 7)
            throw std::runtime_error("seven");
    };
    const auto consume = [&](std::size_t i) {
        taken.push_back(i);
        return true;
    };
    QVERIFY_EXCEPTION_THROWN(parallelInOrder({100, 4, 16, produce, consume}), std::runtime_error);
    QCOMPARE(taken.size(), std::size_t(7));
    QVERIFY_EXCEPTION_THROWN(parallelInOrder({100, 4, 16, [](std::size_t) {},
                                              [](std::size_t) -> bool { throw std::logic_error(""); }}),
                             std::logic_error);
}

void ParallelForTest::doesNothingForNothing()
{
    const auto never = [](std::size_t) -> bool { throw std::logic_error("called"); };
    QVERIFY(parallelInOrder({0, 4, 16, never, never}));
}

QTEST_GUILESS_MAIN(ParallelForTest)
#include "tst_parallelfor.moc"
