// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/FrameSource.h"
#include "core/jobs/Job.h"

#include <functional>
#include <memory>
#include <mutex>

namespace cultivar {

/// Takes frames from a camera until it is cancelled or the camera is gone. Frames never pile up: of those
/// that come faster than they are taken the latest is kept.
class CameraJob : public Job
{
    Q_OBJECT

public:
    using Open = std::function<Result<std::unique_ptr<FrameSource>>()>;

    explicit CameraJob(Open open, QObject* parent = nullptr) : Job(parent), m_open(std::move(open)) {}

    /// The latest frame, each only once; null where there is no new one. Any thread.
    Image takeFrame();

Q_SIGNALS:
    void frameCame(); // takeFrame() has one; not again before that was taken

protected:
    Result<void> run(const CancelToken& cancel) override;

private:
    Open m_open;
    std::mutex m_mutex;
    Image m_latest;
};

} // namespace cultivar
