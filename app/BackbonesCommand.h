// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Command.h"
#include "core/model/Device.h"
#include "core/weights/BackboneCatalog.h"

namespace cultivar {

/// `cultivar backbones`: the catalogue, which pretrained weights lie on this computer and what each network
/// costs on it; with `fetch NAME` it fetches weights, with `measure [NAME…]` it measures the cost.
class BackbonesCommand : public Command
{
public:
    CommandSyntax syntax() const override;
    UsageResult<void> configure(const Arguments& arguments) override;
    Result<int> run(const CancelToken& cancel) override;

private:
    enum class Action { List, Fetch, Measure };

    UsageResult<void> takeNames(const Arguments& arguments);
    Result<int> list() const;
    Result<int> fetch(const CancelToken& cancel) const;
    Result<int> measure(const CancelToken& cancel) const;

    Action m_action = Action::List;
    std::vector<BackboneInfo> m_wanted; // to fetch or measure
    int m_threads = 0;
    DeviceChoice m_device = DeviceChoice::Auto;
    bool m_isJson = false;
};

} // namespace cultivar
