// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/StopSignals.h"

#include <csignal>
#include <pthread.h>
#include <unistd.h>

namespace cultivar {

namespace {

sigset_t stopSet()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}

} // namespace

StopSignals::StopSignals()
{
    const sigset_t set = stopSet();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    m_thread = std::thread([this] { wait(); });
}

StopSignals::~StopSignals()
{
    m_isEnding = true;
    pthread_kill(m_thread.native_handle(), SIGTERM);
    m_thread.join();
    const sigset_t set = stopSet();
    pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

void StopSignals::wait()
{
    const sigset_t set = stopSet();
    while (true) {
        int signal = 0;
        if (sigwait(&set, &signal) != 0 || m_isEnding)
            return;
        if (m_cancel.isCancelled())
            _exit(128 + signal);
        m_cancel.cancel();
    }
}

} // namespace cultivar
