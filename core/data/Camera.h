// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/FrameSource.h"

#include <memory>

namespace cultivar {

/// The cameras of this computer, read through OpenCV. That part of OpenCV brings 240 libraries and a quarter
/// of a second of loading along, so it lies in a module (core/data/video) that is loaded when it is first
/// needed, and may be left out of a package. Any thread.
class Camera
{
public:
    /// Whether there is something to open: a video device, and the module. Opens neither.
    static bool isThere();

    /// The first camera that sends a picture. Error: CameraUnavailable.
    static Result<std::unique_ptr<FrameSource>> open();
    /// The frames of a video file, or numbered pictures: "frame%02d.png". Error: CameraUnavailable.
    static Result<std::unique_ptr<FrameSource>> openFile(const std::filesystem::path& file);
};

} // namespace cultivar
