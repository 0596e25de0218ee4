// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/AdamWStep_p.h"
#include "core/train/OptimizerState_p.h"

#include <QTest>

using namespace cultivar;

namespace {

/// Two groups with rates of their own; one parameter is laid out channels-last, one never gets a gradient.
struct Problem
{
    std::vector<torch::Tensor> parameters;
    std::unique_ptr<torch::optim::AdamW> optimizer;

    Problem()
    {
        torch::manual_seed(11);
        parameters = {torch::randn({8, 6, 3, 3}).contiguous(torch::MemoryFormat::ChannelsLast),
                      torch::randn({70000}), torch::randn({5, 7}), torch::randn({4})};
        std::vector<torch::optim::OptimizerParamGroup> groups;
        groups.emplace_back(
            std::vector<torch::Tensor>{parameters[0], parameters[1]},
            std::make_unique<torch::optim::AdamWOptions>(torch::optim::AdamWOptions(0.01).weight_decay(0.1)));
        groups.emplace_back(std::vector<torch::Tensor>{parameters[2], parameters[3]},
                            std::make_unique<torch::optim::AdamWOptions>(
                                torch::optim::AdamWOptions(0.002).weight_decay(0.0)));
        optimizer = std::make_unique<torch::optim::AdamW>(groups);
    }

    void setGradients(int step)
    {
        torch::manual_seed(100 + step);
        for (std::size_t i = 0; i < 3; ++i)
            parameters[i].mutable_grad() = torch::randn(parameters[i].sizes()); // contiguous, all of them
    }
};

} // namespace

class AdamWStepTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void equalsTorchsOwn();
    void goesOnFromARestoredState();
};

void AdamWStepTest::equalsTorchsOwn()
{
    Problem ours, torchs;
    for (int step = 0; step < 5; ++step) {
        ours.setGradients(step);
        torchs.setGradients(step);
        stepInOnePass(*ours.optimizer);
        torchs.optimizer->step();
    }
    for (std::size_t i = 0; i < ours.parameters.size(); ++i)
        QVERIFY(torch::allclose(ours.parameters[i], torchs.parameters[i], 1e-5, 1e-6));
    const NamedTensors mine = stateOf(*ours.optimizer), theirs = stateOf(*torchs.optimizer);
    QCOMPARE(mine.size(), theirs.size()); // nothing for what has no gradient
    for (std::size_t i = 0; i < mine.size(); ++i) {
        QCOMPARE(mine[i].first, theirs[i].first);
        QVERIFY(torch::allclose(mine[i].second, theirs[i].second, 1e-5, 1e-7));
    }
}

/// A checkpoint holds plain tensors; the parameters they belong to lie channels-last.
void AdamWStepTest::goesOnFromARestoredState()
{
    Problem whole, resumed;
    for (int step = 0; step < 4; ++step) {
        whole.setGradients(step);
        stepInOnePass(*whole.optimizer);
        if (step != 1)
            continue;
        NamedTensors kept;
        for (const auto& [name, tensor] : stateOf(*whole.optimizer))
            kept.emplace_back(name, tensor.clone().contiguous());
        QVERIFY(restoreState(*resumed.optimizer, kept));
        for (std::size_t i = 0; i < whole.parameters.size(); ++i)
            resumed.parameters[i].copy_(whole.parameters[i]);
    }
    for (int step = 2; step < 4; ++step) {
        resumed.setGradients(step);
        stepInOnePass(*resumed.optimizer);
    }
    for (std::size_t i = 0; i < whole.parameters.size(); ++i)
        QVERIFY(torch::equal(whole.parameters[i], resumed.parameters[i]));
}

QTEST_APPLESS_MAIN(AdamWStepTest)
#include "tst_adamwstep.moc"
