// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/ExportOptions.h"
#include "core/model/ModelDescription.h"

#include <vector>

namespace cultivar {

/// A program that classifies pictures with an exported file, ready to run beside it and the labels.
struct ExportSnippet
{
    QString language; // "Python", "C++"
    std::filesystem::path file;
    QString text;
};

/// "leaves.labels.txt" for "leaves.onnx".
std::filesystem::path exportedLabels(const std::filesystem::path& output);

/// The programs for @p output, filled in from resources/snippets. None for labels, and none for the weights
/// of a network of our own, which other software does not have.
std::vector<ExportSnippet> exportSnippets(const ModelDescription& model, const ExportOptions& options,
                                          const std::filesystem::path& output);

} // namespace cultivar
