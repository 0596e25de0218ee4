// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/PicturesJob.h"

#include "core/data/ImageDecoder.h"
#include "core/data/Resizer.h"

namespace cultivar {

Result<void> PicturesJob::run(const CancelToken& cancel)
{
    for (std::size_t i = 0; i < m_files.size(); ++i) {
        if (!cancel.checkpoint())
            return failure(ErrorCode::Cancelled);
        const auto picture = ImageDecoder::decode(m_files[i], kSide);
        Q_EMIT pictureReady(static_cast<int>(i), picture ? Resizer::shrunk(*picture, kSide) : Image());
    }
    return {};
}

} // namespace cultivar
