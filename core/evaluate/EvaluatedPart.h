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
    Unseen,     // those that the model was not trained on
    All
};
QString partName(EvaluatedPart part); // "usual", "validation", "test", "unseen", "all"

/// Indices into Dataset::items. The validation part is a folder of that name, or the images that the run held
/// back and that are still there, whatever they are called now. Errors: NoImages (there is no such folder),
/// SplitUnknown (none of them is there, or the model does not tell), Cancelled.
Result<std::vector<std::size_t>> itemsOf(EvaluatedPart part, const Dataset& dataset,
                                         const ModelDescription& model, const CancelToken& cancel = {});

/// A part with its images.
struct EvaluatedItems
{
    EvaluatedPart part = EvaluatedPart::All; // never Usual
    std::vector<std::size_t> items;          // indices into Dataset::items
};

/// Which images judge two models fairly: those of @p part, as itemsOf() gives them for @p model, that neither
/// was trained on as far as they tell. Usual without a test folder is Unseen, and All stays all. Errors: as
/// itemsOf(); NoImages where none is left.
Result<EvaluatedItems> itemsFairTo(const ModelDescription& model, const ModelDescription& rival,
                                   EvaluatedPart part, const Dataset& dataset,
                                   const CancelToken& cancel = {});

/// What Usual means for @p dataset: Test or @p otherwise; other parts are what they are.
EvaluatedPart resolved(EvaluatedPart part, const Dataset& dataset, EvaluatedPart otherwise);

} // namespace cultivar
