// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/ModelDescription.h"

namespace cultivar {

/// One line about a model: its backbone, its classes and how well it did.
QString modelFacts(const ModelDescription& model);

} // namespace cultivar
