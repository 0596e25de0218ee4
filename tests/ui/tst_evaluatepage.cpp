// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowTest.h"
#include "support/TinyDataset.h"
#include "ui/charts/ReliabilityChart.h"
#include "ui/evaluate/ClassScoreTable.h"
#include "ui/evaluate/ConfusionMatrixView.h"
#include "ui/widgets/ExplainedPicture.h"
#include "ui/widgets/NeighbourRow.h"

#include <QAbstractItemModel>
#include <QComboBox>
#include <QLabel>
#include <QListView>
#include <QSignalSpy>
#include <QSlider>
#include <QTemporaryDir>

using namespace cultivar;

namespace {

constexpr int kLongMs = 240000;

QString textOf(const WindowTest& test, const char* name)
{
    return test.find<QLabel>(name)->text();
}

QString percentWords(double share)
{
    return QStringLiteral("%1 %").arg(QLocale().toString(share * 100, 'f', 1));
}

} // namespace

/// From a trained model to what it gets wrong, by object name.
class EvaluatePageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatIsMissing();
    void measuresShowsAndReports();
    void correctsImagesAndTrainsAgain();
    void leavesOtherFoldersAlone();
    void showsSimilarTrainingImages();
    void retrainsAndCompares();
    void explainsWhyAFolderWillNotDo();

private:
    static bool train(WindowTest& test, const TinyDataset& dataset);
    static bool evaluateAll(WindowTest& test);
};

/// On all images of the open dataset.
bool EvaluatePageTest::evaluateAll(WindowTest& test)
{
    test.window.activateWindow(); // keys go to the active window
    if (!QTest::qWaitForWindowActive(&test.window))
        return false;
    auto* source = test.find<QComboBox>("evaluateSource");
    source->setCurrentIndex(source->findText(QStringLiteral("All images")));
    QSignalSpy changed(&test.session.evaluating(), &Evaluating::changed);
    return test.click("evaluateStep") && test.click("evaluateButton") &&
           QTest::qWaitFor(
               [&] { return changed.size() > 0 && test.session.activity() == Session::Activity::Idle; },
               kLongMs);
}

/// Quickly, and badly enough to make mistakes.
bool EvaluatePageTest::train(WindowTest& test, const TinyDataset& dataset)
{
    test.window.show();
    test.session.openDataset(dataset.path());
    if (!QTest::qWaitFor(
            [&] { return test.session.dataset() && test.session.activity() == Session::Activity::Idle; }))
        return false;
    TrainingConfig config;
    config.isFromScratch = true;
    config.follow(Recipe::Classic);
    config.epochs = 1;
    config.threads = 1;
    test.session.startTraining(config);
    return QTest::qWaitFor(
        [&] { return test.session.outcome() && test.session.activity() == Session::Activity::Idle; },
        kLongMs);
}

void EvaluatePageTest::saysWhatIsMissing()
{
    WindowTest test;
    test.window.show();
    QVERIFY(test.click("evaluateStep"));
    QVERIFY(test.find<QWidget>("evaluateTrainButton")->isVisible());
    QVERIFY(!test.find<QWidget>("evaluateButton")->isVisible());
}

