// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/Trainer.h"

#include <stdexcept>

namespace cultivar {

/// Ends a run as a crash would: in the middle of the epoch after @p epochs finished ones. The checkpoint
/// stays.
class Crash : public TrainingObserver
{
public:
    explicit Crash(int epochs) : m_left(epochs) {}
    void epochFinished(const EpochRecord&) override { --m_left; }
    void batchFinished(const BatchRecord&) override
    {
        if (m_left <= 0)
            throw std::runtime_error("crash");
    }

private:
    int m_left;
};

} // namespace cultivar
