// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Command.h"
#include "app/ProgressLine.h"
#include "app/SortOptions.h"
#include "core/data/Dataset.h"
#include "core/evaluate/NearestImages.h"
#include "core/predict/AnswerTable.h"
#include "core/predict/Predictor.h"

#include <QJsonArray>

#include <optional>

namespace cultivar {

/// `cultivar classify`: the labels of files and of whole folders, in the order they were named. A file that
/// cannot be read is part of the result and stops nothing. Sorts them into folders where asked to.
class ClassifyCommand : public Command
{
public:
    CommandSyntax syntax() const override;
    UsageResult<void> configure(const Arguments& arguments) override;
    Result<int> run(const CancelToken& cancel) override;

private:
    void report(const ModelDescription& model, const std::filesystem::path& path,
                const Result<Prediction>& prediction);
    void reportPrediction(const ModelDescription& model, const std::filesystem::path& file,
                          const Prediction& prediction);
    void reportError(const QString& path, const Error& error);
    Result<int> finish(const ModelDescription& model, const CancelToken& cancel);
    Result<void> lookAtTrainingImages(const Predictor& predictor, const CancelToken& cancel);

    std::filesystem::path m_model;
    std::vector<std::filesystem::path> m_paths;
    std::filesystem::path m_csvPath;
    std::filesystem::path m_dataset; // where the training images are
    int m_nearestCount = 0;          // 0: none are named
    std::size_t m_top = 5;
    int m_threads = 0;
    DeviceChoice m_device = DeviceChoice::Auto;
    bool m_isJson = false;
    SortOptions m_sort;

    std::optional<NearestImages> m_nearest;
    std::optional<AnswerTable> m_csv;
    Result<void> m_written; // the first failure to write a result
    QJsonArray m_results;
    std::optional<Error> m_firstError;
    std::size_t m_classified = 0;
    ProgressLine m_line;
};

} // namespace cultivar
