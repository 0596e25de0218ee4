// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>

namespace cultivar {

/// Runs body(0) … body(count − 1) on up to @p threads threads, the caller's included, and returns when all
/// are done. Indices are handed out one by one, so uneven work is balanced. The body must not throw.
void parallelFor(std::size_t count, int threads, const std::function<void(std::size_t)>& body);

/// Work that is done by several threads at once and taken in order.
struct OrderedWork
{
    std::size_t count = 0;
    int threads = 1;
    std::size_t ahead = 1;                    // how far produce may run before consume
    std::function<void(std::size_t)> produce; // on the threads
    std::function<bool(std::size_t)> consume; // on the caller's thread; false ends the work
};

/// Runs produce(i) on its threads and consume(i) on the caller's, i in order. What produce(i) has made may
/// lie in a slot i % ahead: no other thread touches it before consume(i) has returned. What produce(i) throws
/// comes out in place of consume(i). False when consume ended it; returns when all threads have stopped.
bool parallelInOrder(const OrderedWork& work);

} // namespace cultivar
