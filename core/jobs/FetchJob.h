// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/Job.h"
#include "core/weights/BackboneCatalog.h"
#include "core/weights/Download.h"

namespace cultivar {

/// WeightFetch::run in the background.
class FetchJob : public Job
{
    Q_OBJECT

public:
    FetchJob(BackboneInfo info, QString base, QObject* parent = nullptr)
        : Job(parent), m_info(std::move(info)), m_base(std::move(base))
    {
    }

Q_SIGNALS:
    void progress(const cultivar::DownloadProgress& progress);
    void fetched(const std::filesystem::path& weights);

protected:
    Result<void> run(const CancelToken& cancel) override;

private:
    BackboneInfo m_info;
    QString m_base;
};

} // namespace cultivar
