// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/Previews.h"

#include "core/jobs/ThumbnailJob.h"

namespace cultivar {

void Previews::showThumbnails()
{
    if (m_thumbnails)
        m_thumbnails->cancel();
    auto* job = new ThumbnailJob(*m_dataset);
    m_thumbnails = job;
    connect(job, &ThumbnailJob::thumbnailReady, this,
            [this, job](int label, int itemIndex, const Image& thumbnail) {
                if (job == m_thumbnails)
                    Q_EMIT thumbnailReady(label, itemIndex, thumbnail);
            });
    connect(job, &Job::finished, this, [this, job] {
        if (job != m_thumbnails)
            return;
        m_thumbnails = nullptr;
        Q_EMIT thumbnailsFinished();
    });
    m_thumbnailRunner.start(job);
}

void Previews::augment(std::size_t item, const AugmentationPreviewJob::Settings& settings)
{
    if (m_augmentation)
        m_augmentation->cancel();
    m_augmentation = nullptr;
    if (!m_dataset || m_dataset->items.empty()) {
        Q_EMIT augmented({});
        return;
    }
    item %= m_dataset->items.size();
    auto* job = new AugmentationPreviewJob(m_dataset->items[item].path, item, settings);
    m_augmentation = job;
    connect(job, &AugmentationPreviewJob::previewed, this, [this, job](const std::vector<Image>& views) {
        if (job == m_augmentation)
            Q_EMIT augmented(views);
    });
    connect(job, &Job::finished, this, [this, job](const std::optional<Error>& error) {
        if (job != m_augmentation)
            return;
        m_augmentation = nullptr;
        if (error) // the picture cannot be read: the training passes it over too
            Q_EMIT augmented({});
    });
    m_augmentationRunner.start(job);
}

} // namespace cultivar
