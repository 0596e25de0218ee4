// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Command.h"
#include "core/weights/BackboneCatalog.h"

#include <optional>

namespace cultivar {

/// `cultivar backbones`: the catalogue, and which pretrained weights lie on this computer; with `fetch NAME`
/// it fetches some.
class BackbonesCommand : public Command
{
public:
    CommandSyntax syntax() const override;
    UsageResult<void> configure(const Arguments& arguments) override;
    Result<int> run(const CancelToken& cancel) override;

private:
    Result<int> list() const;
    Result<int> fetch(const CancelToken& cancel) const;

    std::optional<BackboneInfo> m_wanted; // to fetch
    bool m_isJson = false;
};

} // namespace cultivar
