// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/CameraJob.h"
#include "core/session/Evaluating.h"

namespace cultivar {

/// The part of Session that shows what a camera sees and asks the model in use about it: about the latest
/// frame whenever the one before has been answered. Reading the camera has a thread of its own; answering
/// takes turns with whatever else the model is asked. A training ends it. GUI thread; what InUse names is
/// Session's.
class LiveCamera : public QObject
{
    Q_OBJECT

public:
    /// @p folder: where pictures that are taken are kept.
    LiveCamera(Workbench& workbench, Evaluating::InUse inUse, std::filesystem::path folder);

    /// Without it, the first camera of this computer.
    void setSource(CameraJob::Open open) { m_open = std::move(open); }

    /// Needs a model. runningChanged() follows, and again when the camera is gone, after failed().
    void start();
    void stop();
    bool isRunning() const { return m_job != nullptr; }
    /// Keeps the latest frame as a file; taken() or failed() follows.
    void takePicture();

Q_SIGNALS:
    void runningChanged(bool isRunning);
    void frameCame(const cultivar::Image& frame);
    void answered(const cultivar::Prediction& prediction);
    void taken(const std::filesystem::path& file);
    void failed(const cultivar::Error& error);

private:
    void onFrame();
    void ask();

    Workbench& m_workbench;
    Evaluating::InUse m_inUse;
    std::filesystem::path m_folder;
    CameraJob::Open m_open;
    JobRunner m_cameraRunner, m_savingRunner;
    CameraJob* m_job = nullptr; // the latest, until it has finished or was stopped
    bool m_isAsking = false;
    Image m_frame; // the latest
};

} // namespace cultivar
