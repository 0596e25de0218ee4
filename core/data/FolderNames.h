// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>

namespace cultivar {

/// The name of a folder for a class: legal on every usual file system, also on a stick for Windows, neither
/// hidden nor a way out of the folder above. Most class names stay what they are; "and/or" becomes "and_or".
/// Different classes may get one name.
std::string safeFolderName(const QString& className);

} // namespace cultivar
