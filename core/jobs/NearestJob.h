// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Image.h"
#include "core/evaluate/NearestImages.h"
#include "core/jobs/Job.h"

#include <memory>

namespace cultivar {

/// NearestImages::nearest(), and then the pictures, small.
class NearestJob : public Job
{
    Q_OBJECT

public:
    static constexpr int kSide = 96;

    struct Task
    {
        std::shared_ptr<const NearestImages> images;
        std::vector<float> features;
        std::filesystem::path self;
        int count = 0;
    };

    explicit NearestJob(Task task, QObject* parent = nullptr) : Job(parent), m_task(std::move(task)) {}

Q_SIGNALS:
    void found(const std::vector<cultivar::Neighbour>& neighbours);
    void pictureReady(int index, const cultivar::Image& picture);

protected:
    Result<void> run(const CancelToken& cancel) override;

private:
    Task m_task;
};

} // namespace cultivar
