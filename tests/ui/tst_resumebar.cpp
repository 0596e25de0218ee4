// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowTest.h"
#include "core/data/FolderScanner.h"
#include "support/Crash.h"
#include "support/TinyDataset.h"
#include "ui/charts/TrainingChart.h"

#include <QLabel>
#include <QSignalSpy>

using namespace cultivar;

namespace {
constexpr int kLongMs = 120000;
}

/// What the window offers after a crash.
class ResumeBarTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void goesOn();
    void discardsWhenAsked();

private:
    TinyDataset m_dataset;
};

void ResumeBarTest::initTestCase()
{
    std::filesystem::create_directories(Session::runsFolder());
}

/// A run that has ended after two of four epochs.
void ResumeBarTest::init()
{
    TrainingConfig config;
    config.output = Session::runsFolder() / "shapes.cultivar";
    config.checkpoint = std::filesystem::path(config.output) += ".checkpoint";
    config.isFromScratch = true;
    config.epochs = 4;
    config.threads = 1;
    std::filesystem::remove(config.output);
    Crash crash(2);
    QVERIFY(!Trainer::run(config, *FolderScanner::scan(m_dataset.path()), {}, &crash));
}

void ResumeBarTest::goesOn()
{
    WindowTest test;
    test.window.show();
    auto* bar = test.find<QWidget>("resumeBar");
    QTRY_VERIFY(bar->isVisible());
    const QString words = test.find<QLabel>("resumeText")->text();
    QVERIFY2(words.contains(displayPath(m_dataset.path().filename())), qPrintable(words));
    QVERIFY2(words.endsWith(QStringLiteral("epoch 2 of 4.")), qPrintable(words));
    picture(test.window, QStringLiteral("resume"));
    QSignalSpy finished(&test.session, &Session::trainingFinished);
    QVERIFY(test.click("continueRunButton"));
    QTRY_VERIFY_WITH_TIMEOUT(test.session.isTraining(), kLongMs);
    QVERIFY(!bar->isVisible());
    QVERIFY(test.find<QWidget>("trainingChart")->isVisible());
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, kLongMs);
    QCOMPARE(test.find<TrainingChart>("trainingChart")->epochPointCount(), 4);
    picture(test.window, QStringLiteral("resumed"));
    QTRY_COMPARE(test.session.activity(), Session::Activity::Idle);
    QVERIFY(!bar->isVisible());
}

void ResumeBarTest::discardsWhenAsked()
{
    WindowTest test;
    test.window.show();
    auto* bar = test.find<QWidget>("resumeBar");
    QTRY_VERIFY(bar->isVisible());
    test.dialogs.isConfirmed = false;
    QVERIFY(test.click("discardRunButton"));
    QCOMPARE(test.dialogs.questions,
             QStringList{QStringLiteral("Discard this training? Its 2 epochs are lost.")});
    QVERIFY(bar->isVisible());
    test.dialogs.isConfirmed = true;
    QVERIFY(test.click("discardRunButton"));
    QTRY_VERIFY(!bar->isVisible());
    QVERIFY(std::filesystem::is_empty(Session::runsFolder()));
}

CULTIVAR_WINDOW_TEST_MAIN(ResumeBarTest)
#include "tst_resumebar.moc"
