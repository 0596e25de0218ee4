// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/OnnxTranslation_p.h"
#include "core/nn/TracedFunction.h"

#include <QTest>

using namespace cultivar;

namespace {

using Function = std::function<torch::Tensor(const torch::Tensor&)>;

onnx::GraphProto translated(const Function& function, const std::vector<std::int64_t>& sizes)
{
    onnx::GraphProto graph;
    OnnxGraph writer(graph);
    std::vector<std::int64_t> twice = sizes;
    twice.front() *= 2;
    OnnxTranslation::run(nn::traced(function, torch::zeros(sizes)), nn::traced(function, torch::zeros(twice)),
                         "answer", writer);
    return graph;
}

std::vector<std::string> typesOf(const onnx::GraphProto& graph)
{
    std::vector<std::string> types;
    for (const auto& node : graph.node())
        types.push_back(node.op_type());
    return types;
}

std::vector<std::int64_t> integersOf(const onnx::GraphProto& graph, const std::string& name)
{
    for (const auto& tensor : graph.initializer()) {
        if (tensor.name() != name)
            continue;
        std::vector<std::int64_t> values(tensor.raw_data().size() / sizeof(std::int64_t));
        std::memcpy(values.data(), tensor.raw_data().data(), tensor.raw_data().size());
        return values;
    }
    return {};
}

QString complaintAbout(const Function& function)
{
    try {
        translated(function, {1, 3, 8, 8});
    } catch (const std::exception& exception) {
        return QString::fromUtf8(exception.what());
    }
    return {};
}

} // namespace

class OnnxTranslationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void foldsBatchNormsIntoConvolutions();
    void keepsTheBatchOpen();
    void leavesConstantsWithoutTheBatch();
    void refusesUnknownOperatorsByName();
    void refusesWhatDependsOnTheBatch();
};

void OnnxTranslationTest::foldsBatchNormsIntoConvolutions()
{
    torch::NoGradGuard guard;
    torch::nn::Conv2d conv(torch::nn::Conv2dOptions(3, 4, 3).bias(false));
    torch::nn::BatchNorm2d norm(4);
    norm->eval();
    for (torch::Tensor parameter : conv->parameters())
        parameter.requires_grad_(false);
    for (torch::Tensor parameter : norm->parameters())
        parameter.requires_grad_(false);
    const auto graph = translated(
        [&](const torch::Tensor& x) { return norm->forward(conv->forward(x)).relu_(); }, {1, 3, 8, 8});
    QCOMPARE(typesOf(graph), std::vector<std::string>({"Conv", "Relu"}));
    QCOMPARE(graph.node(0).input_size(), 3); // the fold gives it a bias
    QCOMPARE(graph.output(0).name(), std::string("answer"));
    QCOMPARE(graph.node(1).output(0), std::string("answer"));
}

void OnnxTranslationTest::keepsTheBatchOpen()
{
    const auto graph = translated(
        [](const torch::Tensor& x) {
            return x.permute({0, 2, 3, 1}).reshape({-1, 16, 3});
        },
        {1, 3, 8, 8});
    QCOMPARE(typesOf(graph), std::vector<std::string>({"Transpose", "Reshape"}));
    QCOMPARE(integersOf(graph, graph.node(1).input(1)), std::vector<std::int64_t>({-1, 16, 3}));
    for (const auto& value : {graph.input(0), graph.output(0)})
        QCOMPARE(value.type().tensor_type().shape().dim(0).dim_param(), std::string("batch"));
}

void OnnxTranslationTest::leavesConstantsWithoutTheBatch()
{
    const torch::Tensor positions = torch::ones({1, 5, 4});
    const auto graph = translated([&](const torch::Tensor& x) { return x + positions; }, {1, 5, 4});
    QCOMPARE(graph.initializer(0).dims_size(), 2);
}

void OnnxTranslationTest::refusesUnknownOperatorsByName()
{
    const QString complaint = complaintAbout([](const torch::Tensor& x) { return torch::cumsum(x, 1); });
    QVERIFY2(complaint.contains(QStringLiteral("aten::cumsum")), qPrintable(complaint));
}

void OnnxTranslationTest::refusesWhatDependsOnTheBatch()
{
    const QString complaint = complaintAbout([](const torch::Tensor& x) { return torch::softmax(x, 0); });
    QVERIFY2(complaint.contains(QStringLiteral("softmax")), qPrintable(complaint));
}

QTEST_GUILESS_MAIN(OnnxTranslationTest)
#include "tst_onnxtranslation.moc"
