// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace cultivar {

class ExplainedPicture;

/// How strongly a heat map covers its picture, and what the map means.
class OverlaySlider : public QWidget
{
    Q_OBJECT

public:
    explicit OverlaySlider(ExplainedPicture& picture, QWidget* parent = nullptr);
};

} // namespace cultivar
