// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowTest.h"
#include "core/base/Memory.h"
#include "core/data/FolderScanner.h"
#include "core/data/SampleDataset.h"
#include "ui/Theme.h"
#include "ui/charts/TrainingChart.h"

#include <QAbstractItemModel>
#include <QComboBox>
#include <QDir>
#include <QListView>
#include <QListWidget>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>

using namespace cultivar;

namespace {

constexpr int kLongMs = 400000;

QString screenshotFolder()
{
    const QString wanted = qEnvironmentVariable("CULTIVAR_SCREENSHOTS");
    return wanted.isEmpty() ? QStringLiteral(CULTIVAR_SCREENSHOT_FOLDER) : wanted;
}

/// CULTIVAR_SCREENSHOT_SIZE=3840x2160 shows another screen's window.
QSize windowSize()
{
    const QStringList sides = qEnvironmentVariable("CULTIVAR_SCREENSHOT_SIZE", "1280x800").split(u'x');
    return {sides.value(0).toInt(), sides.value(1).toInt()};
}

} // namespace

/// Pictures of every page, light and dark, for the README and for people to look at.
class ScreenshotTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(QDir().mkpath(screenshotFolder())); }
    void emptyPages();
    void imageCheck();
    void sampleJourney();

private:
    static void usePretrainedWhereThereIsOne(WindowTest& test);
    static void evaluate(WindowTest& test);
    static void saveReports(WindowTest& test);
    static void shoot(WindowTest& test, const QString& name);
    static void shoot(QWidget& window, const QString& name);
};

void ScreenshotTest::shoot(WindowTest& test, const QString& name)
{
    QCOMPARE(test.window.size(), windowSize());
    shoot(test.window, name);
}

void ScreenshotTest::shoot(QWidget& window, const QString& name)
{
    for (const auto& [appearance, suffix] :
         {std::pair{Appearance::Dark, "dark"}, std::pair{Appearance::Light, "light"}}) {
        applyTheme(appearance);
        QTest::qWait(300); // the chart replots by a timer
        const QImage image = window.grab().toImage();
        QImage plain(image.size(), image.format());
        plain.fill(image.pixelColor(5, 5));
        QVERIFY(image != plain);
        QVERIFY(image.save(
            QDir(screenshotFolder()).filePath(QStringLiteral("%1-%2.png").arg(name, QLatin1String(suffix)))));
    }
}

/// Real weights give the nicer pictures; without them our own network has to do, for a few epochs.
void ScreenshotTest::usePretrainedWhereThereIsOne(WindowTest& test)
{
    const QString weights = qEnvironmentVariable("CULTIVAR_TEST_DATA") +
                            QStringLiteral("/weights/mobilenet_v2_backbone.safetensors");
    if (!QFile::exists(weights)) {
        QVERIFY(test.click("backboneCard.sprout"));
        test.find<QSpinBox>("epochsSpin")->setValue(6);
        return;
    }
    QVERIFY(test.click("backboneCard.mobilenet_v2"));
    test.dialogs.file = toPath(weights);
    QVERIFY(test.click("chooseWeightsButton"));
    QVERIFY(test.click("strategyFineTune"));
}

/// All images, so that there is more to see than the few mistakes on those held back.
void ScreenshotTest::evaluate(WindowTest& test)
{
    test.window.showPage(MainWindow::Page::Evaluate);
    auto* source = test.find<QComboBox>("evaluateSource");
    source->setCurrentIndex(source->findText(QStringLiteral("All images")));
    QVERIFY(test.click("evaluateButton"));
    QTRY_VERIFY_WITH_TIMEOUT(test.session.evaluating().latest(), kLongMs);
    QTRY_COMPARE_WITH_TIMEOUT(test.session.activity(), Session::Activity::Idle, kLongMs);
    shoot(test, QStringLiteral("evaluate"));
    QVERIFY(test.click("classesTab"));
    shoot(test, QStringLiteral("evaluate-classes"));
    QVERIFY(test.click("confidenceTab"));
    shoot(test, QStringLiteral("evaluate-confidence"));
    QVERIFY(test.click("confusionTab"));
    test.window.resize(3840, 2160);
    shoot(test.window, QStringLiteral("evaluate-4k"));
    test.window.resize(windowSize());
}

/// For people to look at: nothing here reads HTML or PDF.
void ScreenshotTest::saveReports(WindowTest& test)
{
    test.window.showPage(MainWindow::Page::Evaluate);
    QSignalSpy saved(&test.session.evaluating(), &Evaluating::reportSaved);
    test.dialogs.savedFile = toPath(QDir(screenshotFolder()).filePath(QStringLiteral("report.html")));
    QVERIFY(test.click("saveReportButton"));
    test.dialogs.savedFile = toPath(QDir(screenshotFolder()).filePath(QStringLiteral("report.pdf")));
    QVERIFY(test.click("saveReportButton"));
    QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 2, kLongMs);
}

void ScreenshotTest::emptyPages()
{
    WindowTest test;
    test.window.show();
    test.window.resize(windowSize());
    shoot(test, QStringLiteral("data-empty"));
    test.window.showPage(MainWindow::Page::Evaluate);
    shoot(test, QStringLiteral("evaluate-empty"));
    test.window.showPage(MainWindow::Page::Classify);
    shoot(test, QStringLiteral("classify-empty"));
}

