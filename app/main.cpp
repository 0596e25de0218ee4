// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/CommandLine.h"
#include "app/Terminal.h"
#include "app/WindowMain.h"
#include "core/base/Memory.h"

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QNetworkProxyFactory>

namespace {

bool hasDisplay()
{
    return !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") ||
           !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
}

void nameApplication()
{
    QCoreApplication::setApplicationName(QStringLiteral("cultivar"));
    QCoreApplication::setApplicationVersion(QStringLiteral(CULTIVAR_VERSION));
}

/// On the command line stderr belongs to progress and errors; QT_LOGGING_RULES brings the log back.
void quietLog()
{
    QLoggingCategory::setFilterRules(QStringLiteral("*.debug=false\n*.info=false\nqt.gui.imageio*=false\n"));
}

} // namespace

int main(int argc, char* argv[])
{
    using namespace cultivar;
    keepFreedMemory();
    nameApplication();
    QNetworkProxyFactory::setUseSystemConfiguration(true);
    CommandLine line = CommandLine::parse({argv + 1, argv + argc});
    if (line.kind() != CommandLine::Kind::Window) {
        const QCoreApplication application(argc, argv);
        quietLog();
        return line.run();
    }
    if (!hasDisplay()) {
        writeStandardErrorLine(
            QStringLiteral("cultivar: there is no display for the window; 'cultivar --help' lists what "
                           "works without one, './run' in the source folder trains the sample"));
        return kExitFailed;
    }
    return runWindow(argc, argv, line.file());
}
