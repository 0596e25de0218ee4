// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/CameraJob.h"

#include <utility>

namespace cultivar {

Image CameraJob::takeFrame()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_latest, {});
}

Result<void> CameraJob::run(const CancelToken& cancel)
{
    const auto source = m_open(); // takes a moment, so here and not in the window
    if (!source)
        return tl::unexpected(source.error());
    while (cancel.checkpoint()) {
        auto frame = (*source)->next();
        if (!frame)
            return tl::unexpected(frame.error());
        bool isTaken = false;
        {
            const std::lock_guard lock(m_mutex);
            isTaken = m_latest.isNull();
            m_latest = std::move(*frame);
        }
        if (isTaken)
            Q_EMIT frameCame();
    }
    return failure(ErrorCode::Cancelled);
}

} // namespace cultivar
