// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/Job.h"
#include "core/model/BackboneTiming.h"

namespace cultivar {

/// BackboneTiming::measure for several backbones in the background.
class MeasureJob : public Job
{
    Q_OBJECT

public:
    explicit MeasureJob(QStringList backbones, QObject* parent = nullptr)
        : Job(parent), m_backbones(std::move(backbones))
    {
    }

Q_SIGNALS:
    void measuring(const QString& backbone, int done, int total);
    void measured(const QString& backbone, const cultivar::BackboneTiming& timing);

protected:
    Result<void> run(const CancelToken& cancel) override
    {
        const int total = static_cast<int>(m_backbones.size());
        for (int done = 0; done < total; ++done) {
            Q_EMIT measuring(m_backbones[done], done, total);
            const auto timing = BackboneTiming::measure(m_backbones[done], 0, DeviceChoice::Auto, cancel);
            if (!timing)
                return tl::unexpected(timing.error());
            Q_EMIT measured(m_backbones[done], *timing);
        }
        return {};
    }

private:
    QStringList m_backbones;
};

} // namespace cultivar
