// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Image.h"
#include "core/jobs/Job.h"

#include <vector>

namespace cultivar {

/// Decodes some pictures, small, in the order given.
class PicturesJob : public Job
{
    Q_OBJECT

public:
    explicit PicturesJob(std::vector<std::filesystem::path> files, QObject* parent = nullptr)
        : Job(parent), m_files(std::move(files))
    {
    }

Q_SIGNALS:
    /// A null picture where it cannot be read.
    void pictureReady(const std::filesystem::path& file, const cultivar::Image& picture);

protected:
    Result<void> run(const CancelToken& cancel) override;

private:
    std::vector<std::filesystem::path> m_files;
};

} // namespace cultivar
