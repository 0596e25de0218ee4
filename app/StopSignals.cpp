// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/StopSignals.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace cultivar {

int StopSignals::s_writeEnd = -1;

StopSignals::StopSignals()
{
    // Without a pipe the signals keep their usual effect: the program ends.
    if (pipe2(m_pipe.data(), O_CLOEXEC) != 0)
        return;
    s_writeEnd = m_pipe[1];
    m_thread = std::thread([this] { wait(); });
    struct sigaction action
    {
    };
    action.sa_handler = &StopSignals::handle;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, &m_oldInterrupt);
    sigaction(SIGTERM, &action, &m_oldTerminate);
}

StopSignals::~StopSignals()
{
    if (!m_thread.joinable())
        return;
    sigaction(SIGINT, &m_oldInterrupt, nullptr);
    sigaction(SIGTERM, &m_oldTerminate, nullptr);
    handle(0);
    m_thread.join();
    s_writeEnd = -1;
    close(m_pipe[0]);
    close(m_pipe[1]);
}

void StopSignals::handle(int signal)
{
    const int savedErrno = errno;
    const auto byte = static_cast<unsigned char>(signal);
    [[maybe_unused]] const ssize_t written = write(s_writeEnd, &byte, 1);
    errno = savedErrno;
}

void StopSignals::wait()
{
    while (true) {
        unsigned char signal = 0;
        const ssize_t got = read(m_pipe[0], &signal, 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got != 1 || signal == 0)
            return;
        if (m_cancel.isCancelled())
            _exit(128 + signal);
        m_cancel.cancel();
    }
}

} // namespace cultivar
