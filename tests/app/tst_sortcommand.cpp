// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/Models.h"
#include "support/TinyDataset.h"
#include "support/Verify.h"
#include "tests/app/CultivarProcess.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QJsonArray>
#include <QTest>

using namespace cultivar;

namespace {

/// The files below a folder, relative to it.
QStringList filesBelow(const QString& folder)
{
    QStringList files;
    for (QDirIterator it(folder, QDir::Files, QDirIterator::Subdirectories); it.hasNext();)
        files << QDir(folder).relativeFilePath(it.next());
    files.sort();
    return files;
}

} // namespace

/// `cultivar classify … --sort-into`, `undo-sort` and `finish-sort`.
class SortCommandTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void onlySaysWhatWouldHappen();
    void copiesAndTakesBack();
    void movesAndTakesBack();
    void keepsTheUnsureApart();
    void endsWithOneWhereAFileFails();
    void refusesWrongUsage_data();
    void refusesWrongUsage();
    void saysThatThereIsNothingToUndo();

private:
    CultivarProcess sort(const QStringList& options) const
    {
        return CultivarProcess::run(
            QStringList{"classify", m_model, m_photos.path(), "--sort-into", m_target} + options);
    }

    QString m_model;
    QTemporaryDir m_folder, m_photos;
    QString m_target;
    QStringList m_names; // of the photos
};

void SortCommandTest::initTestCase()
{
    const auto model = saveRandomModel(m_folder);
    VERIFY_RESULT(model);
    m_model = toQString(*model);
    m_target = m_folder.filePath("sorted");
    const TinyDataset dataset(2);
    for (const char* name : {"discs", "squares", "stripes"})
        QVERIFY(QFile::copy(toQString(dataset.image(QStringLiteral("%1/1.png").arg(name))),
                            m_photos.filePath(QStringLiteral("%1.png").arg(name))));
    m_names = filesBelow(m_photos.path());
}

void SortCommandTest::onlySaysWhatWouldHappen()
{
    const auto people = sort({"--dry-run"});
    QCOMPARE(people.exitCode, 0);
    for (const QString& name : m_names)
        QVERIFY2(
            people.out.contains(QStringLiteral("%1 -> %2/").arg(m_photos.filePath(name), m_target).toUtf8()),
            people.out.constData());
    QVERIFY(people.out.contains("3 would be copied"));
    const QJsonObject json = sort({"--dry-run", "--move", "--json"}).json()["sort"].toObject();
    QCOMPARE(json["files"].toArray().size(), 3);
    QCOMPARE(json["bytes"].toInt(-1), 0);
    QVERIFY(!json.contains("outcome"));
    QVERIFY(!QFile::exists(m_target));
    QCOMPARE(filesBelow(m_photos.path()), m_names);
}

void SortCommandTest::copiesAndTakesBack()
{
    const auto sorted = sort({"--json"});
    QCOMPARE(sorted.exitCode, 0);
    const QJsonObject json = sorted.json();
    QCOMPARE(json["results"].toArray().size(), 3);
    QCOMPARE(json["sort"]["outcome"]["done"].toInt(), 3);
    for (const QJsonValue& result : json["results"].toArray()) {
        const QString label = result["predictions"][0]["label"].toString();
        const QString name = QFileInfo(result["path"].toString()).fileName();
        QVERIFY(QFile::exists(QStringLiteral("%1/%2/%3").arg(m_target, label, name)));
    }
    QCOMPARE(filesBelow(m_photos.path()), m_names);
    const auto again = sort({});
    QCOMPARE(again.exitCode, 0);
    QVERIFY2(again.out.startsWith("0 of 3 files copied into "), again.out.constData());
    const auto undone = CultivarProcess::run({"undo-sort", m_target});
    QCOMPARE(undone.exitCode, 0);
    QCOMPARE(undone.out, QByteArray("3 of 3 files taken back\n"));
    QVERIFY(!QFile::exists(m_target));
}

void SortCommandTest::movesAndTakesBack()
{
    const auto moved = sort({"--move"});
    QCOMPARE(moved.exitCode, 0);
    QVERIFY2(moved.out.startsWith("3 of 3 files moved into "), moved.out.constData());
    QVERIFY(filesBelow(m_photos.path()).isEmpty());
    QCOMPARE(filesBelow(m_target).size(), 3);
    QCOMPARE(CultivarProcess::run({"finish-sort", m_target}).exitCode, 1); // it was not cut off
    const auto undone = CultivarProcess::run({"undo-sort", m_target, "--json"});
    QCOMPARE(undone.json()["done"].toInt(), 3);
    QCOMPARE(filesBelow(m_photos.path()), m_names);
}

void SortCommandTest::keepsTheUnsureApart()
{
    // A random model is sure of nothing.
    QCOMPARE(sort({"--min-confidence", "0.99"}).exitCode, 0);
    QCOMPARE(filesBelow(m_target),
             (QStringList{"unsure/discs.png", "unsure/squares.png", "unsure/stripes.png"}));
    QCOMPARE(CultivarProcess::run({"undo-sort", m_target}).exitCode, 0);
    const auto stays = sort({"--min-confidence", "0.99", "--unsure", "stay", "--move", "--json"});
    QCOMPARE(stays.exitCode, 0);
    const QJsonObject json = stays.json();
    QCOMPARE(json["sort"]["files"][0]["fate"].toString(), QStringLiteral("unsure, stays"));
    QCOMPARE(filesBelow(m_photos.path()), m_names);
}

void SortCommandTest::endsWithOneWhereAFileFails()
{
    QVERIFY(QDir().mkpath(m_target));
    for (const char* label : {"discs", "squares", "stripes"}) {
        QFile inTheWay(QStringLiteral("%1/%2").arg(m_target, label));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    }
    const auto sorted = sort({});
    QCOMPARE(sorted.exitCode, 1);
    QCOMPARE(sorted.errorLines().filter("is not a folder").size(), 3);
    QVERIFY(sorted.out.startsWith("0 of 3 files copied"));
    QVERIFY(QDir(m_target).removeRecursively());
}

void SortCommandTest::refusesWrongUsage_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::newRow("move where") << QStringList{"--move"};
    QTest::newRow("dry run of what") << QStringList{"--dry-run"};
    QTest::newRow("confidence of what") << QStringList{"--min-confidence", "0.5"};
    QTest::newRow("percent") << QStringList{"--sort-into", "x", "--min-confidence", "50"};
    QTest::newRow("unsure") << QStringList{"--sort-into", "x", "--unsure", "maybe"};
}

void SortCommandTest::refusesWrongUsage()
{
    QFETCH(QStringList, options);
    const auto process = CultivarProcess::run(QStringList{"classify", m_model, m_photos.path()} + options);
    QCOMPARE(process.exitCode, 2);
    QCOMPARE(process.errorLines().size(), 1);
}

void SortCommandTest::saysThatThereIsNothingToUndo()
{
    const auto process = CultivarProcess::run({"undo-sort", m_target});
    QCOMPARE(process.exitCode, 1);
    QVERIFY2(process.err.contains("has no sort that is left to undo"), process.err.constData());
}

int main(int argc, char* argv[])
{
    const QTemporaryDir home;
    qputenv("XDG_DATA_HOME", home.path().toUtf8());
    const QCoreApplication application(argc, argv);
    SortCommandTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_sortcommand.moc"
