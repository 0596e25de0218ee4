// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Image.h"
#include "core/jobs/Job.h"

namespace cultivar {

/// Decodes a list of pictures, small, in its order.
class PicturesJob : public Job
{
    Q_OBJECT

public:
    static constexpr int kSide = 160;

    explicit PicturesJob(std::vector<std::filesystem::path> files, QObject* parent = nullptr)
        : Job(parent), m_files(std::move(files))
    {
    }

Q_SIGNALS:
    /// A null picture where it cannot be read.
    void pictureReady(int index, const cultivar::Image& picture);

protected:
    Result<void> run(const CancelToken& cancel) override;

private:
    std::vector<std::filesystem::path> m_files;
};

} // namespace cultivar
