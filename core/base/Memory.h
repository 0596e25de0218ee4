// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace cultivar {

/// Makes malloc keep large freed blocks for the next request instead of returning them to the kernel.
/// Networks free and ask for the same tens of megabytes at every layer; fetching those pages anew each time
/// cost up to nine tenths of the inference time (measured, see tests/bench/RESULTS.md). Call once, first
/// thing in main().
void keepFreedMemory();
/// Returns what is free after all: for the end of a long task. Takes milliseconds.
void releaseFreedMemory();

} // namespace cultivar
