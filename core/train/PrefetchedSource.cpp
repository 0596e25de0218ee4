// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/PrefetchedSource_p.h"

namespace cultivar {

void PrefetchedSource::begin(int epoch, bool isShuffled)
{
    stop();
    m_source.begin(epoch, isShuffled);
    m_samples = m_source.sampleCount();
}

Result<Batch> PrefetchedSource::batch(std::int64_t first, std::int64_t count)
{
    if (m_next != first) // the first one, or another one than was to be expected
        start(first, count);
    Made made;
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return !m_made.empty(); });
        made = std::move(m_made.front());
        m_made.pop_front();
    }
    m_changed.notify_all();
    if (made.count != count) { // memory ran out, and batches got smaller
        start(first, count);
        return batch(first, count);
    }
    m_next = first + count;
    if (m_next >= m_samples || made.thrown || !made.batch)
        stop();
    if (made.thrown)
        std::rethrow_exception(made.thrown);
    return std::move(made.batch);
}

void PrefetchedSource::start(std::int64_t first, std::int64_t count)
{
    stop();
    m_next = first;
    m_worker =
        std::jthread([this, first, count](const std::stop_token& stopped) { work(stopped, first, count); });
}

void PrefetchedSource::stop()
{
    m_worker = {}; // asks it to stop, and waits
    m_made.clear();
    m_next = -1;
}

void PrefetchedSource::work(const std::stop_token& stopped, std::int64_t first, std::int64_t count)
{
    for (; first < m_samples && !stopped.stop_requested(); first += count) {
        Made made = make(first, std::min(count, m_samples - first));
        const bool isLast = made.thrown || !made.batch;
        std::unique_lock lock(m_mutex);
        if (!m_changed.wait(lock, stopped, [this] { return m_made.size() < kReady; }))
            return;
        m_made.push_back(std::move(made));
        lock.unlock();
        m_changed.notify_all();
        if (isLast)
            return;
    }
}

PrefetchedSource::Made PrefetchedSource::make(std::int64_t first, std::int64_t count)
{
    Made made{first, count, Batch(), nullptr};
    try {
        made.batch = m_source.batch(first, count);
        if (m_pins && made.batch && made.batch->inputs.numel() > 0)
            made.batch->inputs = made.batch->inputs.pin_memory();
    } catch (...) {
        made.thrown = std::current_exception();
    }
    return made;
}

} // namespace cultivar
