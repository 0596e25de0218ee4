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

using namespace cultivar;

/// Our networks against torchvision's: the same names, shapes and logits for the same values.
class TorchvisionParityTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void logitsEqual_data();
    void logitsEqual();
};

void TorchvisionParityTest::logitsEqual_data()
{
    QTest::addColumn<QString>("network");
    QTest::addColumn<QString>("weights");
    for (const char* network : {"mobilenet_v2", "resnet18", "resnet50"})
        QTest::newRow(network) << QString::fromLatin1(network) << QString();
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
    QVERIFY(relative(net->logits(input)) < 1e-4);
    for (torch::Tensor& parameter : net->parameters())
        parameter.requires_grad_(false);
    const auto form = nn::InferenceForm::make([&](const torch::Tensor& x) { return net->logits(x); },
                                              input.slice(0, 0, 1).contiguous());
    QVERIFY(relative(form(input)) < 1e-4);
}

QTEST_GUILESS_MAIN(TorchvisionParityTest)
#include "tst_torchvisionparity.moc"
