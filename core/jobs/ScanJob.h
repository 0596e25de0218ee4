// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Dataset.h"
#include "core/data/Image.h"
#include "core/jobs/Job.h"

namespace cultivar {

/// Scans a dataset folder, or first draws the sample into it; what the user has excluded is left out.
class ScanJob : public Job
{
    Q_OBJECT

public:
    ScanJob(std::filesystem::path root, bool isSample, QObject* parent = nullptr);

Q_SIGNALS:
    void progress(int files);
    void scanned(const cultivar::Dataset& dataset);

protected:
    Result<void> run(const CancelToken& cancel) override;

private:
    std::filesystem::path m_root;
    bool m_isSample;
};

} // namespace cultivar