void EvaluatePageTest::measuresShowsAndReports()
{
    const TinyDataset dataset;
    WindowTest test;
    QVERIFY(train(test, dataset));
    QVERIFY(test.click("evaluateStep"));
    auto* source = test.find<QComboBox>("evaluateSource");
    QCOMPARE(source->count(), 3); // validation, all, another folder
    QVERIFY(!test.find<QWidget>("saveReportButton")->isVisible());

    // The validation images of the run: the figure that the training found.
    QVERIFY(test.click("evaluateButton"));
    QTRY_VERIFY_WITH_TIMEOUT(test.session.evaluating().latest(), kLongMs);
    const double accuracy = test.session.outcome()->validationAccuracy;
    QCOMPARE(textOf(test, "top1Figure"), percentWords(accuracy));
    QCOMPARE(textOf(test, "imagesFigure"), QString::number(test.session.outcome()->validationImages));

    source->setCurrentIndex(1);
    QTRY_COMPARE(test.session.activity(), Session::Activity::Idle);
    QSignalSpy changed(&test.session.evaluating(), &Evaluating::changed);
    QVERIFY(test.click("evaluateButton"));
    QTRY_COMPARE_WITH_TIMEOUT(changed.size(), 1, kLongMs);
    const Evaluation& evaluation = *test.session.evaluating().latest();
    QCOMPARE(textOf(test, "imagesFigure"), QStringLiteral("36"));

    // A cell opens its images.
    auto* matrix = test.find<ConfusionMatrixView>("confusionMatrix");
    const auto* list = test.find<QListView>("evaluatedImages");
    QCOMPARE(list->model()->rowCount(), static_cast<int>(evaluation.mistakes().size()));
    const EvaluatedImage& image = evaluation.images.back();
    const int count = evaluation.metrics.confusion()[image.truth][image.answer];
    QTest::mouseClick(matrix, Qt::LeftButton, {},
                      matrix->cellRect({image.truth, image.answer}).center().toPoint());
    QCOMPARE(list->model()->rowCount(), count);
    QVERIFY(textOf(test, "browserTitle").startsWith(evaluation.classes[image.truth]));

    // The first of them is explained, and the slider makes the map fade.
    auto* picture = test.find<ExplainedPicture>("explainedPicture");
    QTRY_VERIFY_WITH_TIMEOUT(picture->hasMap(), kLongMs);
    QCOMPARE(textOf(test, "truthLabel"), QStringLiteral("It is %1").arg(evaluation.classes[image.truth]));
    auto* slider = picture->parentWidget()->findChild<QSlider*>(QStringLiteral("overlaySlider"));
    const QImage covered = picture->grab().toImage();
    slider->setValue(0);
    const QImage bare = picture->grab().toImage();
    QVERIFY(bare != covered);

    // A class opens its gallery; the chart has bars.
    QVERIFY(test.click("classesTab"));
    auto* scores = test.find<ClassScoreTable>("classScores");
    QCOMPARE(scores->model()->rowCount(), 3);
    scores->selectRow(1);
    QCOMPARE(list->model()->rowCount(), 12);
    QVERIFY(test.click("showMistakesButton"));
    QCOMPARE(list->model()->rowCount(), static_cast<int>(evaluation.mistakes().size()));
    QVERIFY(test.click("confidenceTab"));
    QVERIFY(test.find<ReliabilityChart>("reliabilityChart")->barCount() > 0);

    const QTemporaryDir folder;
    for (const char* name : {"report.html", "report.pdf"}) {
        test.dialogs.savedFile = toPath(folder.filePath(QLatin1String(name)));
        QSignalSpy saved(&test.session.evaluating(), &Evaluating::reportSaved);
        QVERIFY(test.click("saveReportButton"));
        QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, kLongMs);
        QFile file(folder.filePath(QLatin1String(name)));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray content = file.readAll();
        QVERIFY(content.startsWith(QByteArray(name).endsWith("pdf") ? "%PDF-" : "<!DOCTYPE html>"));
        QVERIFY(content.size() > 10'000);
    }
    QTRY_COMPARE(test.session.activity(), Session::Activity::Idle);

    // Another model: the old figures are gone.
    test.session.openModel(test.session.modelPath());
    QTRY_VERIFY_WITH_TIMEOUT(!test.session.evaluating().latest(), kLongMs);
    QTRY_COMPARE(test.session.activity(), Session::Activity::Idle);
    QVERIFY(!test.find<QWidget>("saveReportButton")->isVisibleTo(&test.window));
}

