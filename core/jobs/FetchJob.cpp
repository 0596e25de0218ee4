// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/FetchJob.h"

#include "core/weights/WeightFetch.h"

namespace cultivar {

Result<void> FetchJob::run(const CancelToken& cancel)
{
    return WeightFetch::run(m_info, m_base, {}, cancel,
                            [this](const DownloadProgress& now) { Q_EMIT progress(now); })
        .map([this](const std::filesystem::path& weights) { Q_EMIT fetched(weights); });
}

} // namespace cultivar
