// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Command.h"

namespace cultivar {

/// `cultivar sample`: draws the example dataset into a folder.
class SampleCommand : public Command
{
public:
    CommandSyntax syntax() const override;
    UsageResult<void> configure(const Arguments& arguments) override;
    Result<int> run(const CancelToken& cancel) override;

private:
    std::filesystem::path m_folder;
};

} // namespace cultivar
