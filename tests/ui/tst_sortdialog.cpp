// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowTest.h"
#include "support/SortPlace.h"
#include "ui/Theme.h"
#include "ui/Translations.h"
#include "ui/classify/SortDialog.h"
#include "ui/widgets/MessageBar.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>

using namespace cultivar;

namespace {

/// The dialog for some pictures, with a folder to choose.
struct Bench
{
    SortPlace place;
    Settings settings;
    FakeDialogs dialogs;
    Session session;
    std::unique_ptr<SortDialog> dialog;

    explicit Bench(const QStringList& names = {"e1.jpg", "o1.jpg", "o2.jpg"})
    {
        for (const QString& name : names)
            place.write(name);
        auto files = place.files();
        files.front().probability = 0.5;
        dialog = std::make_unique<SortDialog>(session, settings, dialogs,
                                              SortDialog::Pictures{files, SortPlace::classes()});
        dialogs.folder = place.target();
        dialog->show();
    }
    template <typename Widget>
    Widget* find(const char* name) const
    {
        return dialog->findChild<Widget*>(QLatin1String(name));
    }
    QAbstractButton* button(const char* name) const { return find<QAbstractButton>(name); }
    QString words() const { return find<QLabel>("sortWords")->text(); }
    /// The table, a line per row.
    QStringList rows() const
    {
        const auto* model = find<QTableView>("sortTable")->model();
        QStringList rows;
        for (int row = 0; row < model->rowCount(); ++row) {
            QStringList cells;
            for (int column = 0; column < model->columnCount(); ++column)
                cells << model->index(row, column).data().toString();
            rows << cells.join(u'|');
        }
        return rows;
    }
    bool choose()
    {
        button("chooseSortTargetButton")->click();
        return QTest::qWaitFor([this] { return button("startSortButton")->isEnabled(); });
    }
};

} // namespace

/// "Sort into folders…": the dry run, sorting, undo, and what a crash has left.
class SortDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsWhereTheyGo();
    void copiesAndTakesBack();
    void moves();
    void keepsTheUnsureApart();
    void tellsFileByFile();
    void warnsWhereItCannot();
    void offersWhatWasCutOff();
};

void SortDialogTest::showsWhereTheyGo()
{
    Bench bench;
    bench.place.writeTarget("oak/o2.jpg", "another");
    const auto before = bench.place.content();
    QVERIFY(!bench.button("startSortButton")->isEnabled());
    QVERIFY(bench.words().startsWith("Choose a folder first"));
    picture(*bench.dialog, "sort-empty");
    QVERIFY(bench.choose());
    QCOMPARE(bench.rows(), (QStringList{"e1.jpg|elm/e1.jpg|", "o1.jpg|oak/o1.jpg|",
                                        "o2.jpg|oak/o2 (2).jpg|Its name is taken, so it gets a number"}));
    QCOMPARE(bench.button("startSortButton")->text(), QStringLiteral("Copy 3 pictures"));
    QVERIFY2(bench.words().startsWith("They take 18 bytes;"), qPrintable(bench.words()));
    QVERIFY2(bench.words().endsWith("1 gets a number, since the name is taken."), qPrintable(bench.words()));
    auto* only = bench.find<QCheckBox>("sortRemarksOnly");
    QVERIFY(only->isVisible());
    only->setChecked(true);
    QCOMPARE(bench.rows().size(), 1);
    only->setChecked(false);
    QCOMPARE(bench.place.content(), before);
    for (const Appearance appearance : {Appearance::Dark, Appearance::Light}) {
        applyTheme(appearance);
        picture(*bench.dialog, appearance == Appearance::Dark ? "sort-dark" : "sort-light");
    }
}

void SortDialogTest::copiesAndTakesBack()
{
    Bench bench;
    const auto before = bench.place.content();
    QVERIFY(bench.choose());
    QVERIFY(!bench.button("undoSortButton")->isVisible());
    bench.button("startSortButton")->click();
    QTRY_COMPARE(bench.words(), QStringLiteral("3 pictures copied."));
    QCOMPARE(bench.place.content().size(), std::size_t(6));
    QVERIFY(!bench.button("startSortButton")->isEnabled()); // once is enough
    QVERIFY(!bench.button("stopSortButton")->isVisible());
    picture(*bench.dialog, "sort-done");
    bench.button("undoSortButton")->click();
    QTRY_COMPARE(bench.words(), QStringLiteral("3 pictures taken back."));
    QCOMPARE(bench.place.content(), before);
    QVERIFY(!bench.button("undoSortButton")->isVisible());
}

