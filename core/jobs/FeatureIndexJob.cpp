// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/FeatureIndexJob.h"

#include "core/jobs/Pace.h"
#include "core/predict/Predictor.h"
#include "core/weights/Download.h"

namespace cultivar {

Result<void> FeatureIndexJob::run(const CancelToken& cancel)
{
    const auto sha256 = sha256OfFile(m_model, cancel);
    if (!sha256)
        return tl::unexpected(sha256.error());
    const auto predictor = Predictor::open(m_model);
    if (!predictor)
        return tl::unexpected(predictor.error());
    Pace pace;
    const auto report = [&](int done, int total) {
        if (pace.isDue(static_cast<std::size_t>(done), static_cast<std::size_t>(total)))
            Q_EMIT progress(done, total);
    };
    auto images = NearestImages::make(*predictor, QString::fromLatin1(*sha256), m_dataset,
                                      {NearestImages::defaultCache(), cancel, report});
    if (!images)
        return tl::unexpected(images.error());
    Q_EMIT made(std::make_shared<const NearestImages>(std::move(*images)));
    return {};
}

} // namespace cultivar
