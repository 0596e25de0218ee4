// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowTest.h"
#include "data/Pictures.h"
#include "support/Models.h"
#include "support/TinyDataset.h"
#include "support/Verify.h"
#include "ui/Theme.h"
#include "ui/charts/StrategyChart.h"
#include "ui/train/StrategyDialog.h"

#include <QCheckBox>
#include <QLabel>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>

using namespace cultivar;

namespace {
constexpr int kLongMs = 240000;
}

/// From scratch, frozen and fine-tuned side by side, in the window.
class StrategyDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void opensFromTheTrainPage();
    void comparesAndExports();
    void cancels();

private:
    TrainingConfig config() const;
    static QAbstractButton* button(const StrategyDialog& dialog, const char* name)
    {
        return dialog.findChild<QAbstractButton*>(QLatin1String(name));
    }

    QTemporaryDir m_folder;
    TinyDataset m_dataset;
    std::filesystem::path m_weights;
};

void StrategyDialogTest::initTestCase()
{
    const auto saved = saveRandomModel(m_folder);
    VERIFY_RESULT(saved);
    m_weights = *saved;
}

TrainingConfig StrategyDialogTest::config() const
{
    TrainingConfig config;
    config.follow(Recipe::Automatic);
    config.weights = m_weights;
    config.threads = 1;
    return config;
}

void StrategyDialogTest::opensFromTheTrainPage()
{
    WindowTest test;
    test.window.show();
    test.window.showPage(MainWindow::Page::Train);
    QVERIFY(test.click("backboneCard.sprout"));
    QVERIFY(test.click("compareStrategiesButton"));
    const auto* dialog = test.find<StrategyDialog>("strategyDialog");
    QVERIFY(dialog && dialog->isVisible());
    QVERIFY(!button(*dialog, "compareButton")->isEnabled()); // no images, and nothing to transfer
    test.session.openDataset(m_dataset.path());
    QTRY_VERIFY(test.session.dataset().has_value());
    QVERIFY(dialog->findChild<QLabel*>("strategyWords")
                ->text()
                .contains(QStringLiteral("no pretrained weights")));
    QVERIFY(!button(*dialog, "compareButton")->isEnabled());
}

void StrategyDialogTest::comparesAndExports()
{
    WindowTest test;
    test.session.openDataset(m_dataset.path());
    QTRY_COMPARE(test.session.activity(), Session::Activity::Idle);
    StrategyDialog dialog(test.session, test.settings, test.dialogs, config());
    dialog.show();
    QVERIFY(!button(dialog, "exportStrategiesButton")->isEnabled());
    dialog.findChild<QCheckBox*>("scratchCheck")->setChecked(false);
    QSignalSpy finished(&test.session.strategyComparing(), &StrategyComparing::finished);
    QSignalSpy progressed(&test.session.strategyComparing(), &StrategyComparing::progressed);
    button(dialog, "compareButton")->click();
    QVERIFY(button(dialog, "cancelStrategiesButton")->isVisible());
    QVERIFY(!button(dialog, "compareButton")->isEnabled());
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, kLongMs);
    const auto* chart = dialog.findChild<StrategyChart*>("strategyChart");
    QCOMPARE(chart->pointCount(ComparedStrategy::Frozen), 4);
    QCOMPARE(chart->pointCount(ComparedStrategy::FineTuned), 4);
    QCOMPARE(chart->pointCount(ComparedStrategy::FromScratch), 0);
    const auto* table = dialog.findChild<QTableView*>("strategyTable")->model();
    QCOMPARE(table->rowCount(), 8);
    QCOMPARE(table->index(0, 0).data().toString(), QStringLiteral("Frozen"));
    QCOMPARE(table->index(3, 1).data().toString(), QStringLiteral("100 %"));
    QVERIFY(dialog.findChild<QLabel*>("strategyWords")
                ->text()
                .startsWith(QStringLiteral("Best on all images: ")));
    QVERIFY(progressed.size() >= 8 * 2);
    for (const Appearance appearance : {Appearance::Dark, Appearance::Light}) {
        applyTheme(appearance);
        QTest::qWait(50); // it replots from the event loop
        picture(dialog, appearance == Appearance::Dark ? "strategies-dark" : "strategies-light");
    }
    QVERIFY(!button(dialog, "cancelStrategiesButton")->isVisible());

    test.dialogs.savedFile = toPath(m_folder.filePath(QStringLiteral("table")));
    button(dialog, "exportStrategiesButton")->click();
    QSignalSpy saved(&test.session, &Session::saved);
    QTRY_COMPARE(saved.size(), 1);
    const QByteArrayList lines = readFile(m_folder.filePath(QStringLiteral("table.csv"))).split('\n');
    QCOMPARE(lines.size(), 1 + 8 + 1);
    QVERIFY(lines[1].startsWith("frozen,0.1,"));
    QCOMPARE(lines[1].count(','), lines[0].count(','));

    StrategyDialog again(test.session, test.settings, test.dialogs,
                         config()); // what was found is still there
    QCOMPARE(again.findChild<StrategyChart*>("strategyChart")->pointCount(ComparedStrategy::Frozen), 4);
}

void StrategyDialogTest::cancels()
{
    WindowTest test;
    test.session.openDataset(m_dataset.path());
    QTRY_COMPARE(test.session.activity(), Session::Activity::Idle);
    StrategyDialog dialog(test.session, test.settings, test.dialogs, config());
    dialog.show();
    QSignalSpy compared(&test.session.strategyComparing(), &StrategyComparing::compared);
    QSignalSpy finished(&test.session.strategyComparing(), &StrategyComparing::finished);
    QSignalSpy failed(&test.session, &Session::failed);
    button(dialog, "compareButton")->click();
    QTRY_VERIFY_WITH_TIMEOUT(!compared.isEmpty(), kLongMs);
    button(dialog, "cancelStrategiesButton")->click();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, kLongMs);
    QVERIFY(compared.size() < 12);
    QVERIFY(failed.isEmpty());
    QVERIFY(button(dialog, "compareButton")->isEnabled());
    QVERIFY(button(dialog, "exportStrategiesButton")->isEnabled()); // what there is
}

CULTIVAR_WINDOW_TEST_MAIN(StrategyDialogTest)
#include "tst_strategydialog.moc"
