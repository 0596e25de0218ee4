// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowTest.h"
#include "support/TinyDataset.h"

#include <QLabel>
#include <QListView>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>

using namespace cultivar;

namespace {

/// A window with a small dataset that has two copies of a disc, one of them among the squares.
struct HealthTest : WindowTest
{
    TinyDataset pictures;

    HealthTest()
    {
        std::filesystem::copy_file(pictures.image("discs/0.png"), pictures.image("discs/copy.png"));
        std::filesystem::copy_file(pictures.image("discs/0.png"), pictures.image("squares/copy.png"));
        window.show();
    }
    bool open()
    {
        session.openDataset(pictures.path());
        return settles();
    }
    bool settles()
    {
        const DatasetEdits& edits = session.datasetEdits();
        return QTest::qWaitFor([&] {
            return session.activity() == Session::Activity::Idle && !edits.isChanging() &&
                   !edits.isChecking() && edits.health().has_value();
        });
    }
    bool choose(const QString& topic)
    {
        auto* topics = find<QListWidget>("topicList");
        const auto items = topics->findItems(topic, Qt::MatchExactly);
        if (items.size() != 1)
            return false;
        topics->setCurrentItem(items.front());
        return true;
    }
    QStringList places() const
    {
        QStringList places;
        const auto* model = find<QListView>("findingList")->model();
        for (int i = 0; i < model->rowCount(); ++i)
            places << model->index(i, 0).data().toString();
        return places;
    }
    void select(const QString& place) const
    {
        auto* view = find<QListView>("findingList");
        view->setCurrentIndex(view->model()->index(int(places().indexOf(place)), 0));
    }
};

} // namespace

class HealthViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leadsFromTheLineToTheImages();
    void excludesTheCopiesAndTakesItBack();
    void includesAgain();
    void movesToAnotherClass();
    void staysWhereTheChangeWasMade();
    void tellsWhatCouldNotBeMoved();
};

void HealthViewTest::leadsFromTheLineToTheImages()
{
    HealthTest test;
    QVERIFY(test.open());
    QVERIFY(test.find<QLabel>("healthText")->text().startsWith("1 image in several classes · "));
    QVERIFY(!test.find<QWidget>("healthView")->isVisible());
    QVERIFY(test.click("reviewButton"));
    QVERIFY(test.find<QWidget>("healthView")->isVisible());
    QVERIFY(test.choose("1 image in several classes"));
    QCOMPARE(test.places(), (QStringList{"discs/0.png", "discs/copy.png", "squares/copy.png"}));
    QVERIFY(!test.find<QPushButton>("excludeButton")->isEnabled()); // nothing is selected
    QVERIFY(test.click("backToClassesButton"));
    QVERIFY(!test.find<QWidget>("healthView")->isVisible());
}

void HealthViewTest::excludesTheCopiesAndTakesItBack()
{
    HealthTest test;
    QVERIFY(test.open());
    QVERIFY(test.click("reviewButton"));
    QVERIFY(test.choose("1 image in several classes"));
    QVERIFY(test.click("selectCopiesButton"));
    QVERIFY(test.click("excludeButton"));
    QVERIFY(test.settles());
    QCOMPARE(test.session.dataset()->items.size(), std::size_t(36));
    QVERIFY(!test.choose("1 image in several classes"));
    QVERIFY(test.choose("2 images excluded by you"));
    QCOMPARE(test.places(), (QStringList{"discs/copy.png", "squares/copy.png"}));
    QVERIFY(test.click("undoButton"));
    QVERIFY(test.settles());
    QCOMPARE(test.session.dataset()->items.size(), std::size_t(38));
    QVERIFY(test.choose("1 image in several classes"));
    QVERIFY(!test.find<QPushButton>("undoButton")->isEnabled());
}

void HealthViewTest::includesAgain()
{
    HealthTest test;
    QVERIFY(test.open());
    test.session.datasetEdits().exclude(
        {test.pictures.image("discs/5.png"), test.pictures.image("discs/6.png")});
    QVERIFY(test.settles());
    QVERIFY(test.click("reviewButton"));
    QVERIFY(test.choose("2 images excluded by you"));
    test.select("discs/6.png");
    QVERIFY(test.click("includeButton"));
    QVERIFY(test.settles());
    QVERIFY(test.choose("1 image excluded by you"));
    QCOMPARE(test.places(), QStringList{"discs/5.png"});
}

void HealthViewTest::movesToAnotherClass()
{
    HealthTest test;
    QVERIFY(test.open());
    QVERIFY(test.click("reviewButton"));
    QVERIFY(test.choose("1 image in several classes"));
    test.select("squares/copy.png");
    QMenu* menu = test.find<QPushButton>("moveButton")->menu();
    Q_EMIT menu->aboutToShow();
    QCOMPARE(menu->actions().size(), 3);
    QCOMPARE(menu->actions()[0]->text(), QString("discs"));
    menu->actions()[0]->trigger();
    QVERIFY(test.settles());
    QVERIFY(std::filesystem::exists(test.pictures.image("discs/copy (2).png")));
    QVERIFY(!std::filesystem::exists(test.pictures.image("squares/copy.png")));
    QVERIFY(!test.choose("1 image in several classes"));
    QVERIFY(test.choose("1 image with identical copies"));
    QCOMPARE(test.places().size(), 3);
}

void HealthViewTest::staysWhereTheChangeWasMade()
{
    HealthTest test;
    QVERIFY(test.open());
    QVERIFY(test.click("reviewButton"));
    test.session.datasetEdits().exclude({test.pictures.image("discs/5.png")});
    QVERIFY(test.settles());
    QVERIFY(test.find<QWidget>("healthView")->isVisible());
    const TinyDataset other;
    test.session.openDataset(other.path());
    QTRY_COMPARE(test.session.dataset()->root, other.path());
    QVERIFY(!test.find<QWidget>("healthView")->isVisible());
}

void HealthViewTest::tellsWhatCouldNotBeMoved()
{
    HealthTest test;
    QVERIFY(test.open());
    std::filesystem::remove(test.pictures.image("discs/5.png"));
    test.session.datasetEdits().move({test.pictures.image("discs/5.png")}, 1);
    QVERIFY(test.settles());
    const auto* message = test.find<QLabel>("messageText");
    QVERIFY(message->isVisible());
    QVERIFY(message->text().contains("discs/5.png"));
}

CULTIVAR_WINDOW_TEST_MAIN(HealthViewTest)
#include "tst_healthview.moc"
