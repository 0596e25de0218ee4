// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Dataset.h"
#include "core/jobs/AugmentationPreviewJob.h"
#include "core/jobs/JobRunner.h"

namespace cultivar {

class ThumbnailJob;

/// The part of Session that shows pictures of the open dataset: a few of each class, and one as a training
/// would vary it. On threads of their own beside whatever else runs. GUI thread; @p dataset is Session's.
class Previews : public QObject
{
    Q_OBJECT

public:
    explicit Previews(const std::optional<Dataset>& dataset) : m_dataset(dataset) {}

    /// Of the open dataset; those of the one before are given up.
    void showThumbnails();
    /// Makes the views of one picture; the latest request wins. @p item wraps around the dataset's end.
    /// augmented() follows, without views when there is no picture to show.
    void augment(std::size_t item, const AugmentationPreviewJob::Settings& settings);

Q_SIGNALS:
    void thumbnailReady(int label, int itemIndex, const cultivar::Image& thumbnail);
    void thumbnailsFinished();
    void augmented(const std::vector<cultivar::Image>& views);

private:
    const std::optional<Dataset>& m_dataset;
    JobRunner m_thumbnailRunner, m_augmentationRunner;
    // The latest of each kind, until it has finished.
    ThumbnailJob* m_thumbnails = nullptr;
    AugmentationPreviewJob* m_augmentation = nullptr;
};

} // namespace cultivar
