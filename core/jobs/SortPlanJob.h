// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/SortPlan.h"
#include "core/jobs/Job.h"

#include <memory>

namespace cultivar {

/// Works out where classified pictures would go.
class SortPlanJob : public Job
{
    Q_OBJECT

public:
    SortPlanJob(std::vector<ClassifiedFile> files, QStringList classes, SortSettings settings,
                QObject* parent = nullptr)
        : Job(parent), m_files(std::move(files)), m_classes(std::move(classes)),
          m_settings(std::move(settings))
    {
    }

Q_SIGNALS:
    void planned(const std::shared_ptr<const cultivar::SortPlan>& plan);

protected:
    Result<void> run(const CancelToken& cancel) override
    {
        return SortPlan::make(m_files, m_classes, m_settings, cancel).map([this](SortPlan plan) {
            Q_EMIT planned(std::make_shared<const SortPlan>(std::move(plan)));
        });
    }

private:
    std::vector<ClassifiedFile> m_files;
    QStringList m_classes;
    SortSettings m_settings;
};

} // namespace cultivar
