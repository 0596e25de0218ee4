// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Arguments.h"
#include "app/ProgressLine.h"
#include "core/data/FileSort.h"
#include "core/predict/Predictor.h"

#include <QJsonObject>

namespace cultivar {

/// The part of `cultivar classify` that sorts what was classified into folders: its options, the pictures,
/// and what became of them.
class SortOptions
{
public:
    static std::vector<CommandSyntax::Option> syntax();
    UsageResult<void> configure(const Arguments& arguments);

    bool isWanted() const { return !m_settings.target.empty(); }
    void add(const std::filesystem::path& path, const Prediction& prediction);

    /// Plans, sorts unless it is only a dry run, and tells people or, with @p json, scripts about it. False
    /// where a file could not be sorted or it was stopped. Errors: those of SortPlan and FileSort.
    Result<bool> run(const QStringList& classes, const CancelToken& cancel, QJsonObject* json);

private:
    Result<FileSort::Outcome> sort(const SortPlan& plan, const CancelToken& cancel);

    SortSettings m_settings;
    bool m_isDryRun = false;
    std::vector<ClassifiedFile> m_files;
    ProgressLine m_line;
};

/// "1,204 of 1,206 files" and the reasons for the rest on stderr: what `classify --sort-into`, `undo-sort`
/// and `finish-sort` have in common.
QJsonObject toJson(const FileSort::Outcome& outcome);
void printFailures(const FileSort::Outcome& outcome);

} // namespace cultivar
