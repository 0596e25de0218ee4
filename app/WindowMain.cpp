// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/WindowMain.h"

#include "core/session/Session.h"
#include "ui/MainWindow.h"
#include "ui/QtDialogs.h"
#include "ui/Theme.h"
#include "ui/settings/SettingsStore.h"

#include <QApplication>
#include <QIcon>

namespace cultivar {

namespace {

void openFirst(Session& session, const std::filesystem::path& file, const std::filesystem::path& lastDataset)
{
    std::error_code ignored;
    if (!file.empty() && !std::filesystem::is_directory(file, ignored))
        session.openModel(file);
    else if (!file.empty())
        session.openDataset(file);
    else if (std::filesystem::is_directory(lastDataset, ignored))
        session.openDataset(lastDataset);
    else
        session.openSample();
}

} // namespace

int runWindow(int argc, char* argv[], const std::filesystem::path& file)
{
    const QApplication application(argc, argv);
    QApplication::setApplicationDisplayName(QStringLiteral("Cultivar"));
    QApplication::setDesktopFileName(QStringLiteral("cultivar"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/app/icons/cultivar-256.png")));

    Settings settings = SettingsStore::load();
    applyTheme(settings.appearance);
    QtDialogs dialogs;
    Session session;
    MainWindow window(session, settings, dialogs);
    window.show();
    openFirst(session, file, settings.lastDataset);
    return QApplication::exec();
}

} // namespace cultivar
