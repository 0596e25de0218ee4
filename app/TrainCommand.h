// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Command.h"
#include "core/data/Dataset.h"
#include "core/train/Trainer.h"

namespace cultivar {

/// `cultivar train`: folder in, model file out. SIGINT keeps the best epoch so far.
class TrainCommand : public Command
{
public:
    static constexpr int kFinetuneEpochs = 5;

    CommandSyntax syntax() const override;
    UsageResult<void> configure(const Arguments& arguments) override;
    Result<int> run(const CancelToken& cancel) override;

    const TrainingConfig& config() const { return m_config; }

protected:
    std::filesystem::path m_dataset;
    TrainingConfig m_config;
    bool m_isJson = false;

private:
    UsageResult<void> configureStart(const Arguments& arguments);
    UsageResult<void> configurePictures(const Arguments& arguments);
    UsageResult<void> configureStrategy(const Arguments& arguments);
    UsageResult<void> configureRecipe(const Arguments& arguments);
    UsageResult<void> configureNumbers(const Arguments& arguments);
    UsageResult<void> configureRegularization(const Arguments& arguments);
    Result<void> checkFiles() const;

    std::optional<ModelDescription> m_startModel; // of --from
};

} // namespace cultivar
