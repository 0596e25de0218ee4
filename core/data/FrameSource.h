// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/data/Image.h"

namespace cultivar {

/// Pictures that come one after the other: a camera, or what a test puts in its place. One thread at a time.
class FrameSource
{
public:
    virtual ~FrameSource() = default;

    /// Waits for the next one. Error: CameraLost when none comes any more.
    virtual Result<Image> next() = 0;
};

} // namespace cultivar
