// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Interval.h"
#include "core/train/Trainer.h"

#include <functional>

namespace cultivar {

enum class ComparedStrategy { FromScratch, Frozen, FineTuned };
QString strategyName(ComparedStrategy strategy); // "from-scratch", "frozen", "fine-tuned"

/// What one strategy made of a share of the training images.
struct StrategyResult
{
    ComparedStrategy strategy = ComparedStrategy::Frozen;
    double share = 1.0;         // of the training images
    std::optional<Error> error; // where it could not run; the rest is empty then
    int trainImages = 0, judgedImages = 0;
    bool isTest = false;   // judged on the test folder, else on the validation images
    double accuracy = 0.0; // 0–1
    Interval interval;
    double seconds = 0.0; // from start to model
    int bestEpoch = 0;
};

/// From scratch, frozen and fine-tuned on the same split: is transfer learning worth it here, and would more
/// images help? Every run is judged on the same images; only the training images are thinned out.
class StrategyComparison
{
public:
    struct Settings
    {
        TrainingConfig
            config; // backbone, weights, head, augmentation, seed, threads; the strategy is set here
        std::vector<double> shares{0.10, 0.25, 0.50, 1.0};
        std::vector<ComparedStrategy> strategies{ComparedStrategy::Frozen, ComparedStrategy::FineTuned,
                                                 ComparedStrategy::FromScratch};
        int headEpochs = 10, finetuneEpochs = 5, scratchEpochs = 30;
        int unfrozenLayers = 10;
    };
    using Report = std::function<void(const StrategyResult& result)>;

    /// Each result is reported as it comes. A run that fails does not stop the others. Errors: those of the
    /// split, Cancelled.
    static Result<std::vector<StrategyResult>> run(const Settings& settings, const Dataset& dataset,
                                                   const CancelToken& cancel = {}, const Report& report = {},
                                                   TrainingObserver* observer = nullptr);
    /// One line for each result, shares and accuracies 0–1. Errors: those of writing.
    static Result<void> writeCsv(const std::filesystem::path& target,
                                 const std::vector<StrategyResult>& results);
};

} // namespace cultivar
