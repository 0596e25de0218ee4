// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluate/NearestImages.h"
#include "core/jobs/Job.h"

#include <memory>

namespace cultivar {

/// NearestImages::make() with a model of its own, so that the one in use stays free. Progress is thinned to
/// ten signals a second.
class FeatureIndexJob : public Job
{
    Q_OBJECT

public:
    FeatureIndexJob(std::filesystem::path model, Dataset dataset, QObject* parent = nullptr)
        : Job(parent), m_model(std::move(model)), m_dataset(std::move(dataset))
    {
    }

Q_SIGNALS:
    void progress(int done, int total);
    void made(const std::shared_ptr<const cultivar::NearestImages>& images);

protected:
    Result<void> run(const CancelToken& cancel) override;

private:
    std::filesystem::path m_model;
    Dataset m_dataset;
};

} // namespace cultivar