/// A picture in the wrong folder is moved by one key, another left out; both are taken back; then a new run.
void EvaluatePageTest::correctsImagesAndTrainsAgain()
{
    const TinyDataset dataset;
    WindowTest test;
    QVERIFY(train(test, dataset));
    QVERIFY(evaluateAll(test));
    const auto idle = [&] {
        return test.session.activity() == Session::Activity::Idle &&
               !test.session.datasetEdits().isChanging();
    };
    auto* list = test.find<QListView>("evaluatedImages");
    auto* bar = test.find<QWidget>("changesBar");
    QVERIFY(!bar->isVisible());
    QVERIFY(list->model()->rowCount() > 1); // mistakes
    QTRY_VERIFY(idle());
    const Evaluation evaluation = *test.session.evaluating().latest();
    const EvaluatedImage wrong = evaluation.images[evaluation.mistakes()[0]];
    const EvaluatedImage other = evaluation.images[evaluation.mistakes()[1]];

    QCOMPARE(test.find<QAbstractButton>("acceptAnswerButton")->text(),
             QStringLiteral("It is %1").arg(evaluation.classes[wrong.answer]));
    list->setFocus();
    QTest::keyClick(list, Qt::Key_A);
    QTRY_VERIFY_WITH_TIMEOUT(!std::filesystem::exists(wrong.path) && idle(), kLongMs);
    const auto moved = dataset.path() / evaluation.classes[wrong.answer].toStdString();
    const auto& items = test.session.dataset()->items;
    QCOMPARE(std::count_if(items.begin(), items.end(),
                           [&](const DatasetItem& item) { return item.path.parent_path() == moved; }),
             13);
    QTRY_VERIFY(bar->isVisible());
    QCOMPARE(textOf(test, "changesText"), QStringLiteral("1 change since this evaluation"));
    QVERIFY(!test.find<QWidget>("acceptAnswerButton")->isVisible()); // done

    list->setCurrentIndex(list->model()->index(1, 0));
    QTRY_VERIFY_WITH_TIMEOUT(idle(), kLongMs);
    QTest::keyClick(list, Qt::Key_Delete);
    QTRY_COMPARE_WITH_TIMEOUT(textOf(test, "changesText"), QStringLiteral("2 changes since this evaluation"),
                              kLongMs);
    QTRY_VERIFY_WITH_TIMEOUT(idle(), kLongMs);
    QVERIFY(std::filesystem::exists(other.path));
    QCOMPARE(test.session.dataset()->items.size(), std::size_t(35));
    QCOMPARE(test.find<QAbstractButton>("excludeEvaluatedButton")->text(), QStringLiteral("Include again"));
    picture(test.window, QStringLiteral("evaluate-changes"));

    QVERIFY(test.click("undoChangeButton"));
    QTRY_COMPARE_WITH_TIMEOUT(textOf(test, "changesText"), QStringLiteral("1 change since this evaluation"),
                              kLongMs);
    QTRY_VERIFY_WITH_TIMEOUT(idle(), kLongMs);
    QTest::keyClick(list, Qt::Key_Z, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(!bar->isVisible() && std::filesystem::exists(wrong.path) && idle(), kLongMs);
    QVERIFY(test.session.evaluating().latest()); // nothing of it has gone

    QVERIFY(test.click("excludeEvaluatedButton"));
    QTRY_VERIFY_WITH_TIMEOUT(bar->isVisible() && idle(), kLongMs);
    QSignalSpy started(&test.session, &Session::trainingStarted);
    QVERIFY(test.click("trainAgainButton"));
    QCOMPARE(started.size(), 1);
    test.session.stopTraining();
    QTRY_COMPARE_WITH_TIMEOUT(test.session.activity(), Session::Activity::Idle, kLongMs);
}

/// What is not the open dataset cannot be changed from here.
void EvaluatePageTest::leavesOtherFoldersAlone()
{
    const TinyDataset dataset, other(5);
    WindowTest test;
    QVERIFY(train(test, dataset));
    test.dialogs.folder = other.path();
    auto* source = test.find<QComboBox>("evaluateSource");
    source->setCurrentIndex(source->count() - 1);
    QVERIFY(test.click("evaluateStep"));
    QVERIFY(test.click("evaluateButton"));
    QTRY_VERIFY_WITH_TIMEOUT(test.session.evaluating().latest(), kLongMs);
    QTRY_COMPARE_WITH_TIMEOUT(test.session.activity(), Session::Activity::Idle, kLongMs);
    auto* list = test.find<QListView>("evaluatedImages");
    QVERIFY(list->model()->rowCount() > 0);
    QVERIFY(!test.find<QWidget>("imageEdits")->isVisible());
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Delete);
    QVERIFY(!test.session.datasetEdits().isChanging());
    QVERIFY(test.session.datasetEdits().excluded().empty());
}

void EvaluatePageTest::showsSimilarTrainingImages()
{
    const TinyDataset dataset;
    WindowTest test;
    QVERIFY(train(test, dataset));
    QVERIFY(evaluateAll(test));
    auto* row =
        test.find<QWidget>("evaluationView")->findChild<NeighbourRow*>(QStringLiteral("nearestImages"));
    QVERIFY(row);
    QTRY_COMPARE_WITH_TIMEOUT(row->neighbours().size(), std::size_t(NearestFinding::kCount), kLongMs);
    QVERIFY(row->isVisible());
    const auto self =
        test.session.evaluating().latest()->images[test.session.evaluating().latest()->mistakes()[0]];
    for (const Neighbour& neighbour : row->neighbours())
        QVERIFY(neighbour.path != self.path);

    // Another picture, other neighbours; and in Classify the same for its pictures.
    auto* list = test.find<QListView>("evaluatedImages");
    const QString before = row->accessibleName();
    list->setCurrentIndex(list->model()->index(list->model()->rowCount() - 1, 0));
    QTRY_VERIFY_WITH_TIMEOUT(!row->neighbours().empty() && row->accessibleName() != before, kLongMs);
    QTRY_COMPARE_WITH_TIMEOUT(test.session.activity(), Session::Activity::Idle, kLongMs);
    QVERIFY(test.click("classifyStep"));
    test.session.classifying().classify({dataset.image(QStringLiteral("discs/2.png"))});
    const auto rows = test.window.findChildren<NeighbourRow*>(QStringLiteral("nearestImages"));
    QCOMPARE(rows.size(), 2);
    NeighbourRow* classify = rows[0] == row ? rows[1] : rows[0];
    QTRY_COMPARE_WITH_TIMEOUT(classify->neighbours().size(), std::size_t(NearestFinding::kCount), kLongMs);
    QVERIFY(classify->isVisible());
    picture(test.window, QStringLiteral("classify-nearest"));
}

