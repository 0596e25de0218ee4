// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowTest.h"
#include "ui/settings/SettingsDialog.h"
#include "ui/settings/SettingsStore.h"

#include <QLabel>
#include <QLineEdit>

using namespace cultivar;

/// The address that weights come from.
class SettingsDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsAndResetsTheMirror();
    void refusesWhatIsNoAddress();
    void environmentCountsFirst();

private:
    struct Opened
    {
        explicit Opened(WindowTest& test)
            : dialog(new SettingsDialog(test.session, test.settings, &test.window))
        {
            dialog->open();
        }
        QLineEdit* edit() const { return dialog->findChild<QLineEdit*>("mirrorEdit"); }
        QAbstractButton* button(const char* name) const { return dialog->findChild<QAbstractButton*>(name); }
        QString note() const { return dialog->findChild<QLabel*>("mirrorNote")->text(); }

        QPointer<SettingsDialog> dialog;
    };
};

void SettingsDialogTest::keepsAndResetsTheMirror()
{
    WindowTest test;
    const BackboneInfo info = *BackboneCatalog::find(QStringLiteral("resnet18"));
    const QUrl published = test.session.weightFetching().address(info);
    {
        const Opened settings(test);
        QCOMPARE(settings.edit()->text(), QString());
        QVERIFY(!settings.button("resetMirrorButton")->isEnabled());
        QTest::keyClicks(settings.edit(), QStringLiteral("https://mirror.lan/w"));
        settings.button("saveSettingsButton")->click();
        QTRY_VERIFY(!settings.dialog);
    }
    QCOMPARE(SettingsStore::load().weightsMirror, QStringLiteral("https://mirror.lan/w"));
    QCOMPARE(test.session.weightFetching().address(info).host(), QStringLiteral("mirror.lan"));
    {
        const Opened settings(test);
        QCOMPARE(settings.edit()->text(), QStringLiteral("https://mirror.lan/w"));
        settings.button("resetMirrorButton")->click();
        settings.button("saveSettingsButton")->click();
    }
    QCOMPARE(SettingsStore::load().weightsMirror, QString());
    QCOMPARE(test.session.weightFetching().address(info), published);
}

void SettingsDialogTest::refusesWhatIsNoAddress()
{
    WindowTest test;
    const Opened settings(test);
    QTest::keyClicks(settings.edit(), QStringLiteral("/srv/weights"));
    QVERIFY(!settings.button("saveSettingsButton")->isEnabled());
    QVERIFY(settings.note().contains(QStringLiteral("not the address")));
    picture(*settings.dialog, QStringLiteral("settings"));
    QTest::keyClick(settings.edit(), Qt::Key_Return);
    QVERIFY(settings.dialog);
    QCOMPARE(test.settings.weightsMirror, QString());
}

void SettingsDialogTest::environmentCountsFirst()
{
    WindowTest test;
    test.settings.weightsMirror = QStringLiteral("https://mirror.lan/w");
    qputenv("CULTIVAR_WEIGHTS_URL", "https://office.lan/");
    const Opened settings(test);
    QCOMPARE(settings.edit()->text(), QStringLiteral("https://office.lan/"));
    QVERIFY(!settings.edit()->isEnabled());
    QVERIFY(!settings.button("resetMirrorButton")->isEnabled());
    QVERIFY(settings.note().contains(QStringLiteral("CULTIVAR_WEIGHTS_URL")));
    settings.button("saveSettingsButton")->click();
    qunsetenv("CULTIVAR_WEIGHTS_URL");
    QCOMPARE(test.settings.weightsMirror, QStringLiteral("https://mirror.lan/w")); // as it was
}

CULTIVAR_WINDOW_TEST_MAIN(SettingsDialogTest)
#include "tst_settingsdialog.moc"
