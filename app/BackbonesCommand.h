// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Command.h"

namespace cultivar {

/// `cultivar backbones`: the catalogue, and which pretrained weights lie on this computer.
class BackbonesCommand : public Command
{
public:
    CommandSyntax syntax() const override;
    UsageResult<void> configure(const Arguments& arguments) override;
    Result<int> run(const CancelToken& cancel) override;

private:
    bool m_isJson = false;
};

} // namespace cultivar
