// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/LinearHeadFit_p.h"
#include "support/Verify.h"

#include <QTest>

using namespace cultivar;

namespace {

constexpr int kClasses = 4;
constexpr int kEpochs = 12;

/// Features of overlapping classes with a mean far from zero, as a backbone gives them.
struct Samples
{
    torch::Tensor features, labels;

    explicit Samples(std::int64_t width, double scale = 1.0, int perClass = 60, std::uint64_t seed = 12)
    {
        torch::manual_seed(11);
        labels = torch::arange(kClasses).repeat({perClass});
        const torch::Tensor centers = torch::randn({kClasses, width}) * 0.3;
        torch::manual_seed(seed);
        features = (centers.index_select(0, labels) + torch::randn({labels.size(0), width}) + 3.0) * scale;
    }
};

Classifier classifier(std::uint64_t seed = 1)
{
    torch::manual_seed(seed);
    return *Classifier::create(QStringLiteral("sprout"), {HeadSpec::Type::Linear}, kClasses);
}

std::int64_t widthOf(const Classifier& classifier)
{
    return classifier.headParameters()[0].size(1);
}

struct Fitted
{
    torch::Tensor weight, bias;
    std::vector<EpochSums> epochs;
};

Fitted fit(Classifier& classifier, const Samples& samples, int epochs = kEpochs,
           const CancelToken& cancel = {}, const std::vector<torch::Tensor>& start = {})
{
    const Objective objective(0.0, 0.0);
    TrainingObserver observer;
    LinearHeadFit trainer(kEpochs, classifier, objective, cancel, observer);
    if (!start.empty())
        trainer.setStart(start[0], start[1]);
    if (!trainer.setInput(samples.features, samples.labels))
        return {};
    Fitted fitted;
    for (int epoch = 0; epoch < epochs; ++epoch)
        fitted.epochs.push_back(trainer.train(epoch + 1, epoch).value_or(EpochSums()));
    fitted.weight = classifier.headParameters()[0].detach().clone();
    fitted.bias = classifier.headParameters()[1].detach().clone();
    return fitted;
}

} // namespace

class LinearHeadFitTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }

    /// At the minimum of a convex function its gradient is zero, and no other point has a lower value.
    void reachesTheMinimumOfThePenalisedLoss_data()
    {
        QTest::addColumn<bool>("hasStart");
        QTest::newRow("held to zero") << false;
        QTest::newRow("held to an earlier head") << true;
    }

    void reachesTheMinimumOfThePenalisedLoss()
    {
        QFETCH(bool, hasStart);
        Classifier model = classifier();
        const Samples samples(widthOf(model));
        std::vector<torch::Tensor> start;
        if (hasStart)
            start = {torch::randn({kClasses, widthOf(model)}) * 0.05, torch::randn({kClasses})};
        const Fitted fitted = fit(model, samples, kEpochs, {}, start);
        // The weights for whitened features: those of the features times the covariance's square root.
        const torch::Tensor x = samples.features.to(torch::kFloat64), mean = x.mean(0);
        torch::Tensor spread = torch::zeros_like(x);
        for (int label = 0; label < kClasses; ++label) {
            const torch::Tensor members = samples.labels.eq(label).nonzero().squeeze(1);
            const torch::Tensor rows = x.index_select(0, members);
            spread.index_copy_(0, members, rows - rows.mean(0));
        }
        const torch::Tensor covariance = spread.t().mm(spread) / x.size(0);
        const torch::Tensor shrunk =
            0.8 * covariance + 0.2 * covariance.diagonal().mean() * torch::eye(x.size(1), torch::kFloat64);
        const torch::Tensor factor = torch::linalg_cholesky(shrunk);
        const torch::Tensor whitened = torch::mm(x - mean, torch::inverse(factor).t());
        const torch::Tensor center = hasStart ? start[0].to(torch::kFloat64).mm(factor)
                                              : torch::zeros_like(factor.slice(0, 0, kClasses));
        torch::Tensor weight = fitted.weight.to(torch::kFloat64).mm(factor).requires_grad_(true);
        torch::Tensor bias = (fitted.bias + fitted.weight.mv(mean.to(torch::kFloat32)))
                                 .to(torch::kFloat64)
                                 .requires_grad_(true);
        const torch::Tensor loss =
            torch::cross_entropy_loss(torch::linear(whitened, weight, bias), samples.labels) +
            0.5 * LinearHeadFit::penalty(kEpochs - 1, kEpochs) * (weight - center).square().sum();
        loss.backward();
        const double gradient = weight.grad().norm().item<double>() + bias.grad().norm().item<double>();
        QVERIFY2(gradient < 5e-3, qPrintable(QString::number(gradient)));
    }

    void doesNotDependOnWhereItStarts()
    {
        Classifier one = classifier(1), other = classifier(2);
        const Samples samples(widthOf(one));
        QVERIFY(torch::equal(fit(one, samples).weight, fit(other, samples).weight));
    }

    /// What an earlier head has learned from many pictures survives a fit to a few: the answers on others are
    /// better than those of a head that only knows the few.
    void keepsWhatAnEarlierHeadKnows()
    {
        Classifier taught = classifier(), fresh = classifier(), retrained = classifier();
        const std::int64_t width = widthOf(taught);
        const Fitted known = fit(taught, Samples(width, 1.0, 200));
        const Samples few(width, 1.0, 3, 90), others(width, 1.0, 200, 91);
        const auto accuracy = [&](const Fitted& head) {
            const torch::Tensor logits = torch::linear(others.features, head.weight, head.bias);
            return static_cast<double>(correctCount(logits, others.labels)) /
                   static_cast<double>(others.labels.size(0));
        };
        const double before = accuracy(known), alone = accuracy(fit(fresh, few));
        const double after = accuracy(fit(retrained, few, kEpochs, {}, {known.weight, known.bias}));
        QVERIFY2(
            after > before - 0.03 && after > alone + 0.03,
            qPrintable(QStringLiteral("%1 before, %2 after, %3 alone").arg(before).arg(after).arg(alone)));
    }

    void doesNotDependOnTheScaleOfTheFeatures()
    {
        Classifier one = classifier(), other = classifier();
        const Samples plain(widthOf(one)), large(widthOf(one), 50.0);
        const Fitted a = fit(one, plain), b = fit(other, large);
        const torch::Tensor logitsA = torch::linear(plain.features, a.weight, a.bias);
        const torch::Tensor logitsB = torch::linear(large.features, b.weight, b.bias);
        QVERIFY(torch::allclose(logitsA, logitsB, 0.05, 0.1));
    }

    void loosensThePenaltyFromEpochToEpoch()
    {
        Classifier model = classifier();
        const Fitted fitted = fit(model, Samples(widthOf(model)));
        for (std::size_t i = 1; i < fitted.epochs.size(); ++i)
            QVERIFY(fitted.epochs[i].meanLoss() < fitted.epochs[i - 1].meanLoss());
        QCOMPARE(fitted.epochs.back().samples, std::int64_t(240));
    }

    /// A run that goes on from a checkpoint has a new trainer and the rounded head of the epoch before.
    void goesOnExactlyAfterAnInterruption()
    {
        Classifier whole = classifier(), cut = classifier();
        const Samples samples(widthOf(whole));
        const Fitted expected = fit(whole, samples);
        fit(cut, samples, 5);
        const Objective objective(0.0, 0.0);
        TrainingObserver observer;
        LinearHeadFit rest(kEpochs, cut, objective, {}, observer);
        VERIFY_RESULT(rest.setInput(samples.features, samples.labels));
        for (int epoch = 5; epoch < kEpochs; ++epoch)
            VERIFY_RESULT(rest.train(epoch + 1, epoch));
        QVERIFY(torch::equal(cut.headParameters()[0], expected.weight));
        QVERIFY(torch::equal(cut.headParameters()[1], expected.bias));
    }

    void leavesTheHeadAloneWhenCancelled()
    {
        Classifier model = classifier();
        const torch::Tensor before = model.headParameters()[0].detach().clone();
        CancelToken cancel;
        cancel.cancel();
        QVERIFY(torch::equal(fit(model, Samples(widthOf(model)), 1, cancel).weight, before));
    }

    void reportsFeaturesThatAreNotNumbers()
    {
        Classifier model = classifier();
        Samples samples(widthOf(model));
        samples.features[3][0] = std::numeric_limits<float>::quiet_NaN();
        const Objective objective(0.0, 0.0);
        TrainingObserver observer;
        LinearHeadFit trainer(kEpochs, model, objective, {}, observer);
        const auto set = trainer.setInput(samples.features, samples.labels);
        QVERIFY(!set);
        QCOMPARE(set.error().code, ErrorCode::Diverged);
    }
};

QTEST_APPLESS_MAIN(LinearHeadFitTest)
#include "tst_linearheadfit.moc"
