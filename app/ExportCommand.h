// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Command.h"
#include "core/export/ModelExport.h"

namespace cultivar {

/// `cultivar export`: takes a model to other software, checked before it is called done.
class ExportCommand : public Command
{
public:
    CommandSyntax syntax() const override;
    UsageResult<void> configure(const Arguments& arguments) override;
    Result<int> run(const CancelToken& cancel) override;

private:
    ModelExport m_export;
    std::filesystem::path m_photos; // a folder or a picture; may be empty
    bool m_isJson = false;
};

} // namespace cultivar
