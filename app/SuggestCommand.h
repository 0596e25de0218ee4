// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Command.h"
#include "core/train/BackboneRace.h"

namespace cultivar {

/// `cultivar suggest`: which backbone suits a dataset, told by a race on a sample of it.
class SuggestCommand : public Command
{
public:
    CommandSyntax syntax() const override;
    UsageResult<void> configure(const Arguments& arguments) override;
    Result<int> run(const CancelToken& cancel) override;

private:
    std::filesystem::path m_dataset;
    BackboneRace::Settings m_settings;
    bool m_isJson = false;
};

} // namespace cultivar
