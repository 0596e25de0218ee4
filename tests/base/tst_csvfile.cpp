// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/CsvFile.h"

#include "core/base/Paths.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace cultivar;

/// CsvFile against RFC 4180.
class CsvFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void quotesWhatNeedsIt()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath("out.csv");
        auto csv = CsvFile::create(toPath(path), {"a", "b"});
        QVERIFY(csv);
        QVERIFY(csv->write({"plain", "with, comma"}));
        QVERIFY(csv->write({"say \"hi\"", "two\nlines"}));
        QVERIFY(csv->write({"", QString::fromUtf8("Bäume")}));
        QVERIFY(csv->commit());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(),
                 QByteArray("a,b\r\nplain,\"with, comma\"\r\n\"say \"\"hi\"\"\",\"two\nlines\"\r\n"
                            ",B\xc3\xa4ume\r\n"));
    }

    void leavesNothingWithoutCommit()
    {
        const QTemporaryDir folder;
        {
            auto csv = CsvFile::create(toPath(folder.filePath("out.csv")), {"a"});
            QVERIFY(csv);
        }
        QVERIFY(QDir(folder.path()).isEmpty());
    }

    void saysWhatCannotBeWritten()
    {
        const auto csv = CsvFile::create("/nonexistent-folder/out.csv", {"a"});
        QVERIFY(!csv);
        QCOMPARE(csv.error().path, std::filesystem::path("/nonexistent-folder"));
    }
};

QTEST_APPLESS_MAIN(CsvFileTest)
#include "tst_csvfile.moc"
