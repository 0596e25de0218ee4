// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/EpochSource_p.h"

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>

namespace cultivar {

/// Another source's batches, the next few of them made on a thread of its own while the network is busy. What
/// they hold and in which order does not change. One thread asks; the other source is only ever touched by
/// one at a time.
class PrefetchedSource : public EpochSource
{
public:
    static constexpr std::size_t kReady = 2; // batches that wait at most

    /// @p source must outlive this. @p pins: into memory that a CUDA device copies from by itself.
    explicit PrefetchedSource(EpochSource& source, bool pins = false) : m_source(source), m_pins(pins) {}
    ~PrefetchedSource() override { stop(); }

    void begin(int epoch, bool isShuffled) override;
    std::int64_t sampleCount() const override { return m_samples; }
    /// Batches that follow each other are there sooner; others are no mistake. Throws what the source has
    /// thrown for this batch.
    Result<Batch> batch(std::int64_t first, std::int64_t count) override;

private:
    struct Made
    {
        std::int64_t first = 0, count = 0;
        Result<Batch> batch;
        std::exception_ptr thrown;
    };
    void start(std::int64_t first, std::int64_t count);
    void stop();
    void work(const std::stop_token& stopped, std::int64_t first, std::int64_t count);
    Made make(std::int64_t first, std::int64_t count);

    EpochSource& m_source;
    bool m_pins;
    std::int64_t m_samples = 0;
    std::mutex m_mutex; // of the two below
    std::condition_variable_any m_changed;
    std::deque<Made> m_made;
    std::int64_t m_next = -1; // sample that the next batch begins with; −1: nobody is at it
    std::jthread m_worker;
};

} // namespace cultivar
