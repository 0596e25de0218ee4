// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Image.h"

#include <vector>

namespace cultivar {

class Predictor;

/// Which places of a picture speak for a class: one value per pixel of the network's view, 0–1, the largest
/// being 1; all 0 where no place does.
struct HeatMap
{
    int side = 0;
    std::vector<float> values; // [side, side]
};

/// Grad-CAM (Selvaraju et al., 2017) at the last activations that have a place in the picture: the last map
/// before the pooling; in ViT the patches before the last layer. @p view: Prediction::networkView; @p label:
/// an index into the model's classes. The thread of @p predictor.
HeatMap gradCam(const Predictor& predictor, const Image& view, int label);

} // namespace cultivar
