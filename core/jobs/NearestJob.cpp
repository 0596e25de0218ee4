// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/NearestJob.h"

#include "core/data/ImageDecoder.h"
#include "core/data/Resizer.h"

namespace cultivar {

Result<void> NearestJob::run(const CancelToken& cancel)
{
    const auto neighbours = m_task.images->nearest(m_task.features, m_task.count, m_task.self);
    Q_EMIT found(neighbours);
    for (std::size_t i = 0; i < neighbours.size(); ++i) {
        if (!cancel.checkpoint())
            return failure(ErrorCode::Cancelled);
        if (const auto picture = ImageDecoder::decode(neighbours[i].path, kSide))
            Q_EMIT pictureReady(static_cast<int>(i), Resizer::shrunk(*picture, kSide));
    }
    return {};
}

} // namespace cultivar
