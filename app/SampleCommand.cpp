// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/SampleCommand.h"

#include "app/JsonOutput.h"
#include "app/ProgressLine.h"
#include "core/base/Paths.h"
#include "core/data/SampleDataset.h"

namespace cultivar {

CommandSyntax SampleCommand::syntax() const
{
    CommandSyntax syntax;
    syntax.name = QStringLiteral("sample");
    syntax.summary = QStringLiteral("write the drawn sample dataset");
    syntax.operands = {{"FOLDER", "created if need be; one folder per class goes into it"}};
    return syntax;
}

UsageResult<void> SampleCommand::configure(const Arguments& arguments)
{
    m_folder = arguments.operands().front();
    return {};
}

Result<int> SampleCommand::run(const CancelToken& cancel)
{
    ProgressLine line;
    const auto written = SampleDataset::write(m_folder, 1, cancel, [&line](int done, int total) {
        line.update(QStringLiteral("drawing"), done, total);
    });
    line.clear();
    if (!written)
        return tl::unexpected(written.error());
    const auto classes = SampleDataset::classes();
    const auto printed = printText(QStringLiteral("%1 images of %2 classes in %3\n")
                                       .arg(classes.size() * SampleDataset::kImagesPerClass)
                                       .arg(classes.size())
                                       .arg(displayPath(m_folder)));
    if (!printed)
        return tl::unexpected(printed.error());
    return kExitDone;
}

} // namespace cultivar
