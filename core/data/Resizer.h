// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Image.h"
#include "core/data/Preprocessing.h"

namespace cultivar {

/// Antialiased resampling as Pillow does it (the filter widens with the reduction), separable, in fixed
/// point. Any thread.
class Resizer
{
public:
    /// Part of the resized picture, in its pixels.
    struct Window
    {
        int x = 0, y = 0, width = 0, height = 0;
    };

    /// @p image resized to @p width × @p height; with @p window only that part is computed.
    static Image resize(const Image& image, int width, int height,
                        Preprocessing::Interpolation interpolation);
    static Image resize(const Image& image, int width, int height, Preprocessing::Interpolation interpolation,
                        const Window& window);

    /// Its longer side @p longest, bilinear; smaller pictures stay as they are.
    static Image shrunk(const Image& image, int longest);
};

} // namespace cultivar
