// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowTest.h"
#include "core/weights/BackboneCatalog.h"
#include "support/TinyDataset.h"
#include "support/Verify.h"
#include "ui/train/BackboneTable.h"

#include <QDialog>
#include <QLabel>
#include <QSignalSpy>
#include <QTableView>

using namespace cultivar;

namespace {
constexpr int kLongMs = 240000;
}

/// "Which backbone?": measured, tried on the user's images, and taken.
class BackboneComparisonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void measuresWhatIsUnknown();
    void triesTheWeightsThatAreHere();
    void takesTheChosenOne();

private:
    static std::filesystem::path weights()
    {
        return toPath(qEnvironmentVariable("CULTIVAR_TEST_DATA")) / "weights" /
               "mobilenet_v2_backbone.safetensors";
    }
    static QString cell(const WindowTest& test, const QString& name, int column);
    static QDialog* open(const WindowTest& test)
    {
        return test.click("compareBackbonesButton") ? test.find<QDialog>("backboneComparison") : nullptr;
    }
};

QString BackboneComparisonTest::cell(const WindowTest& test, const QString& name, int column)
{
    const QAbstractItemModel* model = test.find<QTableView>("backboneTable")->model();
    for (int row = 0; row < model->rowCount(); ++row) {
        if (model->index(row, BackboneTable::Name).data().toString() == name)
            return model->index(row, column).data().toString();
    }
    return QStringLiteral("no such row");
}

void BackboneComparisonTest::measuresWhatIsUnknown()
{
    const BackboneTiming known{12.5, 50'000'000, 2, QStringLiteral("cpu"), QDateTime::currentDateTimeUtc()};
    for (const QString& name : BackboneCatalog::names()) {
        if (name != QLatin1String("sprout"))
            VERIFY_RESULT(TimingStore::keep(name, known));
    }
    WindowTest test;
    test.window.show();
    test.window.showPage(MainWindow::Page::Train);
    QVERIFY(open(test));
    QCOMPARE(cell(test, QStringLiteral("ResNet-18"), BackboneTable::Milliseconds), QStringLiteral("12.5 ms"));
    QCOMPARE(cell(test, QStringLiteral("Sprout"), BackboneTable::Milliseconds), QStringLiteral("–"));
    QSignalSpy measured(&test.session.backboneComparing(), &BackboneComparing::measured);
    QSignalSpy finished(&test.session.backboneComparing(), &BackboneComparing::finished);
    QVERIFY(test.click("measureButton"));
    QVERIFY(!test.find<QAbstractButton>("measureButton")->isEnabled());
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, kLongMs);
    QCOMPARE(measured.size(), 1);
    QVERIFY(
        cell(test, QStringLiteral("Sprout"), BackboneTable::Milliseconds).endsWith(QStringLiteral(" ms")));
    QVERIFY(TimingStore::all().contains(QStringLiteral("sprout")));
    QVERIFY(test.find<QAbstractButton>("measureButton")->isEnabled());
    QVERIFY(!test.find<QAbstractButton>("raceButton")->isEnabled()); // nothing to try them on
}

void BackboneComparisonTest::triesTheWeightsThatAreHere()
{
    if (!std::filesystem::exists(weights()))
        QSKIP("needs CULTIVAR_TEST_DATA");
    const TinyDataset dataset;
    WindowTest test;
    test.settings.weights[QStringLiteral("mobilenet_v2")] = weights();
    test.window.show();
    test.session.openDataset(dataset.path());
    QTRY_COMPARE(test.session.activity(), Session::Activity::Idle);
    test.window.showPage(MainWindow::Page::Train);
    QVERIFY(open(test));
    QSignalSpy finished(&test.session.backboneComparing(), &BackboneComparing::finished);
    QVERIFY(test.click("raceButton"));
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, kLongMs);
    const QString accuracy = cell(test, QStringLiteral("MobileNetV2"), BackboneTable::YourAccuracy);
    QVERIFY2(accuracy.endsWith(QStringLiteral(" %")), qPrintable(accuracy));
    QVERIFY(test.find<QLabel>("comparisonWords")->text().contains(QStringLiteral("MobileNetV2")));
    QCOMPARE(test.find<QAbstractButton>("useBackboneButton")->text(), QStringLiteral("Use MobileNetV2"));
}

void BackboneComparisonTest::takesTheChosenOne()
{
    WindowTest test;
    test.window.show();
    test.window.showPage(MainWindow::Page::Train);
    QDialog* dialog = open(test);
    QVERIFY(dialog);
    auto* table = test.find<QTableView>("backboneTable");
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        const QModelIndex index = table->model()->index(row, BackboneTable::Name);
        if (index.data().toString() == QLatin1String("ResNet-50"))
            table->setCurrentIndex(index);
    }
    QVERIFY(test.click("useBackboneButton"));
    QVERIFY(!dialog->isVisible());
    QVERIFY(test.find<QAbstractButton>("backboneCard.resnet50")->isChecked());
    QCOMPARE(test.settings.backbone, QStringLiteral("resnet50"));
}

CULTIVAR_WINDOW_TEST_MAIN(BackboneComparisonTest)
#include "tst_backbonecomparison.moc"
