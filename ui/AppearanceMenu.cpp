// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/AppearanceMenu.h"

#include "ui/Theme.h"

#include <QActionGroup>

namespace cultivar {

AppearanceMenu::AppearanceMenu(Settings& settings, QWidget* parent) : QMenu(tr("&Appearance"), parent)
{
    auto* group = new QActionGroup(this);
    const std::pair<QString, Appearance> choices[] = {{tr("As the &system"), Appearance::System},
                                                      {tr("&Light"), Appearance::Light},
                                                      {tr("&Dark"), Appearance::Dark}};
    for (const auto& [name, appearance] : choices) {
        QAction* action = group->addAction(name);
        action->setCheckable(true);
        action->setChecked(settings.appearance == appearance);
        addAction(action);
        connect(action, &QAction::triggered, this, [&settings, chosen = appearance] {
            settings.appearance = chosen;
            applyTheme(chosen);
        });
    }
}

} // namespace cultivar
