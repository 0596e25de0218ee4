// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Paths.h"
#include "core/export/ExportCheck_p.h"
#include "core/export/ModelExport.h"
#include "core/weights/SafeTensors.h"
#include "data/Python.h"
#include "support/Models.h"
#include "support/TinyDataset.h"
#include "support/Verify.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace cultivar;

namespace {

QStringList filesIn(const QTemporaryDir& folder)
{
    return QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name);
}

QByteArray contentOf(const std::filesystem::path& path)
{
    QFile file(toQString(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class ModelExportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void agreesWithTheModel_data();
    void agreesWithTheModel();
    void comparesOnPhotosWhereThereAreSome();
    void writesLabels();
    void onnxIsValidAndTellsWhatItIs();
    void torchScriptTellsWhatItIs();
    void torchvisionLoadsTheWeights_data();
    void torchvisionLoadsTheWeights();
    void leavesNothingAfterACancel_data();
    void leavesNothingAfterACancel();
    void keepsTheOldFileWhereTheModelIsDamaged();
    void findsADifference();
    void saysWhereItCannotWrite();

private:
    ModelExport settings(const QTemporaryDir& folder, ExportFormat format) const
    {
        ModelExport settings;
        settings.model = m_model;
        settings.output = toPath(folder.filePath(QStringLiteral("shapes"))) +=
            ExportOptions::suffix(format).toStdString();
        settings.options.format = format;
        return settings;
    }
    static Result<ExportOutcome> run(const ModelExport& settings)
    {
        return settings.run({}, [](ExportStage, int, int) {});
    }

    TinyDataset m_dataset;
    QTemporaryDir m_folder;
    std::filesystem::path m_model;
};

void ModelExportTest::initTestCase()
{
    const auto model = saveRandomModel(m_folder);
    VERIFY_RESULT(model);
    m_model = *model;
}

void ModelExportTest::agreesWithTheModel_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<bool>("isRawInput");
    QTest::addColumn<bool>("givesProbabilities");
    for (const int format : {0, 1}) {
        for (const bool isRaw : {true, false}) {
            for (const bool givesProbabilities : {true, false})
                QTest::addRow("%d%d%d", format, isRaw, givesProbabilities)
                    << format << isRaw << givesProbabilities;
        }
    }
    QTest::addRow("weights") << 2 << false << false;
}

void ModelExportTest::agreesWithTheModel()
{
    QFETCH(int, format);
    QFETCH(bool, isRawInput);
    QFETCH(bool, givesProbabilities);
    const QTemporaryDir folder;
    ModelExport settings = this->settings(folder, static_cast<ExportFormat>(format));
    settings.options.isRawInput = isRawInput;
    settings.options.givesProbabilities = givesProbabilities;
    const auto outcome = run(settings);
    VERIFY_RESULT(outcome);
    QVERIFY(outcome->difference < 1e-5);
    QCOMPARE(outcome->pictures, ExportCheck::kPictures);
    QCOMPARE(outcome->drawnPictures, ExportCheck::kPictures);
    QCOMPARE(outcome->bytes, std::int64_t(std::filesystem::file_size(settings.output)));
    QStringList names;
    for (const auto& file : outcome->files)
        names.append(toQString(file.filename()));
    names.sort();
    QCOMPARE(names, filesIn(folder)); // and nothing else is left
    QVERIFY(names.contains(QStringLiteral("shapes.labels.txt")));
}

void ModelExportTest::comparesOnPhotosWhereThereAreSome()
{
    const QTemporaryDir folder;
    ModelExport settings = this->settings(folder, ExportFormat::TorchScript);
    for (int i = 0; i < 5; ++i)
        settings.photos.push_back(m_dataset.image(QStringLiteral("discs/%1.png").arg(i)));
    settings.photos.push_back(m_dataset.image(QStringLiteral("nothing.png")));
    const auto outcome = run(settings);
    VERIFY_RESULT(outcome);
    QCOMPARE(outcome->pictures - outcome->drawnPictures, 5);
}

void ModelExportTest::writesLabels()
{
    const QTemporaryDir folder;
    const auto outcome = run(settings(folder, ExportFormat::Labels));
    VERIFY_RESULT(outcome);
    QCOMPARE(contentOf(outcome->output), QByteArray("discs\nsquares\nstripes\n"));
    QCOMPARE(filesIn(folder), QStringList("shapes.txt"));
    QVERIFY(outcome->engine.isEmpty());
}

void ModelExportTest::onnxIsValidAndTellsWhatItIs()
{
    if (!Python::hasModules(QStringLiteral("onnx")))
        QSKIP("python3-onnx is not installed");
    const QTemporaryDir folder;
    const auto outcome = run(settings(folder, ExportFormat::Onnx));
    VERIFY_RESULT(outcome);
    const QString told = Python::run(
        QStringLiteral(
            "import sys, json, onnx\n"
            "m = onnx.load(sys.argv[1])\n"
            "onnx.checker.check_model(m, full_check=True)\n"
            "p = {e.key: e.value for e in m.metadata_props}\n"
            "shape = [d.dim_param or d.dim_value for d in m.graph.input[0].type.tensor_type.shape.dim]\n"
            "print(*json.loads(p['classes']), json.loads(p['preprocessing'])['crop'], p['backbone'],\n"
            "      m.graph.input[0].name, *shape, m.graph.output[0].name, m.opset_import[0].version)"),
        {toQString(outcome->output)});
    QCOMPARE(told.trimmed(),
             QStringLiteral("discs squares stripes 96 sprout images batch 3 96 96 probabilities 10"));
}

void ModelExportTest::torchScriptTellsWhatItIs()
{
    if (!Python::hasModules(QStringLiteral("torch")))
        QSKIP("python3-torch is not installed");
    const QTemporaryDir folder;
    const auto outcome = run(settings(folder, ExportFormat::TorchScript));
    VERIFY_RESULT(outcome);
    const QString told =
        Python::run(QStringLiteral("import sys, torch\n"
                                   "files = {'classes': '', 'input': ''}\n"
                                   "m = torch.jit.load(sys.argv[1], _extra_files=files)\n"
                                   "print(files['classes'].decode(), files['input'].decode())\n"
                                   "print(*m(torch.zeros(7, 3, 96, 96)).shape)"),
                    {toQString(outcome->output)});
    QCOMPARE(told.trimmed(),
             QStringLiteral("[\"discs\",\"squares\",\"stripes\"] float32 [batch, 3, 96, 96], RGB, "
                            "0 to 255\n7 3"));
}

void ModelExportTest::torchvisionLoadsTheWeights_data()
{
    QTest::addColumn<QString>("backbone");
    QTest::addColumn<bool>("isLinear");
    QStringList backbones{"mobilenet_v2", "squeezenet1_1", "resnet18"};
    if (qEnvironmentVariableIsSet("CULTIVAR_ALL_NETWORKS"))
        backbones += {"mobilenet_v3_small", "regnet_y_400mf", "densenet121",
                      "efficientnet_b0",    "convnext_tiny",  "vgg11",
                      "vit_b_16",           "swin_t",         "inception_v3"};
    for (const QString& backbone : backbones) {
        for (const bool isLinear : {true, false})
            QTest::addRow("%s %s", qPrintable(backbone), isLinear ? "linear" : "classic")
                << backbone << isLinear;
    }
}

/// The program that comes with the weights builds torchvision's network, loads them and finds the same label.
void ModelExportTest::torchvisionLoadsTheWeights()
{
    QFETCH(QString, backbone);
    QFETCH(bool, isLinear);
    if (!Python::hasModules(QStringLiteral("torchvision, PIL")))
        QSKIP("python3-torchvision is not installed");
    const QTemporaryDir folder;
    torch::manual_seed(3);
    ModelDescription description;
    description.backbone = backbone;
    description.classes = {QStringLiteral("discs"), QStringLiteral("squares")};
    description.head.type = isLinear ? HeadSpec::Type::Linear : HeadSpec::Type::Classic;
    description.preprocessing = BackboneCatalog::find(backbone)->preprocessing;
    const auto classifier = Classifier::create(backbone, description.head, 2);
    VERIFY_RESULT(classifier);
    ModelExport settings = this->settings(folder, ExportFormat::SafeTensors);
    settings.model = toPath(folder.filePath(QStringLiteral("m.cultivar")));
    VERIFY_RESULT(saveModel(settings.model, *classifier, description));
    const auto outcome = run(settings);
    VERIFY_RESULT(outcome);

    const auto picture = m_dataset.image(QStringLiteral("discs/3.png"));
    const auto expected = Predictor::open(settings.model)->classify(picture);
    VERIFY_RESULT(expected);
    QProcess program;
    program.start(QStringLiteral("/usr/bin/python3"),
                  {toQString(settings.output) + QStringLiteral(".py"), toQString(picture)});
    QVERIFY(program.waitForFinished(120'000));
    QVERIFY2(program.exitCode() == 0, program.readAllStandardError());
    const QStringList fields = QString::fromUtf8(program.readAllStandardOutput()).trimmed().split(u'\t');
    QCOMPARE(fields.size(), 3);
    QCOMPARE(fields[1], description.classes[expected->ranked.front().label]);
    QVERIFY(qAbs(fields[2].toDouble() - expected->ranked.front().probability) < 1e-4);
}

void ModelExportTest::leavesNothingAfterACancel_data()
{
    QTest::addColumn<int>("stage");
    QTest::addRow("reading") << 0;
    QTest::addRow("writing") << 1;
    QTest::addRow("checking") << 2;
}

void ModelExportTest::leavesNothingAfterACancel()
{
    QFETCH(int, stage);
    const QTemporaryDir folder;
    CancelToken cancel;
    const auto outcome = settings(folder, ExportFormat::Onnx).run(cancel, [&](ExportStage reached, int, int) {
        if (static_cast<int>(reached) == stage)
            cancel.cancel();
    });
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, ErrorCode::Cancelled);
    QVERIFY(filesIn(folder).isEmpty());
}

void ModelExportTest::keepsTheOldFileWhereTheModelIsDamaged()
{
    const QTemporaryDir folder;
    ModelExport settings = this->settings(folder, ExportFormat::Onnx);
    settings.model = toPath(folder.filePath(QStringLiteral("damaged.cultivar")));
    std::filesystem::copy_file(m_model, settings.model);
    std::filesystem::resize_file(settings.model, std::filesystem::file_size(m_model) / 2);
    QFile old(toQString(settings.output));
    QVERIFY(old.open(QIODevice::WriteOnly) && old.write("old") == 3);
    old.close();
    const auto outcome = run(settings);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, ErrorCode::DamagedModel);
    QCOMPARE(contentOf(settings.output), QByteArray("old"));
    QCOMPARE(filesIn(folder), QStringList({"damaged.cultivar", "shapes.onnx"}));
}

/// A file made from other weights does not pass.
void ModelExportTest::findsADifference()
{
    const QTemporaryDir folder;
    const auto outcome = run(settings(folder, ExportFormat::Onnx));
    VERIFY_RESULT(outcome);
    const LoadedModel other = randomModel(2);
    const auto otherFile = toPath(folder.filePath(QStringLiteral("other.cultivar")));
    VERIFY_RESULT(saveModel(otherFile, other.classifier, other.description));
    const auto predictor = Predictor::open(otherFile);
    VERIFY_RESULT(predictor);
    const auto parity =
        ExportCheck(*predictor, outcome->options).run(outcome->output, {}, {}, [](int, int) {});
    QVERIFY(!parity);
    QCOMPARE(parity.error().code, ErrorCode::ExportDiffers);
    QVERIFY2(parity.error().detail.contains(QStringLiteral("OpenCV")), qPrintable(parity.error().detail));

    QFile damaged(toQString(outcome->output));
    QVERIFY(damaged.open(QIODevice::WriteOnly) && damaged.write("no network") > 0);
    damaged.close();
    const auto unread =
        ExportCheck(*predictor, outcome->options).run(outcome->output, {}, {}, [](int, int) {});
    QVERIFY(!unread);
    QCOMPARE(unread.error().code, ErrorCode::ExportDiffers);
}

void ModelExportTest::saysWhereItCannotWrite()
{
    const QTemporaryDir folder;
    ModelExport settings = this->settings(folder, ExportFormat::Onnx);
    settings.output = toPath(folder.filePath(QStringLiteral("absent/shapes.onnx")));
    const auto outcome = run(settings);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, ErrorCode::NotAFolder);
}

QTEST_GUILESS_MAIN(ModelExportTest)
#include "tst_modelexport.moc"
