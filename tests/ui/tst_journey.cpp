// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "StallProbe.h"
#include "WindowTest.h"
#include "support/TinyDataset.h"
#include "ui/charts/TrainingChart.h"
#include "ui/train/FreezeSwitch.h"

#include <QAbstractItemModel>
#include <QLabel>
#include <QListView>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTemporaryDir>

using namespace cultivar;

namespace {

constexpr int kLongMs = 240000;

QString textOf(const WindowTest& test, const char* name)
{
    return test.find<QLabel>(name)->text();
}

} // namespace

/// The whole job with real widgets, by object name: open, choose, freeze, train, classify, save, reopen.
class JourneyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void trainsClassifiesSavesAndReopens();
    void refusesWebAddressesAndNonImages();
    void showsWhyAFolderCannotBeUsed();
    void keepsSliderAndSwitchesInStep();
    void asksBeforeClosingWhileTraining();
    void spacePausesAndGoesOn();

private:
    static void openDataset(WindowTest& test, const TinyDataset& dataset);
};

void JourneyTest::openDataset(WindowTest& test, const TinyDataset& dataset)
{
    test.window.show();
    test.dialogs.folder = dataset.path();
    QVERIFY(test.click("chooseFolderButton"));
    QTRY_COMPARE(test.session.activity(), Session::Activity::Idle);
    QCOMPARE(test.find<QListView>("classList")->model()->rowCount(), 3);
    QVERIFY(test.click("continueButton"));
}

void JourneyTest::trainsClassifiesSavesAndReopens()
{
    const TinyDataset dataset;
    const QTemporaryDir folder;
    const std::filesystem::path saved = toPath(folder.filePath(QStringLiteral("shapes.cultivar")));
    const std::filesystem::path picture = dataset.image(QStringLiteral("squares/3.png"));
    QString label, probability;
    {
        WindowTest test;
        openDataset(test, dataset);
        QVERIFY(test.click("backboneCard.sprout"));
        QVERIFY(test.click("strategyFineTune"));
        const auto switches = test.window.findChildren<FreezeSwitch*>();
        QVERIFY(switches.size() > 2);
        const QString before = textOf(test, "trainableLabel");
        QTest::mouseClick(switches.first(), Qt::LeftButton);
        QVERIFY(textOf(test, "trainableLabel") != before);
        test.find<QSpinBox>("epochsSpin")->setValue(3);
        test.find<QSpinBox>("finetuneEpochsSpin")->setValue(2);

        const auto* chart = test.find<TrainingChart>("trainingChart");
        QCOMPARE(chart->epochPointCount(), 0);
        QSignalSpy finished(&test.session, &Session::trainingFinished);
        StallProbe probe;
        QVERIFY(test.click("trainButton"));
        QTRY_VERIFY_WITH_TIMEOUT(chart->epochPointCount() >= 1 || !finished.isEmpty(), kLongMs);
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, kLongMs);
        qInfo("longest event loop stall: %.1f ms", probe.longestMs());
        QVERIFY2(test.session.outcome().has_value(), qPrintable(textOf(test, "messageText")));
        QCOMPARE(chart->epochPointCount(), 5);
        QVERIFY(chart->batchPointCount() >= 5);

        QVERIFY(test.click("classifyButton"));
        QVERIFY(test.drop("classifyDropArea", picture));
        QTRY_COMPARE_WITH_TIMEOUT(test.find<QListView>("resultList")->model()->rowCount(), 1, kLongMs);
        label = textOf(test, "topLabel");
        probability = textOf(test, "topProbability");
        QVERIFY(test.session.model()->classes.contains(label));
        test.dialogs.savedFile = saved;
        QVERIFY(test.click("saveModelButton"));
        QTRY_VERIFY(std::filesystem::exists(saved));
        QTRY_COMPARE(test.session.activity(), Session::Activity::Idle);
    }
    WindowTest again;
    again.window.show();
    QVERIFY(again.drop("mainWindow", saved) || again.drop("modelDropArea", saved));
    QTRY_VERIFY(again.session.model().has_value());
    QVERIFY(again.drop("classifyDropArea", picture));
    QTRY_COMPARE_WITH_TIMEOUT(again.find<QListView>("resultList")->model()->rowCount(), 1, kLongMs);
    QCOMPARE(textOf(again, "topLabel"), label);
    QCOMPARE(textOf(again, "topProbability"), probability);
    QTRY_COMPARE(again.session.activity(), Session::Activity::Idle);
}

