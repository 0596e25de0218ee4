// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ParallelFor.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace cultivar {

void parallelFor(std::size_t count, int threads, const std::function<void(std::size_t)>& body)
{
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        for (std::size_t i = next++; i < count; i = next++)
            body(i);
    };
    std::vector<std::jthread> helpers;
    const auto wanted = std::min<std::size_t>(count, static_cast<std::size_t>(std::max(1, threads)));
    for (std::size_t i = 1; i < wanted; ++i)
        helpers.emplace_back(work);
    work();
}

namespace {

/// What the threads of one parallelInOrder() share.
class Conveyor
{
public:
    explicit Conveyor(const OrderedWork& work) : m_work(work), m_isMade(work.ahead), m_thrown(work.ahead) {}

    void produce()
    {
        std::unique_lock lock(m_mutex);
        while (true) {
            m_room.wait(lock, [this] { return isOver() || m_next < m_consumed + m_work.ahead; });
            if (isOver())
                return;
            const std::size_t i = m_next++;
            lock.unlock();
            std::exception_ptr thrown;
            try {
                m_work.produce(i);
            } catch (...) {
                thrown = std::current_exception();
            }
            lock.lock();
            m_thrown[i % m_work.ahead] = thrown;
            m_isMade[i % m_work.ahead] = true;
            m_made.notify_one();
        }
    }

    bool consume()
    {
        for (std::size_t i = 0; i < m_work.count; ++i) {
            std::unique_lock lock(m_mutex);
            m_made.wait(lock, [this, i] { return m_isMade[i % m_work.ahead]; });
            m_isMade[i % m_work.ahead] = false;
            lock.unlock();
            if (m_thrown[i % m_work.ahead])
                std::rethrow_exception(m_thrown[i % m_work.ahead]);
            if (!m_work.consume(i))
                return false;
            lock.lock();
            m_consumed = i + 1;
            lock.unlock();
            m_room.notify_one();
        }
        return true;
    }

    void stop()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_isStopped = true;
        }
        m_room.notify_all();
    }

private:
    bool isOver() const { return m_isStopped || m_next >= m_work.count; }

    const OrderedWork& m_work;
    std::mutex m_mutex;
    std::condition_variable m_room, m_made;
    std::size_t m_next = 0, m_consumed = 0;
    std::vector<bool> m_isMade; // by slot, as the next
    std::vector<std::exception_ptr> m_thrown;
    bool m_isStopped = false;
};

} // namespace

bool parallelInOrder(const OrderedWork& work)
{
    Conveyor conveyor(work);
    std::vector<std::jthread> threads;
    const auto wanted =
        std::min<std::size_t>(work.count, static_cast<std::size_t>(std::max(1, work.threads)));
    for (std::size_t i = 0; i < wanted; ++i)
        threads.emplace_back([&conveyor] { conveyor.produce(); });
    struct Stop // also where consume throws: the threads are joined next
    {
        Conveyor& conveyor;
        ~Stop() { conveyor.stop(); }
    } stop{conveyor};
    return conveyor.consume();
}

} // namespace cultivar
