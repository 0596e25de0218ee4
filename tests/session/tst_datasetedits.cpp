// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/Session.h"
#include "support/TinyDataset.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTest>

using namespace cultivar;

namespace {

/// A session with a dataset that has been checked.
struct CheckedSession
{
    TinyDataset pictures;
    Session session;
    DatasetEdits& edits = session.datasetEdits();

    bool open()
    {
        session.openDataset(pictures.path());
        return settles();
    }
    bool settles()
    {
        return QTest::qWaitFor([this] {
            return session.activity() == Session::Activity::Idle && !edits.isChanging() &&
                   !edits.isChecking() && edits.health().has_value();
        });
    }
    int images() const { return int(session.dataset()->items.size()); }
    int imagesOf(const QString& name) const
    {
        const auto label = session.dataset()->classes.indexOf(name);
        return label < 0 ? 0 : session.dataset()->imagesPerClass()[std::size_t(label)];
    }
    std::filesystem::path image(const char* name) const { return pictures.image(QLatin1String(name)); }
};

int countOf(const DatasetHealth& health, FindingKind kind)
{
    return int(std::count_if(health.findings.begin(), health.findings.end(),
                             [kind](const Finding& finding) { return finding.kind == kind; }));
}

} // namespace

class DatasetEditsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void checksWhatIsOpened();
    void excludesAndIncludes();
    void movesAndTakesBack();
    void saysWhatCouldNotBeMoved();
    void waitsWhileTheMachineIsNeeded();
    void forgetsTheFolderBefore();
    void keepsUndoWhenNothingIsLeft();
    void showsPictures();
};

void DatasetEditsTest::checksWhatIsOpened()
{
    CheckedSession test;
    const auto copy = test.image("discs/copy.png");
    std::filesystem::copy_file(test.image("discs/0.png"), copy);
    QSignalSpy changes(&test.edits, &DatasetEdits::checkChanged);
    QVERIFY(test.open());
    QCOMPARE(changes.size(), 2); // started and ended
    QCOMPARE(countOf(*test.edits.health(), FindingKind::ExactDuplicate), 1);
    QVERIFY(test.edits.excluded().empty());
    QVERIFY(!test.edits.canUndo());
}

void DatasetEditsTest::excludesAndIncludes()
{
    CheckedSession test;
    std::filesystem::copy_file(test.image("discs/0.png"), test.image("discs/copy.png"));
    QVERIFY(test.open());
    test.edits.exclude({test.image("discs/copy.png")});
    QVERIFY(test.edits.isChanging());
    QVERIFY(test.settles());
    QCOMPARE(test.images(), 36);
    QCOMPARE(test.edits.excluded(), (DatasetEdits::Paths{test.image("discs/copy.png")}));
    QCOMPARE(countOf(*test.edits.health(), FindingKind::ExactDuplicate), 0); // checked anew
    QVERIFY(std::filesystem::exists(test.image("discs/copy.png")));
    test.edits.include(test.edits.excluded());
    QVERIFY(test.settles());
    QCOMPARE(test.images(), 37);
    QCOMPARE(countOf(*test.edits.health(), FindingKind::ExactDuplicate), 1);
    test.edits.undo();
    QVERIFY(test.settles());
    QCOMPARE(test.images(), 36);
}

void DatasetEditsTest::movesAndTakesBack()
{
    CheckedSession test;
    QVERIFY(test.open());
    QCOMPARE(test.session.dataset()->classes, (QStringList{"discs", "squares", "stripes"}));
    test.edits.move({test.image("discs/3.png"), test.image("discs/4.png")}, 2);
    QVERIFY(test.settles());
    QCOMPARE(test.imagesOf("discs"), 10);
    QCOMPARE(test.imagesOf("stripes"), 14);
    QVERIFY(std::filesystem::exists(test.image("stripes/3 (2).png")));
    QVERIFY(test.edits.canUndo());
    test.edits.undo();
    QVERIFY(test.settles());
    QCOMPARE(test.imagesOf("discs"), 12);
    QVERIFY(!test.edits.canUndo());
}

void DatasetEditsTest::saysWhatCouldNotBeMoved()
{
    CheckedSession test;
    QVERIFY(test.open());
    std::filesystem::remove(test.image("discs/3.png"));
    QSignalSpy changed(&test.edits, &DatasetEdits::changed);
    test.edits.move({test.image("discs/3.png"), test.image("discs/4.png")}, 1);
    QVERIFY(test.settles());
    QCOMPARE(changed.size(), 1);
    const auto failed = changed[0][0].value<std::vector<SkippedFile>>();
    QCOMPARE(failed.size(), std::size_t(1));
    QCOMPARE(failed[0].path, test.image("discs/3.png"));
    QCOMPARE(test.imagesOf("squares"), 13);
}

void DatasetEditsTest::waitsWhileTheMachineIsNeeded()
{
    const TinyDataset pictures;
    const std::optional<Dataset> dataset = *FolderScanner::scan(pictures.path());
    DatasetEdits edits(dataset);
    QSignalSpy pictureReady(&edits, &DatasetEdits::pictureReady);
    edits.setPaused(true);
    edits.onDatasetChanged();
    edits.showPictures({pictures.image("discs/0.png")});
    QTRY_COMPARE(pictureReady.size(), 1); // that goes on
    QVERIFY(edits.isChecking());
    edits.setPaused(false);
    QTRY_VERIFY(edits.health().has_value());
}

void DatasetEditsTest::forgetsTheFolderBefore()
{
    CheckedSession test;
    QVERIFY(test.open());
    test.edits.exclude({test.image("discs/3.png")});
    QVERIFY(test.settles());
    const TinyDataset other(3);
    test.session.openDataset(other.path());
    QTRY_COMPARE(test.session.dataset()->root, other.path());
    QVERIFY(test.settles());
    QCOMPARE(countOf(*test.edits.health(), FindingKind::FewImages), 3);
    QVERIFY(test.edits.excluded().empty());
    QVERIFY(!test.edits.canUndo());
    QVERIFY(test.open());
    QCOMPARE(test.edits.excluded().size(), std::size_t(1));
}

void DatasetEditsTest::keepsUndoWhenNothingIsLeft()
{
    CheckedSession test;
    QVERIFY(test.open());
    DatasetEdits::Paths all;
    for (const DatasetItem& item : test.session.dataset()->items)
        all.push_back(item.path);
    QSignalSpy failed(&test.session, &Session::failed);
    test.edits.exclude(all);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed[0][0].value<Error>().code, ErrorCode::NoImages);
    QVERIFY(test.edits.canUndo());
    test.edits.undo();
    QVERIFY(test.settles());
    QCOMPARE(test.images(), 36);
    QVERIFY(test.edits.excluded().empty());
}

void DatasetEditsTest::showsPictures()
{
    CheckedSession test;
    QSignalSpy ready(&test.edits, &DatasetEdits::pictureReady);
    test.edits.showPictures({test.image("discs/3.png"), test.image("missing.png")});
    QTRY_COMPARE(ready.size(), 2);
    QCOMPARE(ready[0][1].value<Image>().width, 64);
    QVERIFY(ready[1][1].value<Image>().isNull());
}

int main(int argc, char* argv[])
{
    const QTemporaryDir home;
    qputenv("XDG_DATA_HOME", home.path().toUtf8());
    const QCoreApplication application(argc, argv);
    DatasetEditsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_datasetedits.moc"
