// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/NormActivation.h"

#include <QTest>

#include <ATen/Parallel.h>

using namespace cultivar;
using nn::Activation;

Q_DECLARE_METATYPE(cultivar::nn::Activation)

namespace {

constexpr std::int64_t kPictures = 5, kChannels = 20, kSide = 13; // no multiple of a register or a chunk

/// What a batch norm with its activation gives, and the gradients of a weighted sum of that.
struct Outcome
{
    torch::Tensor y, byX, byWeight, byBias, byResidual, runningMean, runningVariance;
};

bool isNear(const torch::Tensor& a, const torch::Tensor& b, double tolerance = 2e-4)
{
    return a.sizes() == b.sizes() && torch::allclose(a, b, tolerance, tolerance);
}

} // namespace

class NormActivationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { torch::manual_seed(5); }
    void equalsTheModulesOneByOne_data();
    void equalsTheModulesOneByOne();
    void isTheSameForAnyThreads();
    void keepsSmallVariancesFarFromZero();
    void passesOnWhatIsNoNumber();
    void leavesOtherLayoutsToTorch();

private:
    Outcome outcome(const torch::Tensor& x, Activation activation, const torch::Tensor& residual,
                    bool isTraining, bool isFused) const;

    torch::Tensor m_x = (3.0 * torch::randn({kPictures, kChannels, kSide, kSide}) + 1.5)
                            .contiguous(torch::MemoryFormat::ChannelsLast);
    torch::Tensor m_residual =
        torch::randn({kPictures, kChannels, kSide, kSide}).contiguous(torch::MemoryFormat::ChannelsLast);
    torch::Tensor m_slopes = torch::randn({kPictures, kChannels, kSide, kSide});
};

Outcome NormActivationTest::outcome(const torch::Tensor& x, Activation activation,
                                    const torch::Tensor& residual, bool isTraining, bool isFused) const
{
    torch::nn::BatchNorm2d norm(kChannels);
    {
        torch::NoGradGuard guard;
        norm->weight.copy_(torch::linspace(-0.5, 2.0, kChannels));
        norm->bias.copy_(torch::linspace(1.0, -1.0, kChannels));
        norm->running_mean.copy_(torch::linspace(-1.0, 3.0, kChannels));
        norm->running_var.copy_(torch::linspace(0.5, 9.0, kChannels));
    }
    norm->train(isTraining);
    const torch::Tensor input = x.detach().clone().requires_grad_(true);
    const torch::Tensor added =
        residual.defined() ? residual.detach().clone().requires_grad_(true) : torch::Tensor();
    torch::Tensor y;
    if (isFused)
        y = nn::normActivate(*norm, input, activation, added);
    else
        y = nn::activate(added.defined() ? norm->forward(input) + added : norm->forward(input), activation);
    (y * m_slopes).sum().backward();
    return {y.detach(),
            input.grad(),
            norm->weight.grad(),
            norm->bias.grad(),
            added.defined() ? added.grad() : torch::zeros({1}),
            norm->running_mean,
            norm->running_var};
}

void NormActivationTest::equalsTheModulesOneByOne_data()
{
    QTest::addColumn<Activation>("activation");
    QTest::addColumn<bool>("hasResidual");
    QTest::addColumn<bool>("isTraining");
    const std::pair<const char*, Activation> activations[] = {{"alone", Activation::None},
                                                              {"relu", Activation::ReLU},
                                                              {"relu6", Activation::ReLU6},
                                                              {"silu", Activation::SiLU}};
    for (const auto& [name, activation] : activations) {
        for (const bool hasResidual : {false, true}) {
            for (const bool isTraining : {false, true})
                QTest::addRow("%s%s%s", name, hasResidual ? ", with a residual" : "",
                              isTraining ? ", training" : "")
                    << activation << hasResidual << isTraining;
        }
    }
}

void NormActivationTest::equalsTheModulesOneByOne()
{
    QFETCH(Activation, activation);
    QFETCH(bool, hasResidual);
    QFETCH(bool, isTraining);
    const torch::Tensor residual = hasResidual ? m_residual : torch::Tensor();
    const Outcome ours = outcome(m_x, activation, residual, isTraining, true);
    const Outcome torchs = outcome(m_x, activation, residual, isTraining, false);
    QVERIFY(isNear(ours.y, torchs.y));
    QVERIFY(isNear(ours.byX, torchs.byX));
    QVERIFY(isNear(ours.byWeight, torchs.byWeight, 1e-3));
    QVERIFY(isNear(ours.byBias, torchs.byBias, 1e-3));
    QVERIFY(isNear(ours.byResidual, torchs.byResidual));
    QVERIFY(isNear(ours.runningMean, torchs.runningMean));
    QVERIFY(isNear(ours.runningVariance, torchs.runningVariance));
    QVERIFY(ours.y.is_contiguous(torch::MemoryFormat::ChannelsLast));
}

void NormActivationTest::isTheSameForAnyThreads()
{
    // Several chunks, so that there is something to deal out.
    const torch::Tensor x = torch::randn({8, 32, 40, 40}).contiguous(torch::MemoryFormat::ChannelsLast);
    torch::nn::BatchNorm2d norm(32);
    const int before = at::get_num_threads();
    std::vector<torch::Tensor> results;
    for (const int threads : {1, 2}) {
        at::set_num_threads(threads);
        const torch::Tensor input = x.clone().requires_grad_(true);
        nn::normActivate(*norm, input, Activation::ReLU).square().sum().backward();
        results.push_back(input.grad());
    }
    at::set_num_threads(before);
    QVERIFY(torch::equal(results[0], results[1]));
}

/// Where sums of squares would cancel: values far from zero that hardly differ.
void NormActivationTest::keepsSmallVariancesFarFromZero()
{
    const torch::Tensor x = m_x * 0.01 + 1000.0;
    const Outcome ours = outcome(x, Activation::None, {}, true, true);
    const torch::Tensor exact =
        0.9 * torch::linspace(0.5, 9.0, kChannels) +
        0.1 * x.to(torch::kFloat64).var({0, 2, 3}, /*unbiased=*/true).to(torch::kFloat32);
    QVERIFY(isNear(ours.runningVariance, exact, 1e-6));
}

/// A run that diverges has to notice.
void NormActivationTest::passesOnWhatIsNoNumber()
{
    torch::Tensor x = m_x.clone();
    x[1][3][2][2] = std::numeric_limits<float>::quiet_NaN();
    for (const Activation activation : {Activation::ReLU, Activation::ReLU6}) {
        const Outcome ours = outcome(x, activation, {}, true, true);
        QVERIFY(ours.y.isnan().any().item<bool>());
    }
}

void NormActivationTest::leavesOtherLayoutsToTorch()
{
    const torch::Tensor x = m_x.contiguous();
    const Outcome ours = outcome(x, Activation::ReLU6, {}, true, true);
    const Outcome torchs = outcome(x, Activation::ReLU6, {}, true, false);
    QVERIFY(torch::equal(ours.y, torchs.y));
    QVERIFY(torch::equal(ours.byX, torchs.byX));
}

QTEST_APPLESS_MAIN(NormActivationTest)
#include "tst_normactivation.moc"
