// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluate/Evaluation.h"

class QIODevice;

namespace cultivar {

/// One self-contained HTML page about an evaluation: figures, curves, confusion matrix, classes, calibration,
/// the worst mistakes with their pictures, settings, and the hashes of model and images. Loads nothing from
/// anywhere, escapes every name, is light or dark as the reader's system is. Any thread.
struct EvaluationReport
{
    /// Print: for QTextDocument, which knows neither SVG nor style sheets' newer half; needs a
    /// QGuiApplication.
    enum class Medium { Screen, Print };

    const Evaluation& evaluation;
    const ModelDescription& model;
    std::filesystem::path modelFile;
    Medium medium = Medium::Screen;

    /// Reads the evaluated images and the model for their hashes. Errors: Cancelled, WriteFailed, those of
    /// reading the model.
    Result<void> write(QIODevice& device, const CancelToken& cancel = {}) const;
};

/// The SHA-256 of the lines that sha256sum prints for the images, in the order of their paths below @p root;
/// what cannot be read is left out. Hexadecimal digits. Error: Cancelled.
Result<QString> hashOfImages(const std::vector<std::filesystem::path>& images,
                             const std::filesystem::path& root, const CancelToken& cancel = {});

} // namespace cultivar