void JourneyTest::refusesWebAddressesAndNonImages()
{
    WindowTest test;
    test.window.show();
    QMimeData web;
    web.setUrls({QUrl(QStringLiteral("https://example.org/leaf.jpg"))});
    QVERIFY(test.drop("modelDropArea", web));
    QVERIFY(textOf(test, "messageText").contains(QStringLiteral("web address")));
}

void JourneyTest::showsWhyAFolderCannotBeUsed()
{
    const QTemporaryDir empty;
    WindowTest test;
    test.window.show();
    QVERIFY(test.drop("dataDropArea", toPath(empty.path())));
    QTRY_COMPARE(test.session.activity(), Session::Activity::Idle);
    QTRY_VERIFY(textOf(test, "messageText").contains(empty.path()));
    QVERIFY(test.find<QWidget>("messageBar")->isVisible());
}

void JourneyTest::keepsSliderAndSwitchesInStep()
{
    WindowTest test;
    test.window.show();
    test.window.showPage(MainWindow::Page::Train);
    QVERIFY(test.click("backboneCard.resnet18"));
    auto* slider = test.find<QSlider>("lastLayersSlider");
    QCOMPARE(slider->value(), 0);
    slider->setValue(slider->maximum());
    QVERIFY(test.find<QAbstractButton>("strategyFull")->isChecked());
    for (const FreezeSwitch* freezeSwitch : test.window.findChildren<FreezeSwitch*>())
        QVERIFY(freezeSwitch->isChecked());
    slider->setValue(0);
    QVERIFY(test.find<QAbstractButton>("strategyFeatureExtraction")->isChecked());
    QTest::mouseClick(test.window.findChildren<FreezeSwitch*>().last(), Qt::LeftButton);
    QVERIFY(slider->value() > 0);
    QVERIFY(test.find<QAbstractButton>("strategyFineTune")->isChecked());
}

void JourneyTest::asksBeforeClosingWhileTraining()
{
    const TinyDataset dataset;
    WindowTest test;
    openDataset(test, dataset);
    test.find<QSpinBox>("epochsSpin")->setValue(900);
    QVERIFY(test.click("trainButton"));
    QTRY_VERIFY_WITH_TIMEOUT(!test.session.history().epochs().empty(), kLongMs);
    test.dialogs.isConfirmed = false;
    test.window.close();
    QCOMPARE(test.dialogs.questions.size(), 1);
    QVERIFY(test.window.isVisible());
    test.dialogs.isConfirmed = true;
    test.window.close();
    QTRY_VERIFY_WITH_TIMEOUT(!test.window.isVisible(), kLongMs);
    QCOMPARE(test.session.activity(), Session::Activity::Idle);
}

void JourneyTest::spacePausesAndGoesOn()
{
    const TinyDataset dataset;
    WindowTest test;
    openDataset(test, dataset);
    test.find<QSpinBox>("epochsSpin")->setValue(900);
    test.find<QAbstractButton>("trainButton")->setFocus();
    QTest::keyClick(test.find<QWidget>("trainButton"), Qt::Key_Space);
    QVERIFY(test.session.isTraining());
    QVERIFY(test.find<QWidget>("pauseButton")->hasFocus()); // not Stop
    QTest::keyClick(test.window.centralWidget(), Qt::Key_Space);
    QVERIFY(test.session.isPaused());
    QTest::keyClick(test.window.centralWidget(), Qt::Key_Space);
    QVERIFY(!test.session.isPaused());
    QTest::keyClick(test.find<QWidget>("pauseButton"), Qt::Key_Space); // once, not twice
    QVERIFY(test.session.isPaused());
    test.window.showPage(MainWindow::Page::Data);
    QTest::keyClick(test.window.centralWidget(), Qt::Key_Space);
    QVERIFY(test.session.isPaused());
    test.session.cancelAll();
    QTRY_COMPARE_WITH_TIMEOUT(test.session.activity(), Session::Activity::Idle, kLongMs);
}

CULTIVAR_WINDOW_TEST_MAIN(JourneyTest)
#include "tst_journey.moc"
