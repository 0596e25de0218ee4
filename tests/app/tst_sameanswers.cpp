// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "CultivarProcess.h"
#include "core/base/Memory.h"
#include "core/session/Session.h"
#include "data/Pictures.h"
#include "support/Models.h"
#include "support/TinyDataset.h"
#include "support/Verify.h"
#include "ui/classify/ResultCsv.h"

#include <QApplication>
#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

using namespace cultivar;

namespace {

constexpr int kLongMs = 120000;

} // namespace

/// A picture gets the same probabilities wherever it is asked about.
class SameAnswersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everywhere();

private:
    QString file(const char* name) const { return m_folder.filePath(QLatin1String(name)); }

    TinyDataset m_dataset{8, 90};
    QTemporaryDir m_folder;
    std::filesystem::path m_model;
};

void SameAnswersTest::initTestCase()
{
    const auto saved = saveRandomModel(m_folder);
    VERIFY_RESULT(saved);
    m_model = *saved;
}

void SameAnswersTest::everywhere()
{
    const QString model = toQString(m_model), folder = toQString(m_dataset.path());
    QVERIFY(writeFile(folder + QStringLiteral("/discs/9 broken.png"), "no picture"));
    // The command line: the table and the document, on one thread and on several.
    QList<QByteArray> tables;
    QJsonArray results;
    for (const char* threads : {"1", "2", "3"}) {
        const QString csv = file(threads);
        const auto process =
            CultivarProcess::run({"classify", model, folder, "--threads", threads, "--csv", csv, "--json"});
        QVERIFY2(process.exitCode == 0, process.err.constData());
        tables << readFile(csv);
        results = process.json()["results"].toArray();
        QVERIFY(!tables.last().isEmpty());
        QCOMPARE(tables.last(), tables.first());
    }
    QCOMPARE(results.size(), 25);

    // The window: its rows and its table.
    Session session;
    session.openModel(m_model);
    QTRY_VERIFY_WITH_TIMEOUT(session.model().has_value(), kLongMs);
    ResultModel rows;
    rows.reset(session.model()->classes);
    connect(&session.classifying(), &Classifying::classified, &rows, &ResultModel::add);
    session.classifying().classify({m_dataset.path()});
    QTRY_VERIFY_WITH_TIMEOUT(!session.classifying().isRunning(), kLongMs);
    QCOMPARE(rows.rowCount(), 25);
    std::vector<ResultModel::Row> copies;
    for (int i = 0; i < rows.rowCount(); ++i)
        copies.push_back(rows.row(i));
    VERIFY_RESULT(writeResults(toPath(file("window.csv")), copies));
    QCOMPARE(readFile(file("window.csv")), tables.first());

    // Each picture alone, as a file and as pixels, to the last bit.
    const auto predictor = Predictor::open(m_model);
    VERIFY_RESULT(predictor);
    for (int i = 0; i < rows.rowCount(); ++i) {
        const ResultModel::Row& row = rows.row(i);
        const QJsonObject result = results[i].toObject();
        QCOMPARE(result["path"].toString(), displayPath(row.path));
        if (row.problem) {
            QCOMPARE(result["error"].toString(), row.problemText());
            continue;
        }
        const auto alone = predictor->classify(row.path);
        VERIFY_RESULT(alone);
        const QJsonArray predictions = result["predictions"].toArray();
        QCOMPARE(predictions.size(), static_cast<qsizetype>(row.top.size()));
        for (std::size_t k = 0; k < row.top.size(); ++k) {
            QCOMPARE(alone->ranked[k].label, row.top[k].index);
            QVERIFY(alone->ranked[k].probability == row.top[k].probability);
            QVERIFY(predictions[static_cast<qsizetype>(k)].toObject()["probability"].toDouble() ==
                    row.top[k].probability);
        }
    }
}

int main(int argc, char* argv[])
{
    keepFreedMemory();
    const QTemporaryDir home;
    qputenv("XDG_DATA_HOME", home.path().toUtf8());
    const QApplication application(argc, argv);
    SameAnswersTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_sameanswers.moc"
