// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Classifier_p.h"
#include "core/train/LossScaler_p.h"
#include "core/train/MixedPrecision_p.h"

#include <QTest>

#include <limits>

using namespace cultivar;

namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

std::vector<torch::Tensor> gradients(float last)
{
    return {torch::tensor({65536.0F, -131072.0F}), torch::tensor({{last}})};
}

} // namespace

/// Half precision in training, as far as it can be told without a GPU.
class LossScalerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void scalesThereAndBack();
    void leavesOutStepsThatOverflow();
    void growsAfterManyGoodSteps();
    void tellsWhenNothingHelps();
    void comesBackFromACheckpoint();
    void fallsBackWhereAnOperatorIsMissing();
};

void LossScalerTest::scalesThereAndBack()
{
    LossScaler scaler;
    QCOMPARE(scaler.scaled(torch::tensor(0.5F)).item<double>(), 32768.0);
    auto values = gradients(6.5536F);
    QVERIFY(scaler.unscale(values));
    QVERIFY(torch::equal(values[0], torch::tensor({1.0F, -2.0F})));
    QVERIFY(torch::allclose(values[1], torch::tensor({{1e-4F}})));
}

void LossScalerTest::leavesOutStepsThatOverflow()
{
    LossScaler scaler;
    for (const float bad : {kInfinity, -kInfinity, std::numeric_limits<float>::quiet_NaN()}) {
        const double before = scaler.scale();
        auto values = gradients(bad);
        QVERIFY(!scaler.unscale(values));
        QCOMPARE(scaler.scale(), before / 2);
    }
    QCOMPARE(scaler.scale(), 8192.0);
    QVERIFY(!scaler.isExhausted());
}

void LossScalerTest::growsAfterManyGoodSteps()
{
    LossScaler scaler;
    const auto step = [&](float last) {
        auto values = gradients(last);
        return scaler.unscale(values);
    };
    for (std::int64_t i = 1; i < LossScaler::kStepsToGrow; ++i)
        QVERIFY(step(1.0F));
    QCOMPARE(scaler.scale(), 65536.0);
    QVERIFY(!step(kInfinity)); // the row is broken, one before its end
    for (std::int64_t i = 1; i < LossScaler::kStepsToGrow; ++i)
        QVERIFY(step(1.0F));
    QCOMPARE(scaler.scale(), 32768.0);
    QVERIFY(step(1.0F));
    QCOMPARE(scaler.scale(), 65536.0);
}

void LossScalerTest::tellsWhenNothingHelps()
{
    LossScaler scaler;
    for (int i = 0; i < 16; ++i) { // 65536 = 2^16
        auto values = gradients(kInfinity);
        scaler.unscale(values);
    }
    QCOMPARE(scaler.scale(), 1.0);
    QVERIFY(!scaler.isExhausted());
    auto values = gradients(kInfinity);
    scaler.unscale(values);
    QVERIFY(scaler.isExhausted());
}

void LossScalerTest::comesBackFromACheckpoint()
{
    LossScaler scaler, restored;
    auto bad = gradients(kInfinity), good = gradients(1.0F);
    scaler.unscale(bad);
    scaler.unscale(good);
    NamedTensors state = scaler.state();
    state.emplace_back("0/step", torch::tensor(7, torch::kInt64)); // the optimizer's
    restored.restore(state);
    QCOMPARE(state.size(), std::size_t(1));
    QCOMPARE(state.front().first, std::string("0/step"));
    QCOMPARE(restored.scale(), 32768.0);
    for (std::int64_t i = 2; i < LossScaler::kStepsToGrow; ++i) {
        auto values = gradients(1.0F);
        restored.unscale(values);
    }
    QCOMPARE(restored.scale(), 32768.0);
    auto last = gradients(1.0F);
    restored.unscale(last);
    QCOMPARE(restored.scale(), 65536.0); // the good step before the checkpoint has counted
}

/// LibTorch has not all of its operators in 16 bits on the CPU; such a network trains in full precision.
void LossScalerTest::fallsBackWhereAnOperatorIsMissing()
{
    auto precision = MixedPrecision::forDevice(torch::kCPU);
    if (!precision.isOn())
        QSKIP("this processor has no bfloat16");
    auto classifier = *Classifier::create(QStringLiteral("sprout"), {}, 3);
    classifier.setTrainable(std::vector<bool>(100, true), true);
    classifier.setTrainingMode(true);
    const auto before = classifier.snapshot();
    const torch::Tensor pictures = torch::rand({2, 3, 64, 64});
    const Forward sound = [&](const torch::Tensor& x) { return classifier.restLogits(x); };
    const auto generatorBefore = generatorState();
    precision.tryOut(classifier, sound, pictures);
    QVERIFY(precision.isOn());
    const Forward broken = [&](const torch::Tensor& x) {
        TORCH_CHECK(false, "\"something\" not implemented for 'BFloat16'");
        return classifier.restLogits(x);
    };
    precision.tryOut(classifier, broken, pictures);
    QVERIFY(!precision.isOn());
    const auto after = classifier.snapshot();
    for (std::size_t i = 0; i < before.size(); ++i)
        QVERIFY(torch::equal(before[i], after[i]));
    QVERIFY(torch::equal(generatorState(), generatorBefore));
    for (const auto& [name, tensor] : classifier.tensors())
        QVERIFY(!tensor.grad().defined());
}

QTEST_APPLESS_MAIN(LossScalerTest)
#include "tst_lossscaler.moc"
