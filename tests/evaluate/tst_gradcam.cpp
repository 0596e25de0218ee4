// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Random.h"
#include "core/evaluate/GradCam.h"
#include "core/model/TensorBytes_p.h"
#include "core/predict/Predictor.h"
#include "core/weights/SafeTensors.h"
#include "support/Models.h"
#include "support/Verify.h"

#include <QProcess>
#include <QTest>

using namespace cultivar;

namespace {

constexpr int kClasses = 3;

/// One of each family; the large ones where the slow entry of ctest asks for them.
QStringList explainedNetworks()
{
    if (qEnvironmentVariableIsSet("CULTIVAR_ALL_NETWORKS"))
        return {"vgg11", "inception_v3", "convnext_tiny", "vit_b_16", "swin_t"};
    return {"mobilenet_v2", "mobilenet_v3_small", "resnet18",      "squeezenet1_1",
            "densenet121",  "efficientnet_b0",    "regnet_y_400mf"};
}

/// Values a forward pass can tell apart: what starts out constant may hide nothing.
void shakeUp(Classifier& classifier)
{
    torch::NoGradGuard guard;
    for (auto& [name, tensor] : classifier.tensors()) {
        torch::Tensor values = tensor;
        if (name.find("running_mean") != std::string::npos)
            values.normal_(0, 0.2);
        else if (name.find("running_var") != std::string::npos)
            values.uniform_(0.5, 1.5);
        else if (values.is_floating_point() && values.numel() > 1 &&
                 values.flatten().eq(values.flatten()[0]).all().item<bool>())
            values += 0.2 * torch::randn_like(values);
    }
}

/// Coloured noise in coarse squares, so that places differ.
Image randomView(int side)
{
    Random random{99};
    Image view{side, side, {}};
    std::vector<std::uint8_t> squares;
    for (int i = 0; i < 3 * 64; ++i)
        squares.push_back(static_cast<std::uint8_t>(random.below(256)));
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            for (int c = 0; c < 3; ++c)
                view.rgb.push_back(
                    squares[static_cast<std::size_t>((y * 8 / side * 8 + x * 8 / side) * 3 + c)]);
        }
    }
    return view;
}

double correlation(torch::Tensor a, torch::Tensor b)
{
    a = a.to(torch::kFloat64) - a.to(torch::kFloat64).mean();
    b = b.to(torch::kFloat64) - b.to(torch::kFloat64).mean();
    return ((a * b).sum() / (a.norm() * b.norm())).item<double>();
}

torch::Tensor tensorOf(const HeatMap& map)
{
    return torch::tensor(map.values).reshape({map.side, map.side});
}

} // namespace

class GradCamTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void equalsTorch_data();
    void equalsTorch();
    void isRepeatable();
};

void GradCamTest::equalsTorch_data()
{
    QTest::addColumn<QString>("network");
    for (const QString& network : explainedNetworks())
        QTest::newRow(network.toLatin1().constData()) << network;
}

void GradCamTest::equalsTorch()
{
    QFETCH(QString, network);
    torch::manual_seed(11);
    ModelDescription description;
    description.backbone = network;
    description.classes = {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")};
    description.head.type = HeadSpec::Type::Linear;
    description.preprocessing = BackboneCatalog::find(network)->preprocessing;
    auto classifier = Classifier::create(network, description.head, kClasses);
    VERIFY_RESULT(classifier);
    shakeUp(*classifier);
    const QTemporaryDir folder;
    const auto file = [&](const char* name) { return toPath(folder.filePath(QLatin1String(name))); };
    VERIFY_RESULT(saveModel(file("m.cultivar"), *classifier, description));
    const Image view = randomView(description.preprocessing.crop);
    const torch::Tensor input = viewTensor(view, description.preprocessing).unsqueeze(0);
    VERIFY_RESULT(writeSafeTensors(file("input"), {viewOf("input", input)}, {}));

    QProcess oracle;
    oracle.start(QStringLiteral("/usr/bin/python3"),
                 {QStringLiteral(CULTIVAR_GRADCAM_ORACLE), network, toQString(file("m.cultivar")),
                  toQString(file("input")), toQString(file("maps"))});
    QVERIFY2(oracle.waitForFinished(300'000), qPrintable(oracle.errorString()));
    QVERIFY2(oracle.exitCode() == 0, oracle.readAllStandardError().constData());

    const auto predictor = Predictor::open(file("m.cultivar"), 1);
    VERIFY_RESULT(predictor);
    const auto maps = SafeTensorsFile::open(file("maps"));
    VERIFY_RESULT(maps);
    int compared = 0;
    for (const TensorEntry& entry : maps->tensors()) {
        const torch::Tensor expected = torch::empty(entry.shape);
        VERIFY_RESULT(maps->read(entry, static_cast<char*>(expected.data_ptr())));
        const int label = QString::fromStdString(entry.name).section(u'.', 1).toInt();
        const HeatMap map = gradCam(*predictor, view, label);
        QCOMPARE(map.side, description.preprocessing.crop);
        const double largest = expected.max().item<double>();
        if (largest <= 0) { // no place speaks for this class
            QCOMPARE(tensorOf(map).max().item<double>(), 0.0);
            continue;
        }
        ++compared;
        const double similarity = correlation(tensorOf(map), expected);
        QVERIFY2(similarity > 0.99, qPrintable(QString::number(similarity)));
        const double difference = (tensorOf(map) - expected / largest).abs().max().item<double>();
        qInfo("%s, class %d: correlation %.6f, largest difference %.1e", qPrintable(network), label,
              similarity, difference);
    }
    QVERIFY(compared > 0);
}

/// Brightness from 0 to 1, the same each time, and asking changes no answer.
void GradCamTest::isRepeatable()
{
    const QTemporaryDir folder;
    const auto path = saveRandomModel(folder);
    VERIFY_RESULT(path);
    const auto predictor = Predictor::open(*path, 1);
    VERIFY_RESULT(predictor);
    const Image view = randomView(predictor->description().preprocessing.crop);
    const auto before = predictor->classify(view);
    VERIFY_RESULT(before);
    for (int label = 0; label < kClasses; ++label) {
        const HeatMap map = gradCam(*predictor, view, label);
        QCOMPARE(map.values.size(), static_cast<std::size_t>(map.side * map.side));
        const auto [least, most] = std::minmax_element(map.values.begin(), map.values.end());
        QVERIFY(*least >= 0.0f && (*most == 1.0f || *most == 0.0f));
        QCOMPARE(gradCam(*predictor, view, label).values, map.values);
    }
    const auto after = predictor->classify(view);
    VERIFY_RESULT(after);
    QVERIFY(before->ranked.front().probability == after->ranked.front().probability);
}

QTEST_GUILESS_MAIN(GradCamTest)
#include "tst_gradcam.moc"
