// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowTest.h"
#include "core/base/Memory.h"
#include "support/TinyDataset.h"
#include "ui/Theme.h"
#include "ui/charts/ReliabilityChart.h"
#include "ui/evaluate/ClassScoreTable.h"
#include "ui/evaluate/ConfusionMatrixView.h"
#include "ui/widgets/ExplainedPicture.h"

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
    void explainsWhyAFolderWillNotDo();

private:
    static bool train(WindowTest& test, const TinyDataset& dataset);
};

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

    // An image that has gone since the training: the validation images cannot be told any more.
    std::filesystem::remove(dataset.image(QStringLiteral("discs/0.png")));
    std::filesystem::remove(dataset.image(QStringLiteral("discs/1.png")));
    source->setCurrentIndex(0);
    QTRY_COMPARE(test.session.activity(), Session::Activity::Idle);
    QVERIFY(test.click("evaluateButton"));
    QTRY_VERIFY_WITH_TIMEOUT(textOf(test, "messageText").contains(QStringLiteral("not divided")), kLongMs);
    QVERIFY(!test.session.evaluating().latest());
    QTRY_COMPARE(test.session.activity(), Session::Activity::Idle);
}

int main(int argc, char* argv[])
{
    keepFreedMemory();
    const QTemporaryDir home;
    useTemporaryHome(home.path());
    const QApplication application(argc, argv);
    applyTheme(Appearance::Light);
    EvaluatePageTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_evaluatepage.moc"
