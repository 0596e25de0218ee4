// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Command.h"
#include "core/data/Dataset.h"

namespace cultivar {

/// `cultivar inspect`: what a training run would find in a folder. Every image is decoded, so that damaged
/// ones are known before hours of work; nothing is written.
class InspectCommand : public Command
{
public:
    CommandSyntax syntax() const override;
    UsageResult<void> configure(const Arguments& arguments) override;
    Result<int> run(const CancelToken& cancel) override;

private:
    std::filesystem::path m_dataset;
    int m_threads = 0;
    bool m_isJson = false;
};

} // namespace cultivar
