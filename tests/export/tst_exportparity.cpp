// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/FolderScanner.h"
#include "core/data/ImageDecoder.h"
#include "core/export/ModelExport.h"
#include "core/model/ModelFile_p.h"
#include "core/predict/Predictor.h"
#include "core/weights/BackboneCatalog.h"
#include "data/Python.h"
#include "support/Verify.h"

#include <QFile>
#include <QTemporaryDir>

using namespace cultivar;

namespace {

constexpr int kClasses = 12;
constexpr std::size_t kPhotos = 100;

QStringList networksToExport()
{
    if (!qEnvironmentVariableIsSet("CULTIVAR_ALL_NETWORKS"))
        return {"sprout", "mobilenet_v2", "squeezenet1_1"};
    return {"vgg11_bn",          "resnet18",           "resnext50_32x4d", "regnet_y_400mf",
            "inception_v3",      "mobilenet_v3_small", "densenet121",     "efficientnet_b0",
            "efficientnet_v2_s", "convnext_tiny",      "swin_t",          "vit_b_16"};
}

/// Real weights where they are shared, random ones otherwise.
QString weightsOf(const QString& backbone)
{
    const QString folder = qEnvironmentVariable("CULTIVAR_TEST_DATA") + QStringLiteral("/weights/");
    const std::map<QString, QString> files{{"mobilenet_v2", "mobilenet_v2_backbone.safetensors"},
                                           {"squeezenet1_1", "squeezenet1_1.safetensors"}};
    const auto file = files.find(backbone);
    return file == files.end() ? QString() : folder + file->second;
}

} // namespace

/// Exports give the app's probabilities in other software, on real photos, alone and in batches.
class ExportParityTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void clientsAgree_data();
    void clientsAgree();

private:
    void makeModel(const QString& backbone, const std::filesystem::path& file) const;
    void writeExpectations(const std::filesystem::path& model, const QTemporaryDir& folder) const;

    std::vector<std::filesystem::path> m_photos;
};

void ExportParityTest::initTestCase()
{
    const auto photos = qEnvironmentVariable("CULTIVAR_TEST_DATA").toStdString() + "/datasets/grocery/test";
    if (!std::filesystem::is_directory(photos))
        QSKIP("CULTIVAR_TEST_DATA is not set");
    if (!Python::hasModules(QStringLiteral("cv2, torch, numpy")))
        QSKIP("python3-opencv and python3-torch are not installed");
    for (const DatasetItem& item : FolderScanner::collect({photos}, {}).items)
        m_photos.push_back(item.path);
    m_photos.resize(std::min(kPhotos, m_photos.size()));
    QCOMPARE(m_photos.size(), kPhotos);
}

/// A head that tells real photos apart, so that probabilities vary: its rows are the directions of the
/// features of some of them, as they lie from the mean of all.
void ExportParityTest::makeModel(const QString& backbone, const std::filesystem::path& file) const
{
    torch::NoGradGuard guard;
    torch::manual_seed(1);
    LoadedModel model{{}, *Classifier::create(backbone, {HeadSpec::Type::Linear}, kClasses)};
    model.description.backbone = backbone;
    model.description.head.type = HeadSpec::Type::Linear;
    model.description.preprocessing = BackboneCatalog::find(backbone)->preprocessing;
    for (int i = 0; i < kClasses; ++i)
        model.description.classes.append(QStringLiteral("class %1").arg(i));
    if (const QString weights = weightsOf(backbone); !weights.isEmpty())
        VERIFY_RESULT(model.classifier.loadBackbone(**WeightsFile::open(weights.toStdString())));
    model.classifier.freezeAll();

    std::vector<torch::Tensor> views;
    for (int i = 0; i < kClasses; ++i) {
        const auto image = ImageDecoder::decode(m_photos[static_cast<std::size_t>(i) * kPhotos / kClasses]);
        VERIFY_RESULT(image);
        views.push_back(viewTensor(networkView(*image, model.description.preprocessing),
                                   model.description.preprocessing));
    }
    const auto trunk = model.classifier.trunkForm(0, model.classifier.blockCount(), true,
                                                  torch::zeros_like(views.front()).unsqueeze(0));
    const torch::Tensor features = trunk(torch::stack(views)); // [classes, width]
    const torch::Tensor mean = features.mean(0);
    const torch::Tensor centred = features - mean;
    const torch::Tensor length = centred.norm(2, 1, true);
    const torch::Tensor weight = centred / length * (4.0 / length.mean()); // about 4 for its own picture
    for (auto& [name, tensor] : model.classifier.tensors()) {
        if (name == "head.0.weight")
            torch::Tensor(tensor).copy_(weight);
        else if (name == "head.0.bias")
            torch::Tensor(tensor).copy_(-weight.mv(mean));
    }
    VERIFY_RESULT(saveModel(file, model.classifier, model.description));
}

