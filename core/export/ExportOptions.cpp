// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/ExportOptions.h"

namespace cultivar {

namespace {

struct FormatNames
{
    const char *name, *suffix;
};

constexpr FormatNames kFormatNames[] = {
    {"onnx", ".onnx"}, {"torchscript", ".pt"}, {"safetensors", ".safetensors"}, {"labels", ".txt"}};

} // namespace

QString ExportOptions::name(ExportFormat format)
{
    return QString::fromLatin1(kFormatNames[static_cast<int>(format)].name);
}

QString ExportOptions::suffix(ExportFormat format)
{
    return QString::fromLatin1(kFormatNames[static_cast<int>(format)].suffix);
}

} // namespace cultivar
