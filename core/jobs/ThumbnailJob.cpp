// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/ThumbnailJob.h"

#include "core/data/ImageDecoder.h"
#include "core/data/Resizer.h"

namespace cultivar {

ThumbnailJob::ThumbnailJob(Dataset dataset, QObject* parent) : Job(parent), m_dataset(std::move(dataset)) {}

Result<void> ThumbnailJob::run(const CancelToken& cancel)
{
    std::vector<int> shown(static_cast<std::size_t>(m_dataset.classes.size()));
    for (std::size_t i = 0; i < m_dataset.items.size(); ++i) {
        const DatasetItem& item = m_dataset.items[i];
        int& count = shown[static_cast<std::size_t>(item.label)];
        if (count >= kPerClass)
            continue;
        if (!cancel.checkpoint())
            return failure(ErrorCode::Cancelled);
        if (const auto image = ImageDecoder::decode(item.path, kSide)) {
            ++count;
            Q_EMIT thumbnailReady(item.label, static_cast<int>(i), Resizer::shrunk(*image, kSide));
        }
    }
    return {};
}

} // namespace cultivar
