// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/WeightFetching.h"

#include "core/jobs/FetchJob.h"

namespace cultivar {

void WeightFetching::setMirror(const QString& base)
{
    m_mirror = base;
    Q_EMIT mirrorChanged();
}

void WeightFetching::start(const QString& backbone)
{
    const auto info = BackboneCatalog::find(backbone);
    if (!m_backbone.isEmpty() || !info)
        return;
    m_backbone = backbone;
    auto* job = new FetchJob(*info, m_mirror);
    connect(job, &FetchJob::progress, this, &WeightFetching::progress);
    connect(job, &FetchJob::fetched, this,
            [this, backbone](const std::filesystem::path& weights) { Q_EMIT fetched(backbone, weights); });
    connect(job, &Job::finished, this, [this](const std::optional<Error>& error) {
        m_backbone.clear();
        Q_EMIT backboneChanged();
        if (error && error->code != ErrorCode::Cancelled)
            Q_EMIT failed(*error);
    });
    m_runner.start(job);
    Q_EMIT backboneChanged();
}

} // namespace cultivar
