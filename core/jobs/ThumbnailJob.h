// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Dataset.h"
#include "core/data/Image.h"
#include "core/jobs/Job.h"

namespace cultivar {

/// Decodes the first pictures of every class of a dataset, small. Pictures that cannot be read are passed
/// over.
class ThumbnailJob : public Job
{
    Q_OBJECT

public:
    static constexpr int kPerClass = 12;
    static constexpr int kSide = 96;

    explicit ThumbnailJob(const Dataset& dataset, QObject* parent = nullptr);

Q_SIGNALS:
    void thumbnailReady(int label, int itemIndex, const cultivar::Image& thumbnail);

protected:
    Result<void> run(const CancelToken& cancel) override;

private:
    struct Candidate
    {
        std::filesystem::path path;
        int label = 0;
        int index = 0;
    };
    std::vector<Candidate> m_candidates; // not the dataset, which may be large
    std::vector<int> m_shown;            // per class
};

} // namespace cultivar
