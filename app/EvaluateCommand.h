// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Command.h"
#include "core/model/Device.h"

namespace cultivar {

/// `cultivar evaluate`: how often a model is right on labelled images.
class EvaluateCommand : public Command
{
public:
    CommandSyntax syntax() const override;
    UsageResult<void> configure(const Arguments& arguments) override;
    Result<int> run(const CancelToken& cancel) override;

private:
    std::filesystem::path m_model;
    std::filesystem::path m_dataset;
    int m_threads = 0;
    DeviceChoice m_device = DeviceChoice::Auto;
    bool m_isJson = false;
};

} // namespace cultivar
