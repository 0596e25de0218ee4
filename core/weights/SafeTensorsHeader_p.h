// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/weights/SafeTensors.h"

namespace cultivar {

/// The JSON header of a safetensors file, checked against every rule of the format.
struct SafeTensorsHeader
{
    std::vector<TensorEntry> tensors; // in the order of their data
    std::map<std::string, std::string> metadata;

    /// Reads @p json, whose tensors must fill exactly @p dataBytes. Returns the broken rule, or nothing.
    QString parse(const std::string& json, std::uint64_t dataBytes);
};

/// "F32" and so on, as the format spells it.
const char* typeName(TensorType type);

} // namespace cultivar
