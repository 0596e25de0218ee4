// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/AdamWTrainer_p.h"
#include "support/Verify.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <new>

using namespace cultivar;

namespace {

constexpr std::int64_t kSamples = 50, kWidth = 6, kClasses = 3;

/// Random samples in a fixed order.
class FixedSource : public EpochSource
{
public:
    void begin(int, bool) override {}
    std::int64_t sampleCount() const override { return kSamples; }
    Result<Batch> batch(std::int64_t first, std::int64_t count) override
    {
        return Batch{m_inputs.slice(0, first, first + count), m_labels.slice(0, first, first + count)};
    }

private:
    torch::Tensor m_inputs = torch::randn({kSamples, kWidth});
    torch::Tensor m_labels = torch::arange(kSamples) % kClasses;
};

struct Notices : TrainingObserver
{
    std::vector<Error> errors;
    void notice(const Error& error) override { errors.push_back(error); }
};

} // namespace

class AdamWTrainerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { torch::manual_seed(3); }
    void halvesTheBatchUntilItFits();
    void givesUpWhenNotEvenOneSampleFits();
    void thawsGroupsOneAfterTheOther();
    void learnsAtTheGroupsOwnRate();
    void sweepsRisingRates();
    void endsTheSweepWhenTheLossIsNoNumber();

private:
    AdamWTrainer trainer(std::vector<AdamWTrainer::Group> groups, Notices& notices)
    {
        return AdamWTrainer({Phase::Head, 4, 0.01, 0.0, 32}, std::move(groups), m_classifier, m_objective, {},
                            notices);
    }

    FixedSource m_source;
    Classifier m_classifier = *Classifier::create(QStringLiteral("sprout"), {}, kClasses);
    Objective m_objective{0.0, 0.0};
};

void AdamWTrainerTest::halvesTheBatchUntilItFits()
{
    const torch::Tensor weight = torch::zeros({kClasses, kWidth}, torch::requires_grad());
    Notices notices;
    AdamWTrainer steps = trainer({{{weight}}}, notices);
    std::vector<std::int64_t> batches;
    steps.setInput(m_source, [&](const torch::Tensor& x) {
        if (x.size(0) > 8)
            throw std::bad_alloc();
        batches.push_back(x.size(0));
        return torch::linear(x, weight);
    });
    const auto sums = steps.train(1, 0);
    VERIFY_RESULT(sums);
    QCOMPARE(sums->samples, kSamples); // each exactly once, none lost on the way down
    QCOMPARE(batches, (std::vector<std::int64_t>{8, 8, 8, 8, 8, 8, 2}));
    QCOMPARE(notices.errors.size(), std::size_t(2)); // 32 and 16 did not fit
    QCOMPARE(notices.errors.front().code, ErrorCode::OutOfMemory);
}

void AdamWTrainerTest::givesUpWhenNotEvenOneSampleFits()
{
    const torch::Tensor weight = torch::zeros({kClasses, kWidth}, torch::requires_grad());
    Notices notices;
    AdamWTrainer steps = trainer({{{weight}}}, notices);
    steps.setInput(m_source, [](const torch::Tensor&) -> torch::Tensor { throw std::bad_alloc(); });
    const auto sums = steps.train(1, 0);
    QVERIFY(!sums);
    QCOMPARE(sums.error().code, ErrorCode::OutOfMemory);
}

void AdamWTrainerTest::thawsGroupsOneAfterTheOther()
{
    const torch::Tensor head = torch::randn({kClasses, kWidth}), deep = torch::randn({kWidth, kWidth});
    const torch::Tensor headBefore = head.clone(), deepBefore = deep.clone();
    Notices notices;
    AdamWTrainer steps = trainer({{{head}}, {{deep}, 1.0, 1}}, notices);
    steps.setInput(m_source,
                   [&](const torch::Tensor& x) { return torch::linear(torch::linear(x, deep), head); });
    VERIFY_RESULT(steps.train(1, 0));
    QVERIFY(torch::equal(deep, deepBefore));
    QVERIFY(!torch::equal(head, headBefore));
    VERIFY_RESULT(steps.train(2, 1));
    QVERIFY(!torch::equal(deep, deepBefore));
}

/// AdamW's first step is the rate itself, whatever the gradient.
void AdamWTrainerTest::learnsAtTheGroupsOwnRate()
{
    const torch::Tensor head = torch::randn({kClasses, kWidth}), deep = torch::randn({kWidth, kWidth});
    const torch::Tensor headBefore = head.clone(), deepBefore = deep.clone();
    Notices notices;
    AdamWTrainer steps({Phase::Head, 1, 0.01, 0.0, kSamples}, {{{head}}, {{deep}, 0.25}}, m_classifier,
                       m_objective, {}, notices);
    steps.setInput(m_source,
                   [&](const torch::Tensor& x) { return torch::linear(torch::linear(x, deep), head); });
    VERIFY_RESULT(steps.train(1, 0));
    const double rate = 0.01 * AdamWTrainer::rateFactor(0.0);
    QVERIFY(std::abs((head - headBefore).abs().mean().item<double>() - rate) < 0.01 * rate);
    QVERIFY(std::abs((deep - deepBefore).abs().mean().item<double>() - 0.25 * rate) < 0.0025 * rate);
}

/// Each step of AdamW on a fresh optimizer moves a weight by about the rate, so the first two show it.
void AdamWTrainerTest::sweepsRisingRates()
{
    const torch::Tensor weight = torch::zeros({kClasses, kWidth}, torch::requires_grad());
    Notices notices;
    AdamWTrainer steps({Phase::Head, 4, 0.01, 0.0, 16}, {{{weight}}}, m_classifier, m_objective, {}, notices);
    std::vector<std::int64_t> batches;
    torch::Tensor afterFirst;
    steps.setInput(m_source, [&](const torch::Tensor& x) {
        if (batches.size() == 1)
            afterFirst = weight.detach().clone();
        batches.push_back(x.size(0));
        return torch::linear(x, weight);
    });
    const auto curve = steps.sweep(0.5);
    VERIFY_RESULT(curve);
    QVERIFY(curve->points.size() > 20);
    QCOMPARE(curve->points.front().rate, RateCurve::kLowest);
    for (std::size_t i = 1; i < curve->points.size(); ++i)
        QVERIFY(curve->points[i].rate > curve->points[i - 1].rate);
    QCOMPARE(std::count(batches.begin(), batches.end(), 16),
             std::ptrdiff_t(batches.size())); // never the last two
    QVERIFY(std::abs(afterFirst.abs().mean().item<double>() / (0.5 * RateCurve::kLowest) - 1.0) < 0.01);
    QVERIFY(curve->points.front().loss > std::log(3.0) - 1e-3);
}

void AdamWTrainerTest::endsTheSweepWhenTheLossIsNoNumber()
{
    const torch::Tensor weight = torch::zeros({kClasses, kWidth}, torch::requires_grad());
    Notices notices;
    AdamWTrainer steps = trainer({{{weight}}}, notices);
    int calls = 0;
    steps.setInput(m_source, [&](const torch::Tensor& x) {
        return torch::linear(x, weight) / (++calls > 7 ? 0.0 : 1.0);
    });
    const auto curve = steps.sweep(1.0);
    VERIFY_RESULT(curve);
    QCOMPARE(curve->points.size(), std::size_t(7));
}

QTEST_APPLESS_MAIN(AdamWTrainerTest)
#include "tst_adamwtrainer.moc"