/// The Train page offers to go on from the open model; the Evaluate page then compares the two.
void EvaluatePageTest::retrainsAndCompares()
{
    const TinyDataset dataset;
    WindowTest test;
    QVERIFY(!test.find<QWidget>("startFromModel")->isVisibleTo(&test.window));
    QVERIFY(train(test, dataset));
    const auto earlier = test.session.modelPath();
    QVERIFY(test.click("trainStep"));
    QVERIFY(test.find<QWidget>("startFromModel")->isVisibleTo(&test.window));
    QTest::mouseClick(test.find<QWidget>("startFromModel"), Qt::LeftButton);
    QVERIFY(!test.find<QWidget>("backboneCard.sprout")->isVisibleTo(&test.window));
    QVERIFY(!test.find<QWidget>("strategyFromScratch")->isEnabled());
    QVERIFY(!test.find<QWidget>("headCombo")->isEnabled());
    const auto* card = test.find<QWidget>("startFromModel");
    QTRY_VERIFY(card->height() >= card->heightForWidth(card->width())); // all of its words
    picture(test.window, QStringLiteral("train-from-model"));
    QVERIFY(test.click("trainButton"));
    QCOMPARE(test.session.trainingConfig().startModel, earlier);
    QTRY_VERIFY_WITH_TIMEOUT(test.session.activity() == Session::Activity::Idle && test.session.outcome(),
                             kLongMs);
    QVERIFY(test.session.modelPath() != earlier);
    QVERIFY(test.click("evaluateStep"));
    QVERIFY(test.click("evaluateButton"));
    auto* row = test.find<QWidget>("comparisonRow");
    QTRY_VERIFY_WITH_TIMEOUT(row->isVisible(), kLongMs);
    const auto& comparison = test.session.evaluating().comparison();
    QCOMPARE(comparison->images, test.session.outcome()->validationImages);
    QVERIFY(textOf(test, "comparisonShares").contains(percentWords(comparison->second.value)));
    QTRY_COMPARE_WITH_TIMEOUT(test.session.activity(), Session::Activity::Idle, kLongMs);
    picture(test.window, QStringLiteral("evaluate-comparison"));

    // Not a model: said, and the next evaluation does without.
    QSignalSpy failed(&test.session, &Session::failed);
    test.dialogs.file = dataset.image(QStringLiteral("discs/1.png"));
    QVERIFY(test.click("compareModelButton"));
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, kLongMs);
    QTRY_COMPARE_WITH_TIMEOUT(test.session.activity(), Session::Activity::Idle, kLongMs);
    QSignalSpy changed(&test.session.evaluating(), &Evaluating::changed);
    QVERIFY(test.click("evaluateButton"));
    QTRY_COMPARE_WITH_TIMEOUT(changed.size(), 1, kLongMs);
    QVERIFY(!row->isVisible());
}

void EvaluatePageTest::explainsWhyAFolderWillNotDo()
{
    const TinyDataset dataset;
    const QTemporaryDir empty;
    WindowTest test;
    QVERIFY(train(test, dataset));
    QVERIFY(test.click("evaluateStep"));
    auto* source = test.find<QComboBox>("evaluateSource");
    source->setCurrentIndex(source->count() - 1);
    test.dialogs.folder.reset();
    QVERIFY(test.click("evaluateButton")); // cancelled in the dialog: nothing happens
    QCOMPARE(test.session.activity(), Session::Activity::Idle);
    test.dialogs.folder = toPath(empty.path());
    QVERIFY(test.click("evaluateButton"));
    QTRY_VERIFY_WITH_TIMEOUT(textOf(test, "messageText").contains(empty.path()), kLongMs);

    // Another dataset has none of the images that the training held back.
    const TinyDataset other(4, 48);
    test.session.openDataset(other.path());
    QTRY_VERIFY(test.session.dataset()->root == other.path());
    QTRY_COMPARE(test.session.activity(), Session::Activity::Idle);
    source->setCurrentIndex(0);
    QVERIFY(test.click("evaluateButton"));
    QTRY_VERIFY_WITH_TIMEOUT(textOf(test, "messageText").contains(QStringLiteral("cannot be found")),
                             kLongMs);
    QVERIFY(!test.session.evaluating().latest());
    QTRY_COMPARE(test.session.activity(), Session::Activity::Idle);
}

CULTIVAR_WINDOW_TEST_MAIN(EvaluatePageTest)
#include "tst_evaluatepage.moc"
