// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/WindowMain.h"

#include "core/session/Session.h"
#include "ui/MainWindow.h"

#include <QApplication>
#include <QIcon>

namespace cultivar {

int runWindow(int argc, char* argv[], const std::filesystem::path& file)
{
    QApplication application(argc, argv);
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/app/icons/cultivar-256.png")));
    return QApplication::exec();
}

} // namespace cultivar
