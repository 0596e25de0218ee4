// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluate/GradCam.h"

#include "core/model/Classifier_p.h"
#include "core/predict/Predictor.h"

namespace cultivar {

HeatMap gradCam(const Predictor& predictor, const Image& view, int label)
{
    Classifier& classifier = predictor.classifier();
    const torch::Tensor input =
        viewTensor(view, predictor.description().preprocessing).unsqueeze(0).to(classifier.device());
    const auto [activations, gradient] = classifier.placedGradient(input, label);

    torch::NoGradGuard guard;
    const torch::Tensor weights = gradient.mean({2, 3}, /*keepdim=*/true);                     // [1, C, 1, 1]
    torch::Tensor map = torch::relu((weights * activations).sum(1, /*keepdim=*/true));         // [1, 1, h, w]
    map = torch::upsample_bilinear2d(map, {view.height, view.width}, /*align_corners=*/false); // [1, 1, H, W]
    map = (map / map.max().clamp_min(1e-30)).to(torch::kCPU, torch::kFloat32).contiguous();
    const float* values = map.data_ptr<float>();
    return {view.width, std::vector<float>(values, values + map.numel())};
}

} // namespace cultivar
