// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/FindRateCommand.h"

#include "app/JsonOutput.h"
#include "app/ProgressPrinter.h"
#include "app/Table.h"
#include "app/Terminal.h"
#include "core/data/FolderScanner.h"

#include <QJsonObject>

#include <algorithm>

namespace cultivar {

namespace {

constexpr std::size_t kRowStep = 5; // points from one printed row to the next

QString textOf(const RateCurve& curve)
{
    Table table({"rate", "loss"});
    const auto means = curve.smoothed();
    for (std::size_t i = 0; i < means.size(); i += kRowStep)
        table.add({QString::number(means[i].rate, 'g', 2), QString::number(means[i].loss, 'f', 3)});
    const auto suggestion = curve.suggestion();
    return table.text() + (suggestion
                               ? QStringLiteral("\nSuggested: --lr %1\n").arg(*suggestion, 0, 'g', 2)
                               : QStringLiteral("\nThe loss never falls: no rate can be suggested.\n"));
}

} // namespace

CommandSyntax FindRateCommand::syntax() const
{
    CommandSyntax syntax = TrainCommand::syntax();
    syntax.name = QStringLiteral("find-rate");
    syntax.summary = QStringLiteral("find the learning rate that suits a training");
    std::erase_if(syntax.options, [](const CommandSyntax::Option& option) {
        return option.name == "--out" || option.name == "--resume" || option.name == "--lr";
    });
    syntax.notes = QStringLiteral(
        "Takes the options of 'cultivar train'. Tries rising rates on what mini-batches would train\n"
        "first, and suggests the one at which the loss falls fastest. Without --from-scratch and without\n"
        "--unfreeze that is the head, with --solver adamw.");
    return syntax;
}

UsageResult<void> FindRateCommand::configure(const Arguments& arguments)
{
    const auto configured = TrainCommand::configure(arguments);
    m_config.checkpoint.clear();
    if (configured && !m_config.isFromScratch && m_config.finetuneEpochs == 0)
        m_config.headSolver = HeadSolver::AdamW; // the one thing here that has a rate
    return configured;
}

Result<int> FindRateCommand::run(const CancelToken& cancel)
{
    Result<RateCurve> curve = failure(ErrorCode::Internal);
    {
        ProgressPrinter printer(m_config.totalEpochs());
        const auto dataset = FolderScanner::scan(m_dataset, cancel);
        if (!dataset)
            return tl::unexpected(dataset.error());
        curve = Trainer::findRate(m_config, *dataset, cancel, &printer);
    }
    if (!curve)
        return tl::unexpected(curve.error());
    const auto printed = m_isJson ? printJson(curve->toJson()) : printText(textOf(*curve));
    return printed.map([] { return kExitDone; });
}

} // namespace cultivar