/// The sample with what folders of photos come with: copies, a wrong label, a cut file.
void ScreenshotTest::imageCheck()
{
    const QTemporaryDir folder;
    const auto root = toPath(folder.filePath(QStringLiteral("Leaves")));
    QVERIFY(SampleDataset::write(root, 1).has_value());
    WindowTest test;
    test.window.show();
    test.window.resize(1280, 800);
    const auto dataset = FolderScanner::scan(root);
    QVERIFY(dataset.has_value());
    const std::vector<DatasetItem>& items = dataset->items;
    const auto copyTo = [&](const DatasetItem& item, const DatasetItem& neighbour, const char* name) {
        std::filesystem::copy_file(item.path, neighbour.path.parent_path() / name);
    };
    copyTo(items[3], items.back(), "IMG_2041.png");
    copyTo(items[20], items[100], "IMG_2042.png");
    copyTo(items[7], items[7], "copy of a leaf.png");
    copyTo(items[8], items[8], "leaf (1).png");
    copyTo(items[8], items[8], "leaf (2).png");
    std::filesystem::resize_file(items[30].path, std::filesystem::file_size(items[30].path) / 2);
    test.session.openDataset(root);
    QTRY_VERIFY_WITH_TIMEOUT(test.session.datasetEdits().health().has_value(), kLongMs);
    shoot(test, QStringLiteral("data-checked"));
    QVERIFY(test.click("reviewButton"));
    test.find<QListWidget>("topicList")->setCurrentRow(1);
    test.find<QListView>("findingList")
        ->setCurrentIndex(test.find<QListView>("findingList")->model()->index(1, 0));
    QTest::qWait(300); // the pictures
    shoot(test, QStringLiteral("data-health"));
}

void ScreenshotTest::sampleJourney()
{
    WindowTest test;
    test.window.show();
    test.window.resize(windowSize());
    QSignalSpy pictured(&test.session.previews(), &Previews::thumbnailsFinished);
    QVERIFY(test.click("trySampleButton"));
    QTRY_COMPARE_WITH_TIMEOUT(pictured.size(), 1, kLongMs);
    shoot(test, QStringLiteral("data"));

    test.window.showPage(MainWindow::Page::Train);
    usePretrainedWhereThereIsOne(test);
    shoot(test, QStringLiteral("train-before"));
    QVERIFY(test.click("compareBackbonesButton"));
    shoot(*test.find<QWidget>("backboneComparison"), QStringLiteral("backbones"));
    QVERIFY(test.click("closeComparisonButton"));
    QVERIFY(test.click("backboneCard.resnet18"));
    shoot(test, QStringLiteral("train-download"));
    usePretrainedWhereThereIsOne(test);
    test.click("advancedFold");
    auto* setup = test.find<QScrollArea>("trainSetupScroll");
    QTest::qWait(50);
    setup->verticalScrollBar()->setValue(520);
    shoot(test, QStringLiteral("train-layers"));
    setup->verticalScrollBar()->setValue(setup->verticalScrollBar()->maximum());
    shoot(test, QStringLiteral("train-advanced"));
    setup->verticalScrollBar()->setValue(0);
    QSignalSpy finished(&test.session, &Session::trainingFinished);
    QVERIFY(test.click("trainButton"));
    const auto* chart = test.find<TrainingChart>("trainingChart");
    QTRY_VERIFY_WITH_TIMEOUT(chart->epochPointCount() >= 5 || !finished.isEmpty(), kLongMs);
    shoot(test, QStringLiteral("train-running"));
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, kLongMs);
    test.window.showPage(MainWindow::Page::Train);
    shoot(test, QStringLiteral("train"));

    evaluate(test);

    test.window.showPage(MainWindow::Page::Classify);
    QVERIFY(test.session.dataset().has_value());
    std::vector<std::filesystem::path> pictures;
    for (std::size_t i = 0; i < test.session.dataset()->items.size(); i += 29)
        pictures.push_back(test.session.dataset()->items[i].path);
    test.session.classifying().classify(pictures);
    QTRY_COMPARE_WITH_TIMEOUT(test.session.activity(), Session::Activity::Idle, kLongMs);
    QVERIFY(test.find<QListView>("resultList")->model()->rowCount() > 5);
    shoot(test, QStringLiteral("classify"));
    saveReports(test);

    QVERIFY(test.click("exportStep"));
    const QTemporaryDir folder;
    test.dialogs.savedFile = toPath(folder.filePath(QStringLiteral("leaves.onnx")));
    QSignalSpy exported(&test.session.exporting(), &Exporting::exported);
    QVERIFY(test.click("exportButton"));
    QTRY_COMPARE_WITH_TIMEOUT(exported.size(), 1, kLongMs);
    QTRY_COMPARE_WITH_TIMEOUT(test.session.activity(), Session::Activity::Idle, kLongMs);
    shoot(test, QStringLiteral("export"));
}

int main(int argc, char* argv[])
{
    keepFreedMemory();
    const QTemporaryDir home;
    useTemporaryHome(home.path());
    const QApplication application(argc, argv);
    ScreenshotTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_screenshots.moc"
