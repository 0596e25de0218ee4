// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Paths.h"
#include "core/nn/BackboneFactory.h"
#include "core/nn/InferenceForm.h"
#include "core/weights/SafeTensors.h"
#include "tests/support/Verify.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <set>

using namespace cultivar;

/// Our networks against torchvision's: the same names, shapes and logits for the same values.
class TorchvisionParityTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void logitsEqual_data();
    void logitsEqual();
    void everyLayerTrains_data();
    void everyLayerTrains();
    void refusesOtherSizes();
};

void TorchvisionParityTest::logitsEqual_data()
{
    QTest::addColumn<QString>("network");
    QTest::addColumn<QString>("weights");
    QStringList networks{"mobilenet_v2",    "resnet18",          "resnet50",
                         "efficientnet_b0", "efficientnet_v2_s", "regnet_y_400mf",
                         "convnext_tiny",   "vit_b_16",          "swin_t"};
    if (qEnvironmentVariableIsSet("CULTIVAR_SLOW_TESTS")) // the same families in other sizes
        networks += QStringList{
            "efficientnet_b1", "efficientnet_b2", "efficientnet_b3",   "efficientnet_b4",   "efficientnet_b5",
            "efficientnet_b6", "efficientnet_b7", "efficientnet_v2_m", "efficientnet_v2_l", "regnet_y_800mf",
            "regnet_y_1_6gf",  "regnet_y_3_2gf",  "regnet_y_8gf",      "regnet_y_16gf",     "convnext_small",
            "convnext_base",   "swin_s"};
    for (const QString& network : networks)
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
    torch::NoGradGuard guard;
    const auto net = nn::makeBackbone(network.toStdString());
    net->eval();
    auto targets = net->named_parameters();
    for (const auto& buffer : net->named_buffers())
        targets.insert(buffer.key(), buffer.value());
    torch::Tensor input, expected;
    std::size_t matched = 0;
    for (const TensorEntry& entry : file->tensors()) {
        torch::Tensor values =
            torch::empty(entry.shape, entry.type == TensorType::I64 ? torch::kInt64 : torch::kFloat32);
        VERIFY_RESULT(file->read(entry, static_cast<char*>(values.data_ptr())));
        if (entry.name == "oracle.input") {
            input = values;
        } else if (entry.name == "oracle.logits") {
            expected = values;
        } else {
            auto* target = targets.find(entry.name);
            QVERIFY2(target, entry.name.c_str());
            QVERIFY2(target->sizes() == values.sizes(), entry.name.c_str());
            target->copy_(values);
            ++matched;
        }
    }
    QCOMPARE(matched, targets.size());

    const auto relative = [&](const torch::Tensor& logits) {
        return ((logits - expected).abs().max() / expected.abs().max()).item<double>();
    };
    const double difference = relative(net->logits(input));
    QVERIFY2(difference < 1e-4, qPrintable(QString::number(difference)));
    for (torch::Tensor& parameter : net->parameters())
        parameter.requires_grad_(false);
    const auto form = nn::InferenceForm::make([&](const torch::Tensor& x) { return net->logits(x); },
                                              input.slice(0, 0, 1).contiguous());
    const double formDifference = relative(form(input));
    QVERIFY2(formDifference < 1e-4, qPrintable(QString::number(formDifference)));
    qInfo("relative differences: %.1e, inference form %.1e", difference, formDifference);

    const std::size_t middle = net->blockCount() / 2;
    const torch::Tensor whole = net->features(input);
    const torch::Tensor parts =
        net->pool(net->forwardBlocks(net->forwardBlocks(input, 0, middle), middle, net->blockCount()));
    QVERIFY(torch::equal(whole, parts));
    QCOMPARE(whole.size(1), net->featureWidth());
    const auto trunk =
        nn::InferenceForm::make([&](const torch::Tensor& x) { return net->forwardBlocks(x, 0, middle); },
                                input.slice(0, 0, 1).contiguous());
    const torch::Tensor cut = net->pool(net->forwardBlocks(trunk(input), middle, net->blockCount()));
    QVERIFY(((cut - whole).abs().max() / whole.abs().max()).item<double>() < 1e-4);
}

void TorchvisionParityTest::everyLayerTrains_data()
{
    QTest::addColumn<QString>("network");
    for (const char* network : {"mobilenet_v2", "resnet18", "efficientnet_b0", "efficientnet_v2_s",
                                "regnet_y_400mf", "convnext_tiny", "vit_b_16", "swin_t"})
        QTest::newRow(network) << QString::fromLatin1(network);
}

void TorchvisionParityTest::everyLayerTrains()
{
    QFETCH(QString, network);
    torch::manual_seed(7);
    const auto net = nn::makeBackbone(network.toStdString());
    net->initialize();
    net->train();
    const std::int64_t side = network.startsWith(QLatin1String("vit")) ? 224 : 64;
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

QTEST_GUILESS_MAIN(TorchvisionParityTest)
#include "tst_torchvisionparity.moc"
