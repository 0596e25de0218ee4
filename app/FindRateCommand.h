// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/TrainCommand.h"

namespace cultivar {

/// `cultivar find-rate`: the options of train, and instead of a model the learning rate that suits them.
class FindRateCommand : public TrainCommand
{
public:
    CommandSyntax syntax() const override;
    UsageResult<void> configure(const Arguments& arguments) override;
    Result<int> run(const CancelToken& cancel) override;
};

} // namespace cultivar
