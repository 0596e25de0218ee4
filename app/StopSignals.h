// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"

#include <array>
#include <csignal>
#include <thread>

namespace cultivar {

/// Turns the first SIGINT or SIGTERM into CancelToken::cancel(), and ends the program at the second. The
/// handler may not lock, so it only writes to a pipe, and a thread at its other end cancels. One object at a
/// time.
class StopSignals
{
public:
    StopSignals();
    ~StopSignals();
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;

    const CancelToken& token() const { return m_cancel; }

private:
    static void handle(int signal);
    void wait();

    static int s_writeEnd; // of the pipe

    CancelToken m_cancel;
    std::array<int, 2> m_pipe{-1, -1};
    struct sigaction m_oldInterrupt
    {
    };
    struct sigaction m_oldTerminate
    {
    };
    std::thread m_thread;
};

} // namespace cultivar
