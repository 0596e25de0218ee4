// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/export/ExportOptions.h"

#include <QJsonObject>

#include <functional>
#include <vector>

namespace cultivar {

enum class ExportStage { Reading, Writing, Checking };

/// What an export made.
struct ExportOutcome
{
    ExportOptions options;
    std::filesystem::path output;
    std::vector<std::filesystem::path> files; // output, labels and snippets
    std::int64_t bytes = 0;                   // of output
    int labels = 0;

    // The check; labels need none, and then the engine is empty.
    QString engine;          // that read the file back
    double difference = 0.0; // the largest between its probabilities and the model's
    int pictures = 0;        // compared
    int drawnPictures = 0;   // of these, where there were too few photos

    QJsonObject toJson() const;
};

/// Takes a model to other software: writes a file that needs no Cultivar, lets another engine read it, and
/// gives it its name only when that engine answers as the model does. Beside it go the labels and, for
/// networks, snippets in Python and C++. Any thread.
class ModelExport
{
public:
    std::filesystem::path model;
    std::filesystem::path output;
    ExportOptions options;
    std::vector<std::filesystem::path> photos; // to compare on; drawn pictures stand in for missing ones

    using Progress = std::function<void(ExportStage stage, int done, int total)>;
    /// Errors: those of ModelFile and AtomicFile, ExportDiffers, Cancelled. After an error the output is as
    /// it was.
    Result<ExportOutcome> run(const CancelToken& cancel, const Progress& progress) const;

private:
    Result<void> writeLabels(ExportOutcome& outcome) const;
    Result<void> exportNetwork(ExportOutcome& outcome, const CancelToken& cancel,
                               const Progress& progress) const;
    Result<void> check(const std::filesystem::path& file, ExportOutcome& outcome, const CancelToken& cancel,
                       const Progress& progress) const;
};

} // namespace cultivar
