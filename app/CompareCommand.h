// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Command.h"
#include "core/train/StrategyComparison.h"

namespace cultivar {

/// `cultivar compare`: from scratch, frozen and fine-tuned on growing shares of the training images.
class CompareCommand : public Command
{
public:
    CommandSyntax syntax() const override;
    UsageResult<void> configure(const Arguments& arguments) override;
    Result<int> run(const CancelToken& cancel) override;

private:
    UsageResult<void> configureNumbers(const Arguments& arguments);
    UsageResult<void> configureShares(const Arguments& arguments);

    std::filesystem::path m_dataset;
    StrategyComparison::Settings m_settings;
    bool m_isJson = false;
};

} // namespace cultivar
