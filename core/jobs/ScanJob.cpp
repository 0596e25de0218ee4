// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/ScanJob.h"

#include "core/data/DatasetChanges.h"
#include "core/data/SampleDataset.h"

namespace cultivar {

ScanJob::ScanJob(std::filesystem::path root, bool isSample, QObject* parent)
    : Job(parent), m_root(std::move(root)), m_isSample(isSample)
{
}

Result<void> ScanJob::run(const CancelToken& cancel)
{
    if (m_isSample) {
        const auto written =
            SampleDataset::write(m_root, 1, cancel, [this](int done, int) { Q_EMIT progress(done); });
        if (!written)
            return written;
    }
    const auto dataset = scanDataset(
        m_root, cancel, [this](std::size_t files) { Q_EMIT progress(static_cast<int>(files)); });
    if (!dataset)
        return tl::unexpected(dataset.error());
    Q_EMIT scanned(*dataset);
    return {};
}

} // namespace cultivar
