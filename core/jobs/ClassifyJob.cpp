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
        Q_EMIT collected(1);
        add({{}, m_predictor->classify(m_image)});
    }
    return m_paths.empty() ? Result<void>() : classifyPaths(cancel);
}

Result<void> ClassifyJob::classifyPaths(const CancelToken& cancel)
{
    const Dataset found = FolderScanner::collect(m_paths, cancel);
    std::vector<std::filesystem::path> images;
    for (const DatasetItem& item : found.items)
        images.push_back(item.path);
    Q_EMIT collected(static_cast<int>(images.size() + found.skipped.size()));
    const bool isComplete = m_predictor->classifyAll(
        images, cancel, [&](std::size_t index, const Result<Prediction>& prediction) {
            ClassifiedPicture picture{images[index], prediction};
            if (prediction)
                picture.answer->networkView = {}; // 150 kB that the file can give again
            add(std::move(picture));
        });
    for (const SkippedFile& file : found.skipped)
        m_batch.push_back({file.path, tl::unexpected(file.reason)});
    flush();
    return isComplete ? Result<void>() : failure(ErrorCode::Cancelled);
}

void ClassifyJob::add(ClassifiedPicture picture)
{
    constexpr qint64 kIntervalMs = 100;
    m_batch.push_back(std::move(picture));
    if (!m_sinceFlush.isValid() || m_sinceFlush.elapsed() >= kIntervalMs)
        flush();
}

void ClassifyJob::flush()
{
    if (!m_batch.empty())
        Q_EMIT classified(std::exchange(m_batch, {}));
    m_sinceFlush.start();
}

} // namespace cultivar
