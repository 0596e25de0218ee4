// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/JobRunner.h"

#include "core/jobs/Job.h"

namespace cultivar {

JobRunner::JobRunner(QObject* parent) : QObject(parent)
{
    m_thread.setObjectName(QStringLiteral("jobs"));
    m_thread.setStackSize(16U << 20); // tracing and autograd recurse through deep networks
    m_thread.start();
}

JobRunner::~JobRunner()
{
    cancelAll();
    m_thread.quit();
    m_thread.wait();
    delete m_current; // its thread has ended, so nobody else touches it
    for (Job* job : m_waiting)
        delete job;
}

void JobRunner::start(Job* job)
{
    m_waiting.push_back(job);
    if (!m_current)
        startNext();
}

void JobRunner::cancelAll()
{
    for (Job* job : m_waiting)
        job->cancel();
    if (m_current)
        m_current->cancel();
}

void JobRunner::startNext()
{
    m_current = m_waiting.front();
    m_waiting.pop_front();
    m_current->setParent(nullptr);
    m_current->moveToThread(&m_thread);
    connect(m_current, &Job::finished, this, [this] {
        m_current->deleteLater();
        m_current = nullptr;
        if (!m_waiting.empty()) {
            startNext();
            return;
        }
        Q_EMIT busyChanged(false);
        Q_EMIT idle();
    });
    QMetaObject::invokeMethod(m_current, &Job::execute, Qt::QueuedConnection);
    Q_EMIT busyChanged(true);
}

} // namespace cultivar
