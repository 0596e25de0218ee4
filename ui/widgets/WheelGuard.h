// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace cultivar {

/// Lets the wheel scroll the page instead of changing @p field, unless the field has the focus.
void guardWheel(QWidget* field);

} // namespace cultivar
