// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/PrefetchedSource_p.h"
#include "support/Verify.h"

#include <QTest>

#include <atomic>
#include <set>

using namespace cultivar;

namespace {

constexpr std::int64_t kSamples = 50;

/// Samples that say which they are: 100 · epoch + place. Notes who asks, and fails where it is told to.
class NumberedSource : public EpochSource
{
public:
    std::atomic<int> made{0};
    std::set<std::thread::id> askers;
    std::int64_t failsAt = -1, throwsAt = -1;

    void begin(int epoch, bool) override { m_epoch = epoch; }
    std::int64_t sampleCount() const override { return kSamples; }
    Result<Batch> batch(std::int64_t first, std::int64_t count) override
    {
        askers.insert(std::this_thread::get_id());
        ++made;
        if (first == failsAt)
            return failure(ErrorCode::ReadFailed);
        if (first == throwsAt)
            throw std::bad_alloc();
        const torch::Tensor numbers = 100 * m_epoch + torch::arange(first, first + count);
        return Batch{numbers.to(torch::kFloat32), numbers};
    }

private:
    int m_epoch = 0;
};

std::vector<std::int64_t> numbersOf(const Result<Batch>& batch)
{
    const torch::Tensor& labels = batch->labels;
    return {labels.data_ptr<std::int64_t>(), labels.data_ptr<std::int64_t>() + labels.numel()};
}

} // namespace

class PrefetchedSourceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void handsOutTheSameInTheSameOrder();
    void makesOnlyAFewAhead();
    void followsWhoAsksForLess();
    void beginsAnewInTheMiddle();
    void passesFailuresOn();
};

void PrefetchedSourceTest::handsOutTheSameInTheSameOrder()
{
    NumberedSource plain, source;
    PrefetchedSource ahead(source);
    for (const int epoch : {1, 2}) {
        plain.begin(epoch, true);
        ahead.begin(epoch, true);
        QCOMPARE(ahead.sampleCount(), kSamples);
        for (std::int64_t first = 0; first < kSamples; first += 8) {
            const std::int64_t count = std::min<std::int64_t>(8, kSamples - first);
            QCOMPARE(numbersOf(ahead.batch(first, count)), numbersOf(plain.batch(first, count)));
        }
    }
    QVERIFY(!source.askers.contains(std::this_thread::get_id())); // others did the work
    QCOMPARE(source.made.load(), plain.made.load());              // and none in vain
}

void PrefetchedSourceTest::makesOnlyAFewAhead()
{
    NumberedSource source;
    PrefetchedSource ahead(source);
    ahead.begin(1, true);
    for (int taken = 1; taken <= 10; ++taken) {
        VERIFY_RESULT(ahead.batch(taken - 1, 1));
        QTRY_VERIFY(source.made >= taken + int(PrefetchedSource::kReady)); // it does not wait to be asked
        QVERIFY(source.made <= taken + int(PrefetchedSource::kReady) + 1); // the last one has no place yet
    }
}

/// Memory has run out, and the trainer halves its batches.
void PrefetchedSourceTest::followsWhoAsksForLess()
{
    NumberedSource source;
    PrefetchedSource ahead(source);
    ahead.begin(0, true);
    VERIFY_RESULT(ahead.batch(0, 16));
    QCOMPARE(numbersOf(ahead.batch(0, 2)), (std::vector<std::int64_t>{0, 1}));
    QCOMPARE(numbersOf(ahead.batch(2, 2)), (std::vector<std::int64_t>{2, 3}));
    QCOMPARE(numbersOf(ahead.batch(4, 3)), (std::vector<std::int64_t>{4, 5, 6}));
    QCOMPARE(numbersOf(ahead.batch(49, 1)), (std::vector<std::int64_t>{49}));
}

void PrefetchedSourceTest::beginsAnewInTheMiddle()
{
    NumberedSource source;
    PrefetchedSource ahead(source);
    ahead.begin(1, true);
    VERIFY_RESULT(ahead.batch(0, 4));
    ahead.begin(2, true);
    QCOMPARE(numbersOf(ahead.batch(0, 2)), (std::vector<std::int64_t>{200, 201}));
}

void PrefetchedSourceTest::passesFailuresOn()
{
    NumberedSource source;
    source.failsAt = 8;
    source.throwsAt = 24;
    PrefetchedSource ahead(source);
    ahead.begin(0, true);
    VERIFY_RESULT(ahead.batch(0, 8)); // sound, whatever comes after it
    const auto failed = ahead.batch(8, 8);
    QVERIFY(!failed);
    QCOMPARE(failed.error().code, ErrorCode::ReadFailed);
    VERIFY_RESULT(ahead.batch(16, 8));
    QVERIFY_EXCEPTION_THROWN((void)ahead.batch(24, 8), std::bad_alloc);
    QCOMPARE(numbersOf(ahead.batch(32, 2)), (std::vector<std::int64_t>{32, 33}));
}

QTEST_GUILESS_MAIN(PrefetchedSourceTest)
#include "tst_prefetchedsource.moc"
