// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/ModelExport.h"

namespace cultivar {

// What the export page says, as whole sentences.

QString stageWords(ExportStage stage);
/// How well the file that was written agrees with the model.
QString outcomeWords(const ExportOutcome& outcome);
/// "ONNX (*.onnx)"
QString formatFilter(ExportFormat format);
/// Why there is no program to show.
QString noSnippetReason(ExportFormat format);

} // namespace cultivar
