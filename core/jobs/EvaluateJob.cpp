// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/EvaluateJob.h"

#include "core/data/DatasetChanges.h"
#include "core/jobs/Pace.h"

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
    Pace pace;
    const auto report = [&](int done, int total) {
        if (pace.isDue(static_cast<std::size_t>(done), static_cast<std::size_t>(total)))
            Q_EMIT progress(done, total);
    };
    if (!m_task.rival.empty())
        return compare(*dataset, cancel, report);
    auto evaluation = Evaluation::run(*m_task.predictor, *dataset, {m_task.part, cancel, report});
    if (!evaluation)
        return tl::unexpected(evaluation.error());
    Q_EMIT evaluated(std::make_shared<const Evaluation>(std::move(*evaluation)), nullptr);
    return {};
}

Result<void> EvaluateJob::compare(const Dataset& dataset, const CancelToken& cancel, const Progress& progress)
{
    const auto rival = Predictor::open(m_task.rival);
    if (!rival)
        return tl::unexpected(rival.error());
    const auto fair =
        itemsFairTo(m_task.predictor->description(), rival->description(), m_task.part, dataset, cancel);
    if (!fair)
        return tl::unexpected(fair.error());
    auto first = Evaluation::run(*m_task.predictor, dataset, fair->items, {fair->part, cancel, progress});
    const auto second =
        first ? Evaluation::run(*rival, dataset, fair->items, {fair->part, cancel, progress}) : first;
    if (!second)
        return tl::unexpected(second.error());
    const auto comparison = std::make_shared<const ModelComparison>(ModelComparison::of(*first, *second));
    Q_EMIT evaluated(std::make_shared<const Evaluation>(std::move(*first)), comparison);
    return {};
}

} // namespace cultivar
