// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/ClassifyJob.h"

#include "core/data/FolderScanner.h"

namespace cultivar {

ClassifyJob::ClassifyJob(std::filesystem::path model, std::shared_ptr<Predictor> predictor, QObject* parent)
    : Job(parent), m_model(std::move(model)), m_predictor(std::move(predictor))
{
}

Result<void> ClassifyJob::run(const CancelToken& cancel)
{
    if (!m_predictor) {
        auto opened = Predictor::open(m_model);
        if (!opened)
            return tl::unexpected(opened.error());
        m_predictor = std::make_shared<Predictor>(std::move(*opened));
        Q_EMIT modelReady(m_predictor);
    }
    if (!m_image.isNull()) {
        Q_EMIT collected(1, {});
        const auto prediction = m_predictor->classify(m_image);
        if (!prediction)
            return tl::unexpected(prediction.error());
        Q_EMIT classified({}, *prediction);
    }
    if (m_paths.empty())
        return {};
    const Dataset found = FolderScanner::collect(m_paths, cancel);
    std::vector<std::filesystem::path> images;
    for (const DatasetItem& item : found.items)
        images.push_back(item.path);
    Q_EMIT collected(static_cast<int>(images.size()), found.skipped);
    const bool isComplete = m_predictor->classifyAll(
        images, cancel, [&](std::size_t index, const Result<Prediction>& prediction) {
            if (prediction)
                Q_EMIT classified(images[index], *prediction);
            else
                Q_EMIT skipped(images[index], prediction.error());
        });
    return isComplete ? Result<void>() : failure(ErrorCode::Cancelled);
}

} // namespace cultivar
