// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace cultivar {

/// Shows the window until it is closed, with @p file (a model or a dataset folder) opened, else with the
/// dataset of the last time, at the very first start with the sample. Returns the exit code.
int runWindow(int argc, char* argv[], const std::filesystem::path& file);

} // namespace cultivar
