// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/Icons.h"

#include <QWidget>

namespace cultivar {

/// One icon on a soft round ground, in the accent colour.
class IconView : public QWidget
{
    Q_OBJECT

public:
    IconView(Icon icon, int side, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Icon m_icon;
};

} // namespace cultivar
