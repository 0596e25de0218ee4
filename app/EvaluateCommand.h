// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Command.h"
#include "core/evaluate/EvaluatedPart.h"
#include "core/model/Device.h"

namespace cultivar {

class Predictor;
struct Evaluation;
struct ModelComparison;
struct ModelDescription;

/// `cultivar evaluate`: how often a model is right on labelled images, where it is not, and whether its
/// confidence can be trusted.
class EvaluateCommand : public Command
{
public:
    CommandSyntax syntax() const override;
    UsageResult<void> configure(const Arguments& arguments) override;
    Result<int> run(const CancelToken& cancel) override;

private:
    Result<void> checkFiles() const;
    /// What the model makes of the images, and how that compares with the other model where one is named.
    struct Findings;
    Result<Findings> findings(const Predictor& predictor, const CancelToken& cancel) const;
    Result<void> print(const Findings& findings, const ModelDescription& model) const;
    QString comparisonText(const ModelComparison& comparison, const ModelDescription& rival) const;
    Result<void> writeCsv(const Evaluation& evaluation) const;
    Result<void> writeReport(const Evaluation& evaluation, const ModelDescription& model,
                             const CancelToken& cancel) const;

    std::filesystem::path m_model;
    std::filesystem::path m_dataset;
    std::filesystem::path m_rival;         // empty: nothing is compared
    std::filesystem::path m_csv, m_report; // empty: not wanted
    EvaluatedPart m_part = EvaluatedPart::Usual;
    int m_threads = 0;
    DeviceChoice m_device = DeviceChoice::Auto;
    bool m_isJson = false;
};

} // namespace cultivar
