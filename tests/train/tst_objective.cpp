// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/Objective_p.h"

#include <QTest>

#include <cmath>

using namespace cultivar;

namespace {

const std::vector<double> kProbabilities{0.7, 0.2, 0.1};

torch::Tensor logits()
{
    return torch::log(torch::tensor(kProbabilities, torch::kFloat64)).unsqueeze(0); // [1, 3]
}

} // namespace

/// Every expectation is worked out by hand from the probabilities.
class ObjectiveTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { torch::manual_seed(5); }
    void isCrossEntropyByDefault()
    {
        const Objective objective(0.0, 0.0);
        QVERIFY(std::abs(objective.loss(logits(), torch::tensor({1})).item<double>() + std::log(0.2)) < 1e-9);
    }
    void smoothsLabels()
    {
        const double smoothing = 0.3;
        double expected = -(1.0 - smoothing) * std::log(0.7);
        for (const double p : kProbabilities)
            expected -= smoothing / 3.0 * std::log(p);
        const Objective objective(smoothing, 0.0);
        QVERIFY(std::abs(objective.loss(logits(), torch::tensor({0})).item<double>() - expected) < 1e-9);
    }
    void weighsRareClassesMore()
    {
        Objective objective(0.0, 0.0);
        objective.balance({0, 0, 0, 0, 0, 0, 1, 1, 2}, 3); // weights 1/2, 3/2, 3
        const torch::Tensor two = logits().to(torch::kFloat32).repeat({2, 1});
        const double expected = (0.5 * -std::log(0.7) + 3.0 * -std::log(0.1)) / 3.5;
        QVERIFY(std::abs(objective.loss(two, torch::tensor({0, 2})).item<double>() - expected) < 1e-6);
    }
    void mixesInputsAndLabelsByTheSamePart()
    {
        Objective objective(0.0, 0.4);
        // One-hot inputs that are their own log probabilities tell which part of which sample they hold.
        Batch batch{torch::eye(4), torch::arange(4)};
        objective.mix(batch);
        QVERIFY(torch::allclose(batch.inputs.sum(1), torch::ones({4})));
        const torch::Tensor parts = std::get<0>(batch.inputs.max(1));
        QVERIFY(parts.lt(1.0).any().item<bool>());
        // The mean over samples of −Σ part · log p(class): cross-entropy against the mixed labels.
        const torch::Tensor scores = torch::randn({4, 4});
        const double expected = -(batch.inputs * torch::log_softmax(scores, 1)).sum(1).mean().item<double>();
        QVERIFY(std::abs(objective.loss(scores, batch.labels).item<double>() - expected) < 1e-6);
    }
    void leavesBatchesAloneWithoutMixup()
    {
        Objective objective(0.1, 0.0);
        Batch batch{torch::eye(4), torch::arange(4)};
        objective.mix(batch);
        QVERIFY(torch::equal(batch.inputs, torch::eye(4)));
    }
};

QTEST_APPLESS_MAIN(ObjectiveTest)
#include "tst_objective.moc"
