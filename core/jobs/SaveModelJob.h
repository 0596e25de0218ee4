// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/AtomicFile.h"
#include "core/jobs/Job.h"

namespace cultivar {

/// Copies a model file to where the user wants it, atomically. Once begun it is not cancelled: who asked for
/// a copy and closes the window still wants the copy.
class SaveModelJob : public Job
{
    Q_OBJECT

public:
    SaveModelJob(std::filesystem::path model, std::filesystem::path target, QObject* parent = nullptr)
        : Job(parent), m_model(std::move(model)), m_target(std::move(target))
    {
    }

protected:
    Result<void> run(const CancelToken&) override { return AtomicFile::copy(m_model, m_target); }

private:
    std::filesystem::path m_model, m_target;
};

} // namespace cultivar
