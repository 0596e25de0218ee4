// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>

namespace cultivar {

/// The owner's side and the worker's side of "please stop" and "please wait". Copies share one state.
/// cancel(), pause() and resume() may be called from any thread; the worker polls checkpoint().
class CancelToken
{
public:
    void cancel()
    {
        {
            std::lock_guard lock(m_state->mutex);
            m_state->cancelled = true;
        }
        m_state->changed.notify_all();
    }

    void pause()
    {
        std::lock_guard lock(m_state->mutex);
        m_state->paused = true;
    }

    void resume()
    {
        {
            std::lock_guard lock(m_state->mutex);
            m_state->paused = false;
        }
        m_state->changed.notify_all();
    }

    bool isCancelled() const { return m_state->cancelled; }
    bool isPaused() const { return m_state->paused; }

    /// Blocks while paused. Returns false when the work must end.
    bool checkpoint() const
    {
        if (m_state->paused && !m_state->cancelled) {
            std::unique_lock lock(m_state->mutex);
            m_state->changed.wait(lock, [this] { return !m_state->paused || m_state->cancelled; });
        }
        return !m_state->cancelled;
    }

    /// Sleeps for @p time, or until the work must end; false then.
    bool waitFor(std::chrono::milliseconds time) const
    {
        std::unique_lock lock(m_state->mutex);
        return !m_state->changed.wait_for(lock, time, [this] { return m_state->cancelled.load(); });
    }

private:
    struct State
    {
        std::mutex mutex;
        std::condition_variable changed;
        std::atomic<bool> cancelled{false};
        std::atomic<bool> paused{false};
    };
    std::shared_ptr<State> m_state = std::make_shared<State>();
};

} // namespace cultivar
