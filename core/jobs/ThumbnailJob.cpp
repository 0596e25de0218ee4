// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/ThumbnailJob.h"

#include "core/data/ImageDecoder.h"
#include "core/data/Resizer.h"

namespace cultivar {

ThumbnailJob::ThumbnailJob(const Dataset& dataset, QObject* parent)
    : Job(parent), m_shown(static_cast<std::size_t>(dataset.classes.size()))
{
    constexpr int kTriedPerClass = 4 * kPerClass; // some may be damaged
    std::vector<int> taken(m_shown.size());
    for (std::size_t i = 0; i < dataset.items.size(); ++i) {
        const DatasetItem& item = dataset.items[i];
        if (taken[static_cast<std::size_t>(item.label)]++ < kTriedPerClass)
            m_candidates.push_back({item.path, item.label, static_cast<int>(i)});
    }
}

Result<void> ThumbnailJob::run(const CancelToken& cancel)
{
    for (const Candidate& candidate : m_candidates) {
        int& count = m_shown[static_cast<std::size_t>(candidate.label)];
        if (count >= kPerClass)
            continue;
        if (!cancel.checkpoint())
            return failure(ErrorCode::Cancelled);
        if (const auto image = ImageDecoder::decode(candidate.path, kSide)) {
            ++count;
            Q_EMIT thumbnailReady(candidate.label, candidate.index, Resizer::shrunk(*image, kSide));
        }
    }
    return {};
}

} // namespace cultivar
