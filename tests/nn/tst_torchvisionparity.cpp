// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Paths.h"
#include "core/nn/BackboneFactory.h"
#include "core/nn/InferenceForm.h"
#include "core/weights/BackboneCatalog.h"
#include "core/weights/SafeTensors.h"
#include "tests/support/Verify.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <map>
#include <set>

using namespace cultivar;

namespace {

/// What the oracle wrote beside the network's state.
struct Expected
{
    torch::Tensor input, logits, gradient;
};

/// One or two of a family; all of them where the slow entry of ctest asks for it.
QStringList networksToTest()
{
    if (!qEnvironmentVariableIsSet("CULTIVAR_ALL_NETWORKS"))
        return {"mobilenet_v2",    "mobilenet_v3_small", "resnet18",        "resnet50",
                "resnext50_32x4d", "vgg11_bn",           "squeezenet1_0",   "squeezenet1_1",
                "densenet121",     "inception_v3",       "efficientnet_b0", "efficientnet_v2_s",
                "convnext_tiny",   "regnet_y_400mf",     "vit_b_16",        "swin_t"};
    QStringList networks;
    for (const std::string& network : nn::backboneNames()) {
        if (network != "sprout") // torchvision has none
            networks.append(QString::fromStdString(network));
    }
    return networks;
}

double relativeError(const torch::Tensor& values, const torch::Tensor& expected)
{
    return ((values - expected).abs().max() / expected.abs().max()).item<double>();
}

/// Fills @p net and @p expected from the oracle's file; the name of a tensor that does not fit, or empty.
QString read(const SafeTensorsFile& file, nn::Backbone& net, Expected& expected)
{
    torch::NoGradGuard guard;
    auto targets = net.named_parameters();
    for (const auto& buffer : net.named_buffers())
        targets.insert(buffer.key(), buffer.value());
    const std::map<std::string, torch::Tensor*> beside{{"oracle.input", &expected.input},
                                                       {"oracle.logits", &expected.logits},
                                                       {"oracle.gradient", &expected.gradient}};
    std::size_t matched = 0;
    for (const TensorEntry& entry : file.tensors()) {
        torch::Tensor values =
            torch::empty(entry.shape, entry.type == TensorType::I64 ? torch::kInt64 : torch::kFloat32);
        if (!file.read(entry, static_cast<char*>(values.data_ptr())))
            return QString::fromStdString(entry.name);
        if (const auto it = beside.find(entry.name); it != beside.end()) {
            *it->second = values;
            continue;
        }
        auto* target = targets.find(entry.name);
        if (!target || target->sizes() != values.sizes())
            return QString::fromStdString(entry.name);
        target->copy_(values);
        ++matched;
    }
    return matched == targets.size() ? QString() : QStringLiteral("a tensor torchvision does not have");
}

/// In training mode but without dropout, as the oracle's; changes the running statistics.
torch::Tensor gradientOfFirstConvolution(nn::Backbone& net, const torch::Tensor& input)
{
    net.train();
    for (const auto& module : net.modules()) {
        if (module->as<torch::nn::Dropout>())
            module->eval();
    }
    torch::AutoGradMode enable(true);
    const auto layers = net.layers();
    const auto first = std::find_if(layers.begin(), layers.end(), [](const nn::Backbone::Layer& layer) {
        return layer.module->as<torch::nn::Conv2d>() != nullptr;
    });
    const torch::Tensor weight = first->module->as<torch::nn::Conv2d>()->weight;
    weight.requires_grad_(true);
    return torch::autograd::grad({net.logits(input).sum()}, {weight}).front();
}

} // namespace

/// Our networks against torchvision's: the same names, shapes, logits and gradients for the same values; and
/// what a network promises whoever cuts it.
class TorchvisionParityTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void logitsEqual_data();
    void logitsEqual();
    void everyLayerTrains_data();
    void everyLayerTrains();
    void refusesOtherSizes();
    void catalogueAndFactoryKnowTheSame();

private:
    void checkCuts(const nn::Backbone& net, const torch::Tensor& input);
};

void TorchvisionParityTest::logitsEqual_data()
{
    QTest::addColumn<QString>("network");
    QTest::addColumn<QString>("weights");
    for (const QString& network : networksToTest())
        QTest::newRow(network.toLatin1().constData()) << network << QString();
    const QString shared = qEnvironmentVariable("CULTIVAR_TEST_DATA") +
                           QStringLiteral("/weights/mobilenet_v2_backbone.safetensors");
    if (QFile::exists(shared))
        QTest::newRow("mobilenet_v2, shared weights") << QStringLiteral("mobilenet_v2") << shared;
}

