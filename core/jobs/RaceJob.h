// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/Job.h"
#include "core/train/BackboneRace.h"

namespace cultivar {

/// BackboneRace::run in the background.
class RaceJob : public Job
{
    Q_OBJECT

public:
    RaceJob(BackboneRace::Settings settings, Dataset dataset, QObject* parent = nullptr)
        : Job(parent), m_settings(std::move(settings)), m_dataset(std::move(dataset))
    {
    }

Q_SIGNALS:
    void racing(const QString& backbone, int done, int total); // images
    void raced(const cultivar::RaceResult& result);

protected:
    Result<void> run(const CancelToken& cancel) override
    {
        return BackboneRace::run(
                   m_settings, m_dataset, cancel, [this](const RaceResult& result) { Q_EMIT raced(result); },
                   [this](const QString& name, int done, int total) { Q_EMIT racing(name, done, total); })
            .map([](const auto&) {});
    }

private:
    BackboneRace::Settings m_settings;
    Dataset m_dataset;
};

} // namespace cultivar
