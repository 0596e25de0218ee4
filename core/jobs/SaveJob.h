// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/Job.h"

#include <functional>

namespace cultivar {

/// Writes a file where the user wants it. Once begun it is not cancelled: who asked for a file and closes the
/// window still wants the file.
class SaveJob : public Job
{
    Q_OBJECT

public:
    explicit SaveJob(std::function<Result<void>()> write, QObject* parent = nullptr)
        : Job(parent), m_write(std::move(write))
    {
    }

protected:
    Result<void> run(const CancelToken&) override { return m_write(); }

private:
    std::function<Result<void>()> m_write;
};

} // namespace cultivar
