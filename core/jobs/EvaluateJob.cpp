// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/EvaluateJob.h"

#include "core/data/DatasetChanges.h"

#include <chrono>

namespace cultivar {

Result<void> EvaluateJob::run(const CancelToken& cancel)
{
    if (!m_task.predictor) {
        auto opened = Predictor::open(m_task.model);
        if (!opened)
            return tl::unexpected(opened.error());
        m_task.predictor = std::make_shared<Predictor>(std::move(*opened));
        Q_EMIT modelReady(m_task.predictor);
    }
    const auto dataset = scanDataset(m_task.folder, cancel);
    if (!dataset)
        return tl::unexpected(dataset.error());
    auto latest = std::chrono::steady_clock::time_point();
    const auto report = [&](int done, int total) {
        const auto now = std::chrono::steady_clock::now();
        if (done < total && now - latest < std::chrono::milliseconds(100))
            return;
        latest = now;
        Q_EMIT progress(done, total);
    };
    auto evaluation = Evaluation::run(*m_task.predictor, *dataset, {m_task.part, cancel, report});
    if (!evaluation)
        return tl::unexpected(evaluation.error());
    Q_EMIT evaluated(std::make_shared<const Evaluation>(std::move(*evaluation)));
    return {};
}

} // namespace cultivar
