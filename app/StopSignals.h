// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"

#include <atomic>
#include <thread>

namespace cultivar {

/// Turns the first SIGINT or SIGTERM into CancelToken::cancel(), and ends the program at the second. A thread
/// of its own waits for them, since a signal handler may not lock. Create it before any other thread: they
/// inherit the mask.
class StopSignals
{
public:
    StopSignals();
    ~StopSignals();
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;

    const CancelToken& token() const { return m_cancel; }

private:
    void wait();

    CancelToken m_cancel;
    std::atomic<bool> m_isEnding{false};
    std::thread m_thread;
};

} // namespace cultivar
