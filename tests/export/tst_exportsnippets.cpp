// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/ExportSnippets.h"
#include "core/export/ModelExport.h"
#include "core/predict/Predictor.h"
#include "data/Python.h"
#include "support/Models.h"
#include "support/TinyDataset.h"
#include "support/Verify.h"

#include <QTest>

using namespace cultivar;

/// The programs beside an export run as they are and print the label that Cultivar finds.
class ExportSnippetsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void namesFilesAndLanguages();
    void runAsTheyAre_data();
    void runAsTheyAre();

private:
    void prepare(const QTemporaryDir& folder, ExportFormat format, bool isWhole,
                 Preprocessing::Policy policy);
    static QString output(QProcess& program);
    QString built(const QTemporaryDir& folder, const QString& source) const;

    TinyDataset m_dataset{12, 150};
    std::unique_ptr<Predictor> m_predictor;
    std::filesystem::path m_output;
};

void ExportSnippetsTest::initTestCase()
{
    if (!Python::hasModules(QStringLiteral("cv2, torch, PIL")))
        QSKIP("python3-opencv, python3-torch and python3-pil are not installed");
}

void ExportSnippetsTest::namesFilesAndLanguages()
{
    const ModelDescription model = randomModel().description;
    const auto snippets = exportSnippets(model, {ExportFormat::Onnx}, "/there/it's \"odd\".onnx");
    QCOMPARE(snippets.size(), std::size_t(2));
    QCOMPARE(snippets[0].language, QStringLiteral("Python"));
    QCOMPARE(snippets[1].file, std::filesystem::path("/there/it's \"odd\".onnx.cpp"));
    for (const ExportSnippet& snippet : snippets) {
        QVERIFY(snippet.text.contains(QStringLiteral("\"it's \\\"odd\\\".onnx\"")));
        QVERIFY(!snippet.text.contains(QStringLiteral("SPDX")));
        static const QRegularExpression kLeftOver(QStringLiteral("@[A-Za-z]+[@|]"));
        QVERIFY2(!snippet.text.contains(kLeftOver), qPrintable(snippet.text));
    }
    QVERIFY(exportSnippets(model, {ExportFormat::Labels}, "/there/labels.txt").empty());
    QVERIFY(exportSnippets(model, {ExportFormat::SafeTensors}, "/there/w.safetensors").empty());
}

void ExportSnippetsTest::runAsTheyAre_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<bool>("isWhole"); // normalisation and softmax inside
    QTest::addColumn<int>("policy");
    const char* formats[] = {"onnx", "torchscript"};
    const char* policies[] = {"crop", "letterbox", "stretch"};
    for (int format = 0; format < 2; ++format) {
        QTest::addRow("%s, logits", formats[format]) << format << false << 0;
        for (int policy = 0; policy < 3; ++policy)
            QTest::addRow("%s, %s", formats[format], policies[policy]) << format << true << policy;
    }
}

void ExportSnippetsTest::prepare(const QTemporaryDir& folder, ExportFormat format, bool isWhole,
                                 Preprocessing::Policy policy)
{
    torch::NoGradGuard guard;
    LoadedModel model = randomModel();
    model.description.preprocessing.policy = policy;
    for (auto& [name, tensor] : model.classifier.tensors()) {
        if (name == "head.3.weight")
            torch::Tensor(tensor).mul_(20.0); // answers far apart
    }
    ModelExport settings;
    settings.model = toPath(folder.filePath(QStringLiteral("shapes.cultivar")));
    settings.output = toPath(folder.filePath(QStringLiteral("shapes"))) +=
        ExportOptions::suffix(format).toStdString();
    settings.options = {format, isWhole, isWhole};
    VERIFY_RESULT(saveModel(settings.model, model.classifier, model.description));
    VERIFY_RESULT(settings.run({}, [](ExportStage, int, int) {}));
    auto predictor = Predictor::open(settings.model);
    VERIFY_RESULT(predictor);
    m_predictor = std::make_unique<Predictor>(std::move(*predictor));
    m_output = settings.output;
}

QString ExportSnippetsTest::output(QProcess& program)
{
    if (!program.waitForFinished(300'000) || program.exitCode() != 0)
        qWarning("%s", program.readAllStandardError().constData());
    return QString::fromUtf8(program.readAllStandardOutput()).trimmed();
}

/// The program that the command in the source's own head builds.
QString ExportSnippetsTest::built(const QTemporaryDir& folder, const QString& source) const
{
    QFile file(source);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QRegularExpression command(QStringLiteral("^//     (g\\+\\+ .*)$"),
                                     QRegularExpression::MultilineOption);
    QProcess compiler;
    compiler.setWorkingDirectory(folder.path());
    compiler.start(QStringLiteral("bash"),
                   {QStringLiteral("-c"), command.match(QString::fromUtf8(file.readAll())).captured(1)});
    output(compiler);
    return folder.filePath(QStringLiteral("classify"));
}

void ExportSnippetsTest::runAsTheyAre()
{
    QFETCH(int, format);
    QFETCH(bool, isWhole);
    QFETCH(int, policy);
    const QTemporaryDir folder;
    prepare(folder, static_cast<ExportFormat>(format), isWhole, static_cast<Preprocessing::Policy>(policy));
    if (QTest::currentTestFailed())
        return;
    const QString picture = toQString(m_dataset.image(QStringLiteral("squares/5.png")));
    const auto expected = m_predictor->classify(toPath(picture));
    VERIFY_RESULT(expected);
    const LabelProbability& best = expected->ranked.front();

    const auto check = [&](QProcess& program, double tolerance) {
        const QStringList fields = output(program).split(u'\t');
        QCOMPARE(fields.size(), 3);
        QCOMPARE(fields[0], picture);
        QCOMPARE(fields[1], m_predictor->description().classes[best.label]);
        QVERIFY2(qAbs(fields[2].toDouble() - best.probability) < tolerance, qPrintable(fields[2]));
    };
    QProcess python;
    python.start(QStringLiteral("/usr/bin/python3"), {toQString(m_output) + QStringLiteral(".py"), picture});
    check(python, 1e-4);
    if (policy != 0)
        return; // compiling takes long
    QProcess cpp;
    cpp.setWorkingDirectory(folder.path());
    cpp.start(built(folder, toQString(m_output) + QStringLiteral(".cpp")), {picture});
    check(cpp, 0.2); // OpenCV resizes in its own way
}

QTEST_GUILESS_MAIN(ExportSnippetsTest)
#include "tst_exportsnippets.moc"
