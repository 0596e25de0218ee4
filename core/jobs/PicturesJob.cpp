// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/PicturesJob.h"

#include "core/data/ImageDecoder.h"
#include "core/jobs/ThumbnailJob.h"

namespace cultivar {

Result<void> PicturesJob::run(const CancelToken& cancel)
{
    for (const auto& file : m_files) {
        if (!cancel.checkpoint())
            return failure(ErrorCode::Cancelled);
        const auto image = ImageDecoder::decode(file, ThumbnailJob::kSide);
        Q_EMIT pictureReady(file, image ? ThumbnailJob::thumbnailOf(*image) : Image());
    }
    return {};
}

} // namespace cultivar
