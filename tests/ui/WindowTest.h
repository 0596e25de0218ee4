// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Memory.h"
#include "core/base/Paths.h"
#include "core/session/Session.h"
#include "support/FakeDialogs.h"
#include "ui/MainWindow.h"
#include "ui/Theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDropEvent>
#include <QMimeData>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

namespace cultivar {

/// A whole window with its own session, and hands to use it by object name.
struct WindowTest
{
    Settings settings;
    FakeDialogs dialogs;
    Session session;
    MainWindow window{session, settings, dialogs};

    template <typename Widget>
    Widget* find(const char* name) const
    {
        return window.findChild<Widget*>(QLatin1String(name));
    }

    bool click(const char* name) const
    {
        auto* button = find<QAbstractButton>(name);
        if (!button || !button->isEnabled())
            return false;
        QTest::mouseClick(button, Qt::LeftButton);
        return true;
    }

    /// As the window system would deliver it.
    bool drop(const char* name, const std::filesystem::path& file) const
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(toQString(file))});
        return drop(name, data);
    }

    bool drop(const char* name, const QMimeData& data) const
    {
        auto* target = find<QWidget>(name);
        if (!target)
            return false;
        const QPoint middle = target->rect().center();
        QDragEnterEvent enter(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(target, &enter);
        QDropEvent event(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(target, &event);
        return enter.isAccepted() && event.isAccepted();
    }
};

/// Leaves a picture for people to look at, in the folder that CULTIVAR_SCREENSHOTS names, where it is set.
inline void picture(QWidget& window, const QString& name)
{
    const QString folder = qEnvironmentVariable("CULTIVAR_SCREENSHOTS");
    if (!folder.isEmpty())
        window.grab().save(QStringLiteral("%1/%2.png").arg(folder, name));
}

/// Keeps what the window and the session write out of the user's folders. Call first thing in main().
inline void useTemporaryHome(const QString& folder)
{
    for (const char* name : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"})
        qputenv(name, folder.toUtf8());
    qputenv("CULTIVAR_WEIGHTS_PATH", "");
}

/// main() of a test that shows windows: with a home of its own and the light theme.
template <class Test>
int runWindowTest(int argc, char* argv[])
{
    keepFreedMemory();
    const QTemporaryDir home;
    useTemporaryHome(home.path());
    const QApplication application(argc, argv);
    applyTheme(Appearance::Light);
    Test test;
    return QTest::qExec(&test, argc, argv);
}

} // namespace cultivar

#define CULTIVAR_WINDOW_TEST_MAIN(Test)                                                                      \
    int main(int argc, char* argv[])                                                                         \
    {                                                                                                        \
        return cultivar::runWindowTest<Test>(argc, argv);                                                    \
    }
