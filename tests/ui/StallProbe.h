// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>

namespace cultivar {

/// Measures how long the event loop was away at most: a timer that should come every 5 ms.
class StallProbe : public QObject
{
public:
    StallProbe()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(5);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            if (m_clock.isValid())
                m_longestMs = std::max(m_longestMs, m_clock.nsecsElapsed() / 1e6);
            m_clock.start();
        });
        m_timer.start();
    }

    double longestMs() const { return m_longestMs; }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    double m_longestMs = 0.0;
};

} // namespace cultivar
