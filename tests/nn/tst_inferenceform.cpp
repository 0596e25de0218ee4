// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/BackboneFactory.h"
#include "core/nn/InferenceForm.h"

#include <QTest>

#include <thread>

using namespace cultivar;

namespace {

/// A backbone with random weights that no longer change.
std::shared_ptr<nn::Backbone> frozenBackbone(const std::string& name)
{
    torch::manual_seed(3);
    std::shared_ptr<nn::Backbone> backbone = nn::makeBackbone(name);
    backbone->initialize();
    backbone->eval();
    for (torch::Tensor& parameter : backbone->parameters())
        parameter.requires_grad_(false);
    return backbone;
}

nn::InferenceForm formOf(const std::shared_ptr<nn::Backbone>& backbone, const torch::Tensor& pictures)
{
    return nn::InferenceForm::make([&](const torch::Tensor& x) { return backbone->features(x); },
                                   pictures.slice(0, 0, 1).contiguous());
}

double relativeDifference(const torch::Tensor& a, const torch::Tensor& b)
{
    return ((a - b).abs().max() / b.abs().max()).item<double>();
}

} // namespace

// LibTorch's eager operators are the oracle; against torchvision the forms stand in tst_torchvisionparity.
class InferenceFormTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesAnyBatch_data();
    void takesAnyBatch();
    void leavesItsInput();
    void leavesWhatIsReadAgain();
    void answersSeveralThreads();
};

void InferenceFormTest::takesAnyBatch_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"sprout", "resnet18", "mobilenet_v3_small", "densenet121", "squeezenet1_1"})
        QTest::newRow(name) << name;
}

// More sizes than are kept ready, and the first ones again.
void InferenceFormTest::takesAnyBatch()
{
    QFETCH(QString, name);
    const auto backbone = frozenBackbone(name.toStdString());
    const torch::Tensor pictures = torch::rand({7, 3, 72, 64});
    const nn::InferenceForm form = formOf(backbone, pictures);
    const torch::NoGradGuard guard;
    for (const int batch : {1, 7, 2, 3, 5, 6, 1, 7}) {
        const torch::Tensor some = pictures.slice(0, 0, batch);
        QVERIFY(relativeDifference(form(some), backbone->features(some)) < 1e-4);
    }
}

void InferenceFormTest::leavesItsInput()
{
    // The sum of a residual block may not be made in what the caller keeps. Few channels in a group: such a
    // convolution works on channels-last, so on the caller's own bytes.
    const auto function = [](const torch::Tensor& x) {
        return torch::relu(torch::conv2d(x, torch::full({16, 4, 3, 3}, 0.01f), {}, 1, 1, 1, 4) + x);
    };
    const torch::Tensor x = torch::rand({2, 16, 8, 8}).contiguous(torch::MemoryFormat::ChannelsLast);
    const torch::Tensor before = x.clone();
    const nn::InferenceForm form = nn::InferenceForm::make(function, x.slice(0, 0, 1));
    QVERIFY(relativeDifference(form(x), function(x)) < 1e-5);
    QVERIFY(torch::equal(x, before));
}

// Two sums with one addend, and a view of it that is read at the end.
void InferenceFormTest::leavesWhatIsReadAgain()
{
    const torch::Tensor weight = torch::full({16, 16, 1, 1}, 0.05f);
    const auto function = [&](const torch::Tensor& x) {
        const torch::Tensor first = torch::conv2d(x, weight);
        const torch::Tensor view = first.flatten(1);
        const torch::Tensor second = torch::conv2d(first, weight) + first;
        const torch::Tensor third = torch::conv2d(second, weight) + first;
        return third.flatten(1) + second.flatten(1) * view;
    };
    const torch::Tensor x = torch::rand({3, 16, 8, 8});
    const nn::InferenceForm form = nn::InferenceForm::make(function, x.slice(0, 0, 1));
    QVERIFY(relativeDifference(form(x), function(x)) < 1e-5);
}

void InferenceFormTest::answersSeveralThreads()
{
    const auto backbone = frozenBackbone("resnet18");
    const torch::Tensor pictures = torch::rand({4, 3, 64, 64});
    at::set_num_threads(1);
    const nn::InferenceForm form = formOf(backbone, pictures);
    std::vector<torch::Tensor> alone, together(4);
    for (int i = 0; i < 4; ++i)
        alone.push_back(form(pictures.slice(0, i, i + 1)));
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&, i] {
            at::set_num_threads(1);
            for (int again = 0; again < 5; ++again)
                together[static_cast<std::size_t>(i)] = form(pictures.slice(0, i, i + 1));
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    for (std::size_t i = 0; i < 4; ++i)
        QVERIFY(torch::equal(together[i], alone[i]));
}

QTEST_GUILESS_MAIN(InferenceFormTest)
#include "tst_inferenceform.moc"
