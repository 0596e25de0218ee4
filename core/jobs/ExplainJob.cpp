// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/ExplainJob.h"

#include "core/data/ImageDecoder.h"
#include "core/data/Resizer.h"

namespace cultivar {

Result<void> ExplainJob::run(const CancelToken& cancel)
{
    if (const Image* view = std::get_if<Image>(&m_task.picture)) {
        Q_EMIT explained({m_task.request,
                          *view,
                          gradCam(*m_task.predictor, *view, m_task.label),
                          {},
                          m_task.predictor->features(*view)});
        return {};
    }
    const Preprocessing& preprocessing = m_task.predictor->description().preprocessing;
    const auto decoded =
        ImageDecoder::decode(std::get<std::filesystem::path>(m_task.picture), preprocessing.resize);
    if (!decoded)
        return tl::unexpected(decoded.error());
    if (!cancel.checkpoint())
        return failure(ErrorCode::Cancelled);
    const Image view = networkView(*decoded, preprocessing);
    const HeatMap map = gradCam(*m_task.predictor, view, m_task.label);
    Q_EMIT explained({m_task.request, Resizer::shrunk(*decoded, kSide), map,
                      viewArea(decoded->width, decoded->height, preprocessing),
                      m_task.predictor->features(view)});
    return {};
}

} // namespace cultivar