void ExportParityTest::writeExpectations(const std::filesystem::path& model,
                                         const QTemporaryDir& folder) const
{
    const auto predictor = Predictor::open(model);
    VERIFY_RESULT(predictor);
    QFile views(folder.filePath(QStringLiteral("views.u8")));
    QFile probabilities(folder.filePath(QStringLiteral("probabilities.f64")));
    QVERIFY(views.open(QIODevice::WriteOnly) && probabilities.open(QIODevice::WriteOnly));
    std::set<int> answers;
    for (const auto& photo : m_photos) {
        const auto prediction = predictor->classify(photo);
        VERIFY_RESULT(prediction);
        const auto& rgb = prediction->networkView.rgb;
        views.write(reinterpret_cast<const char*>(rgb.data()), static_cast<qint64>(rgb.size()));
        std::array<double, kClasses> row{};
        for (const LabelProbability& entry : prediction->ranked)
            row[static_cast<std::size_t>(entry.label)] = entry.probability;
        probabilities.write(reinterpret_cast<const char*>(row.data()), sizeof row);
        answers.insert(prediction->ranked.front().label);
    }
    QVERIFY(answers.size() > 3); // the comparison means something
}

void ExportParityTest::clientsAgree_data()
{
    QTest::addColumn<QString>("backbone");
    for (const QString& network : networksToExport())
        QTest::addRow("%s", qPrintable(network)) << network;
}

void ExportParityTest::clientsAgree()
{
    QFETCH(QString, backbone);
    const QTemporaryDir folder;
    const auto model = toPath(folder.filePath(QStringLiteral("network.cultivar")));
    makeModel(backbone, model);
    if (QTest::currentTestFailed())
        return;
    for (const ExportFormat format :
         {ExportFormat::Onnx, ExportFormat::TorchScript, ExportFormat::SafeTensors}) {
        ModelExport settings;
        settings.model = model;
        settings.output = toPath(folder.filePath(QStringLiteral("network"))) +=
            ExportOptions::suffix(format).toStdString();
        settings.options.format = format;
        settings.photos = m_photos;
        const auto outcome = settings.run({}, [](ExportStage, int, int) {});
        VERIFY_RESULT(outcome);
        QCOMPARE(outcome->drawnPictures, 0);
        QVERIFY(outcome->difference < 1e-4);
        qInfo("%s %s: %lld bytes, %s within %.2g", qPrintable(backbone),
              qPrintable(ExportOptions::name(format)), static_cast<long long>(outcome->bytes),
              qPrintable(outcome->engine), outcome->difference);
    }
    writeExpectations(model, folder);
    if (QTest::currentTestFailed())
        return;
    QProcess clients;
    clients.start(QStringLiteral("/usr/bin/python3"),
                  {QStringLiteral(CULTIVAR_EXPORT_CLIENTS), folder.path(),
                   QString::number(BackboneCatalog::find(backbone)->preprocessing.crop),
                   QString::number(kClasses)});
    QVERIFY(clients.waitForFinished(3'600'000));
    QVERIFY2(clients.exitCode() == 0, clients.readAllStandardError());
    const QStringList lines =
        QString::fromUtf8(clients.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 4);
    for (const QString& line : lines) {
        qInfo("%s %s", qPrintable(backbone), qPrintable(line));
        QVERIFY2(line.section(u' ', 2).toDouble() < 1e-4, qPrintable(line));
    }
}

QTEST_GUILESS_MAIN(ExportParityTest)
#include "tst_exportparity.moc"