void SortDialogTest::moves()
{
    Bench bench;
    QVERIFY(bench.choose());
    bench.find<QComboBox>("sortHow")->setCurrentIndex(1);
    QTRY_COMPARE(bench.button("startSortButton")->text(), QStringLiteral("Move 3 pictures"));
    QTRY_VERIFY(bench.button("startSortButton")->isEnabled());
    bench.button("startSortButton")->click();
    QTRY_COMPARE(bench.words(), QStringLiteral("3 pictures moved."));
    QCOMPARE(bench.place.names(), (QStringList{"t/elm/e1.jpg", "t/oak/o1.jpg", "t/oak/o2.jpg"}));
}

void SortDialogTest::keepsTheUnsureApart()
{
    Bench bench;
    QVERIFY(bench.choose());
    bench.find<QSpinBox>("sortConfidence")->setValue(60);
    QTRY_COMPARE(bench.rows().value(0), QStringLiteral("e1.jpg|unsure/e1.jpg|"));
    bench.find<QComboBox>("sortUnsure")->setCurrentIndex(1);
    QTRY_COMPARE(bench.rows().value(0), QStringLiteral("e1.jpg|–|Unsure, so it stays where it is"));
    QTRY_COMPARE(bench.button("startSortButton")->text(), QStringLiteral("Copy 2 pictures"));
}

void SortDialogTest::tellsFileByFile()
{
    Bench bench;
    QVERIFY(bench.choose());
    std::filesystem::remove(bench.place.source("o1.jpg"));
    bench.button("startSortButton")->click();
    QTRY_COMPARE(bench.words(), QStringLiteral("2 pictures copied. 1 could not be; the table says why."));
    QCOMPARE(bench.rows().size(), 1); // those that need a look
    QVERIFY2(bench.rows()[0].startsWith("o1.jpg|oak/o1.jpg|") && bench.rows()[0].contains("was not found"),
             qPrintable(bench.rows()[0]));
    picture(*bench.dialog, "sort-failed");
}

void SortDialogTest::warnsWhereItCannot()
{
    Bench bench;
    bench.dialogs.folder = bench.place.source("o1.jpg"); // a file
    bench.button("chooseSortTargetButton")->click();
    QTRY_VERIFY2(bench.words().contains("is not a folder"), qPrintable(bench.words()));
    QVERIFY(!bench.button("startSortButton")->isEnabled());
    bench.dialogs.folder = bench.place.target();
    QVERIFY(bench.choose());
}

void SortDialogTest::offersWhatWasCutOff()
{
    const SortPlace place;
    for (const char* name : {"e1.jpg", "o1.jpg"})
        place.write(name);
    QVERIFY(FileSort::begin(*place.plan(true)).has_value()); // and the program dies
    {
        WindowTest test;
        test.window.show();
        auto* bar = test.find<QWidget>("unfinishedSortBar");
        QTRY_VERIFY(bar->isVisible());
        QVERIFY(test.find<QLabel>("unfinishedSortText")->text().startsWith("Sorting 2 pictures into “"));
        picture(test.window, "sort-cut-off");
        QVERIFY(test.click("finishSortButton"));
        QTRY_VERIFY(!bar->isVisible());
        QTRY_COMPARE(test.find<MessageBar>("messageBar")->text(), QStringLiteral("2 pictures sorted."));
        QCOMPARE(place.names(), (QStringList{"t/elm/e1.jpg", "t/oak/o1.jpg"}));
    }
    place.write("e2.jpg");
    QVERIFY(FileSort::begin(*place.plan(true)).has_value());
    WindowTest test;
    test.window.show();
    QTRY_VERIFY(test.find<QWidget>("unfinishedSortBar")->isVisible());
    QVERIFY(test.click("undoUnfinishedSortButton"));
    QTRY_VERIFY(!test.find<QWidget>("unfinishedSortBar")->isVisible());
    QCOMPARE(place.names(), (QStringList{"s/e2.jpg", "t/elm/e1.jpg", "t/oak/o1.jpg"}));
}

int main(int argc, char* argv[])
{
    const QTemporaryDir home;
    useTemporaryHome(home.path());
    const QApplication application(argc, argv);
    applyTheme(Appearance::Light);
    installTranslations();
    SortDialogTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_sortdialog.moc"
