// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QThread>

#include <deque>

namespace cultivar {

class Job;

/// Owns the one worker thread and runs jobs on it one after another. Lives on the GUI thread; takes ownership
/// of jobs.
class JobRunner : public QObject
{
    Q_OBJECT

public:
    explicit JobRunner(QObject* parent = nullptr);
    ~JobRunner() override; // cancels and waits

    void start(Job* job);
    bool isBusy() const { return m_current != nullptr; }
    Job* current() const { return m_current; }
    /// Waiting jobs end as cancelled too; each still reports finished().
    void cancelAll();

Q_SIGNALS:
    void busyChanged(bool isBusy);
    void idle();

private:
    void startNext();

    QThread m_thread;
    std::deque<Job*> m_waiting;
    Job* m_current = nullptr;
};

} // namespace cultivar