void TorchvisionParityTest::logitsEqual()
{
    QFETCH(QString, network);
    QFETCH(QString, weights);
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("oracle.safetensors"));
    QStringList arguments{QStringLiteral(CULTIVAR_ORACLE), network, path};
    if (!weights.isEmpty())
        arguments.append(weights);
    QProcess oracle;
    oracle.start(QStringLiteral("/usr/bin/python3"), arguments);
    QVERIFY2(oracle.waitForFinished(300'000), qPrintable(oracle.errorString()));
    QVERIFY2(oracle.exitCode() == 0, oracle.readAllStandardError().constData());

    const auto file = SafeTensorsFile::open(toPath(path));
    VERIFY_RESULT(file);
    const auto net = nn::makeBackbone(network.toStdString());
    QVERIFY(net);
    net->eval();
    Expected expected;
    const QString misfit = read(*file, *net, expected);
    QVERIFY2(misfit.isEmpty(), qPrintable(misfit));

    torch::NoGradGuard guard;
    for (torch::Tensor& parameter : net->parameters())
        parameter.requires_grad_(false);
    const double eager = relativeError(net->logits(expected.input), expected.logits);
    checkCuts(*net, expected.input);
    const auto form = nn::InferenceForm::make([&](const torch::Tensor& x) { return net->logits(x); },
                                              expected.input.slice(0, 0, 1).contiguous());
    const double inference = relativeError(form(expected.input), expected.logits);
    // Networks that drop blocks at random have no gradient to compare.
    const double gradient =
        expected.gradient.defined()
            ? relativeError(gradientOfFirstConvolution(*net, expected.input), expected.gradient)
            : 0.0;
    qInfo("%s: relative errors %.1e, inference form %.1e, gradient %.1e", qPrintable(network), eager,
          inference, gradient);
    QVERIFY(eager < 1e-4);
    QVERIFY(inference < 1e-4);
    QVERIFY(gradient < 1e-3);
}

// Activations at a cut are kept and used again, so no block may overwrite what it reads.
void TorchvisionParityTest::checkCuts(const nn::Backbone& net, const torch::Tensor& input)
{
    torch::Tensor x = input;
    for (std::size_t block = 0; block < net.blockCount(); ++block) {
        const torch::Tensor before = x.clone();
        const torch::Tensor after = net.forwardBlocks(x, block, block + 1);
        QVERIFY2(torch::equal(x, before), net.blockName(block).c_str());
        x = after;
    }
    QVERIFY(torch::equal(x, net.forwardBlocks(input, 0, net.blockCount())));
    const torch::Tensor features = net.features(input);
    QCOMPARE(features.dim(), 2);
    QCOMPARE(features.size(1), net.featureWidth());
}

void TorchvisionParityTest::everyLayerTrains_data()
{
    QTest::addColumn<QString>("network");
    for (const QString& network : networksToTest())
        QTest::newRow(network.toLatin1().constData()) << network;
}

void TorchvisionParityTest::everyLayerTrains()
{
    QFETCH(QString, network);
    torch::manual_seed(7);
    const auto net = nn::makeBackbone(network.toStdString());
    net->initialize();
    net->train();
    const std::int64_t side = network.startsWith(QLatin1String("vit"))         ? 224
                              : network.startsWith(QLatin1String("inception")) ? 139
                                                                               : 64;
    const torch::Tensor features = net->features(torch::randn({4, 3, side, side}));
    (features * torch::randn_like(features)).sum().backward();

    std::set<const void*> inLayers;
    std::size_t block = 0;
    for (const auto& layer : net->layers()) {
        QVERIFY2(layer.block >= block, layer.name.c_str()); // layers are numbered through the blocks
        block = layer.block;
        for (const torch::Tensor& parameter : layer.module->parameters(/*recurse=*/false)) {
            QVERIFY2(inLayers.insert(parameter.data_ptr()).second, layer.name.c_str());
            QVERIFY2(parameter.grad().defined(), layer.name.c_str());
            const double largest = parameter.grad().abs().max().item<double>();
            QVERIFY2(largest > 0 && std::isfinite(largest), layer.name.c_str());
        }
    }
    QCOMPARE(block, net->blockCount() - 1);
    for (const auto& parameter : net->named_parameters()) {
        QVERIFY2(inLayers.count(parameter.value().data_ptr()) == 1 ||
                     net->isClassifierTensor(parameter.key()),
                 parameter.key().c_str());
    }
}

void TorchvisionParityTest::refusesOtherSizes()
{
    torch::NoGradGuard guard;
    const auto net = nn::makeBackbone("vit_b_16");
    QVERIFY_EXCEPTION_THROWN(net->features(torch::zeros({1, 3, 96, 96})), c10::Error);
}

void TorchvisionParityTest::catalogueAndFactoryKnowTheSame()
{
    QStringList built;
    for (const std::string& network : nn::backboneNames())
        built.append(QString::fromStdString(network));
    QStringList described = BackboneCatalog::names();
    built.sort();
    described.sort();
    QCOMPARE(described, built);
}

QTEST_GUILESS_MAIN(TorchvisionParityTest)
#include "tst_torchvisionparity.moc"
