// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/data/Dataset.h"
#include "core/model/ModelDescription.h"

namespace cultivar {

/// Which images of a folder judge a model.
enum class EvaluatedPart {
    Usual,      // its test folder where it has one, else all
    Validation, // what the run that made the model held back
    Test,       // its test folder
    All
};
QString partName(EvaluatedPart part); // "usual", "validation", "test", "all"

/// Indices into Dataset::items. The validation part is a folder of that name, or drawn again as the run drew
/// it. Errors: NoImages (there is no such folder), SplitUnknown (the folder has other classes or images than
/// the run saw, or the model does not tell), Cancelled.
Result<std::vector<std::size_t>> itemsOf(EvaluatedPart part, const Dataset& dataset,
                                         const ModelDescription& model, const CancelToken& cancel = {});

} // namespace cultivar
