// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Image.h"

#include <array>
#include <string>

namespace cultivar {

/// How a picture becomes the network's input; the numbers come from the backbone's catalogue entry and travel
/// in the model file. Policy "crop" is torchvision's: the shorter side is resized to `resize`, then the
/// centre `crop` × `crop` is taken. "letterbox" fits the whole picture on grey, "stretch" ignores its
/// proportions.
struct Preprocessing
{
    enum class Policy { Crop, Letterbox, Stretch };
    enum class Interpolation { Bilinear, Bicubic };

    Policy policy = Policy::Crop;
    int resize = 256;
    int crop = 224;
    Interpolation interpolation = Interpolation::Bilinear;
    std::array<float, 3> mean{0.485f, 0.456f, 0.406f}; // RGB in 0–1
    std::array<float, 3> std{0.229f, 0.224f, 0.225f};

    bool operator==(const Preprocessing&) const = default;
};

/// The picture resized as the policy says but not yet cropped: what augmentation draws from. For "crop" its
/// shorter side is `resize`; otherwise it is already `crop` × `crop`.
Image resizedForNetwork(const Image& image, const Preprocessing& preprocessing);

/// The centre `crop` × `crop` of resizedForNetwork's result, rounded as torchvision's CenterCrop does.
Image centerCropped(const Image& resized, const Preprocessing& preprocessing);

/// Both in one step: exactly what the network sees. Only the pixels inside the crop are computed.
Image networkView(const Image& image, const Preprocessing& preprocessing);

/// A part of a picture, in shares of its sides.
struct ViewArea
{
    double left = 0.0, top = 0.0, width = 1.0, height = 1.0;
};

/// What networkView() shows of a picture of @p width × @p height pixels; it reaches beyond the picture where
/// that was padded.
ViewArea viewArea(int width, int height, const Preprocessing& preprocessing);

/// Writes the picture as normalised floats, planar RGB: @p out holds 3 · height · width values.
void normalizeInto(const Image& view, const Preprocessing& preprocessing, float* out);

} // namespace cultivar
