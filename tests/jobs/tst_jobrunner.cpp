// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/Job.h"
#include "core/jobs/JobRunner.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

#include <new>
#include <stdexcept>

using namespace cultivar;

namespace {

class FunctionJob : public Job
{
public:
    explicit FunctionJob(std::function<Result<void>(const CancelToken&)> function)
        : m_function(std::move(function))
    {
    }

protected:
    Result<void> run(const CancelToken& cancel) override { return m_function(cancel); }

private:
    std::function<Result<void>(const CancelToken&)> m_function;
};

} // namespace

class JobRunnerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsInOrderOffTheMainThread();
    void turnsExceptionsIntoErrors();
    void cancelsTheRunningAndTheWaiting();
    void pausesAndResumes();
    void endsWhileAJobRuns();

private:
    /// Starts @p function as a job; what it finished with is appended to m_ends.
    Job* start(JobRunner& runner, std::function<Result<void>(const CancelToken&)> function)
    {
        auto* job = new FunctionJob(std::move(function));
        connect(job, &Job::finished, this, [this](const std::optional<Error>& error) {
            m_ends.push_back(error ? std::optional(error->code) : std::nullopt);
        });
        runner.start(job);
        return job;
    }

    std::vector<std::optional<ErrorCode>> m_ends;

private Q_SLOTS:
    void init() { m_ends.clear(); }
};

void JobRunnerTest::runsInOrderOffTheMainThread()
{
    JobRunner runner;
    QSignalSpy idle(&runner, &JobRunner::idle);
    std::vector<int> order;
    const QThread* main = QThread::currentThread();
    bool isElsewhere = true;
    for (int i = 0; i < 5; ++i) {
        start(runner, [&, i](const CancelToken&) -> Result<void> {
            isElsewhere = isElsewhere && QThread::currentThread() != main;
            order.push_back(i);
            return {};
        });
    }
    QTRY_COMPARE(m_ends.size(), std::size_t(5));
    QCOMPARE(order, (std::vector<int>{0, 1, 2, 3, 4}));
    QVERIFY(isElsewhere);
    QTRY_COMPARE(idle.size(), 1);
    QVERIFY(!runner.isBusy());
}

void JobRunnerTest::turnsExceptionsIntoErrors()
{
    JobRunner runner;
    start(runner, [](const CancelToken&) -> Result<void> { throw std::bad_alloc(); });
    start(runner, [](const CancelToken&) -> Result<void> { throw std::runtime_error("no luck\nframe 1"); });
    start(runner, [](const CancelToken&) -> Result<void> { return failure(ErrorCode::NoImages); });
    QTRY_COMPARE(m_ends.size(), std::size_t(3));
    QCOMPARE(m_ends[0], std::optional(ErrorCode::OutOfMemory));
    QCOMPARE(m_ends[1], std::optional(ErrorCode::Internal));
    QCOMPARE(m_ends[2], std::optional(ErrorCode::NoImages));
}

void JobRunnerTest::cancelsTheRunningAndTheWaiting()
{
    JobRunner runner;
    QSemaphore started, goOn;
    bool hasWaitingRun = false;
    start(runner, [&](const CancelToken& cancel) -> Result<void> {
        started.release();
        goOn.acquire();
        return cancel.checkpoint() ? Result<void>() : failure(ErrorCode::Cancelled);
    });
    start(runner, [&](const CancelToken&) -> Result<void> {
        hasWaitingRun = true;
        return {};
    });
    started.acquire();
    runner.cancelAll();
    goOn.release();
    QTRY_COMPARE(m_ends.size(), std::size_t(2)); // every job reports its end
    QCOMPARE(m_ends[0], std::optional(ErrorCode::Cancelled));
    QCOMPARE(m_ends[1], std::optional(ErrorCode::Cancelled));
    QVERIFY(!hasWaitingRun);
    start(runner, [](const CancelToken&) -> Result<void> { return {}; });
    QTRY_COMPARE(m_ends.size(), std::size_t(3)); // and the runner is not cancelled for good
    QVERIFY(!m_ends[2]);
}

void JobRunnerTest::pausesAndResumes()
{
    JobRunner runner;
    QSemaphore reached, goOn;
    std::atomic<int> steps = 0;
    Job* job = start(runner, [&](const CancelToken& cancel) -> Result<void> {
        reached.release();
        goOn.acquire();
        while (cancel.checkpoint() && ++steps < 3) {
        }
        return {};
    });
    reached.acquire();
    job->pause();
    goOn.release();
    QVERIFY(job->isPaused());
    QCoreApplication::processEvents();
    QVERIFY(m_ends.empty());
    QCOMPARE(steps.load(), 0); // it waits at its first checkpoint
    job->resume();
    QTRY_COMPARE(m_ends.size(), std::size_t(1));
    QCOMPARE(steps.load(), 3);
}

void JobRunnerTest::endsWhileAJobRuns()
{
    QSemaphore started;
    auto runner = std::make_unique<JobRunner>();
    bool hasSeenCancel = false;
    start(*runner, [&](const CancelToken& cancel) -> Result<void> {
        started.release();
        while (cancel.checkpoint())
            QThread::yieldCurrentThread();
        hasSeenCancel = true;
        return failure(ErrorCode::Cancelled);
    });
    start(*runner, [](const CancelToken&) -> Result<void> { return {}; });
    started.acquire();
    runner.reset(); // waits for the job, and frees the one that never ran
    QVERIFY(hasSeenCancel);
}

QTEST_GUILESS_MAIN(JobRunnerTest)
#include "tst_jobrunner.moc"
