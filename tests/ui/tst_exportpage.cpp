// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowTest.h"
#include "support/Models.h"
#include "support/TinyDataset.h"
#include "support/Verify.h"

#include <QCheckBox>
#include <QClipboard>
#include <QDesktopServices>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSignalSpy>

using namespace cultivar;

namespace {

constexpr int kLongMs = 120000;

/// Notes which folder the desktop was asked to show.
class FolderCatcher : public QObject
{
    Q_OBJECT

public:
    FolderCatcher() { QDesktopServices::setUrlHandler(QStringLiteral("file"), this, "show"); }
    ~FolderCatcher() override { QDesktopServices::unsetUrlHandler(QStringLiteral("file")); }
    QUrl shown;

public Q_SLOTS:
    void show(const QUrl& url) { shown = url; }
};

} // namespace

/// The export page, by object name: choose, export, read the result, copy the program.
class ExportPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void exportsAndShowsTheResult();
    void showsTheProgramForEachChoice();
    void cancels();
    void saysWhyItFailed();

private:
    void openModel(WindowTest& test) const
    {
        test.window.show();
        QVERIFY(test.find<QWidget>("exportDropArea"));
        test.session.openModel(m_model);
        QTRY_VERIFY_WITH_TIMEOUT(test.session.model().has_value(), kLongMs);
        QTRY_COMPARE_WITH_TIMEOUT(test.session.activity(), Session::Activity::Idle, kLongMs);
        QVERIFY(test.click("exportStep"));
    }
    static bool isShown(const WindowTest& test, const char* name)
    {
        return test.find<QWidget>(name)->isVisible();
    }
    static QString program(const WindowTest& test)
    {
        return test.find<QPlainTextEdit>("snippetText")->toPlainText();
    }

    QTemporaryDir m_folder;
    std::filesystem::path m_model;
};

void ExportPageTest::initTestCase()
{
    const auto model = saveRandomModel(m_folder);
    VERIFY_RESULT(model);
    m_model = *model;
}

void ExportPageTest::exportsAndShowsTheResult()
{
    const QTemporaryDir folder;
    FolderCatcher catcher;
    WindowTest test;
    openModel(test);
    QVERIFY(!isShown(test, "exportResult") && !isShown(test, "showExportButton"));
    test.dialogs.savedFile = toPath(folder.filePath(QStringLiteral("shapes"))); // without a suffix
    QSignalSpy finished(&test.session.exporting(), &Exporting::finished);
    QVERIFY(test.click("exportButton"));
    QVERIFY(isShown(test, "cancelExportButton") && !test.click("exportButton"));
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, kLongMs);
    QVERIFY(QFile::exists(folder.filePath(QStringLiteral("shapes.onnx"))));
    const QString result = test.find<QWidget>("exportResult")->findChild<QLabel*>()->text();
    QVERIFY2(result.contains(QStringLiteral("shapes.onnx")) && result.contains(QStringLiteral("OpenCV")) &&
                 result.contains(QStringLiteral("8 pictures")),
             qPrintable(result));
    QVERIFY(isShown(test, "exportResult") && !isShown(test, "cancelExportButton"));
    QVERIFY(program(test).contains(QStringLiteral("shapes.onnx")));
    QVERIFY(test.click("showExportButton"));
    QCOMPARE(catcher.shown, QUrl::fromLocalFile(folder.path()));
}

void ExportPageTest::showsTheProgramForEachChoice()
{
    WindowTest test;
    openModel(test);
    QVERIFY(program(test).contains(QStringLiteral("onnxruntime")));
    QVERIFY(test.click("cppSnippet"));
    QVERIFY(program(test).contains(QStringLiteral("readNetFromONNX")));
    QVERIFY(test.click("exportTorchScript"));
    QVERIFY(program(test).contains(QStringLiteral("torch::jit::load"))); // the language stays
    QVERIFY(!program(test).contains(QStringLiteral("softmax")));
    test.find<QCheckBox>("probabilitiesBox")->click();
    QVERIFY(program(test).contains(QStringLiteral("softmax")));
    QVERIFY(test.click("copySnippetButton"));
    QCOMPARE(QApplication::clipboard()->text(), program(test));
    QVERIFY(test.click("exportLabels"));
    QVERIFY(program(test).isEmpty() && !isShown(test, "probabilitiesBox") &&
            !isShown(test, "copySnippetButton"));
    QVERIFY(test.click("exportSafeTensors")); // torchvision has no Sprout
    QVERIFY(program(test).isEmpty());
}

void ExportPageTest::cancels()
{
    const QTemporaryDir folder;
    WindowTest test;
    openModel(test);
    test.dialogs.savedFile = toPath(folder.filePath(QStringLiteral("shapes.onnx")));
    QSignalSpy finished(&test.session.exporting(), &Exporting::finished);
    connect(&test.session.exporting(), &Exporting::progressed, &test.session,
            [&test] { test.click("cancelExportButton"); });
    QVERIFY(test.click("exportButton"));
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, kLongMs);
    QVERIFY(QDir(folder.path()).isEmpty());
    QVERIFY(!isShown(test, "exportResult"));
    QVERIFY(test.find<QLabel>("messageText")->text().isEmpty());
}

void ExportPageTest::saysWhyItFailed()
{
    WindowTest test;
    openModel(test);
    test.dialogs.savedFile = "/nowhere/at/all/shapes.onnx";
    QSignalSpy finished(&test.session.exporting(), &Exporting::finished);
    QVERIFY(test.click("exportButton"));
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, kLongMs);
    QVERIFY(test.find<QLabel>("messageText")->text().contains(QStringLiteral("/nowhere/at/all")));
    QVERIFY(!isShown(test, "exportResult") && test.find<QAbstractButton>("exportButton")->isEnabled());
}

CULTIVAR_WINDOW_TEST_MAIN(ExportPageTest)
#include "tst_exportpage.moc"
