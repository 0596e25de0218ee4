// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/FeatureCovariance_p.h"

namespace cultivar {

namespace {

constexpr double kShrinkage = 0.2; // of the covariance towards equal variances; 0.05 to 0.5 differ little
constexpr std::int64_t kCovarianceRows = 16384; // more say nothing new about some thousand directions

} // namespace

torch::Tensor withinClassCovariance(torch::Tensor features, torch::Tensor labels)
{
    const std::int64_t stride = (features.size(0) + kCovarianceRows - 1) / kCovarianceRows;
    labels = labels.slice(0, 0, c10::nullopt, stride);
    features = features.slice(0, 0, c10::nullopt, stride).to(torch::kFloat64);
    const torch::Tensor members = torch::one_hot(labels).to(torch::kFloat64); // [N, classes]
    const torch::Tensor means =
        members.t().mm(features) / members.sum(0).clamp_min(1.0).unsqueeze(1); // [classes, width]
    const torch::Tensor spread = features - means.index_select(0, labels);
    const torch::Tensor covariance = spread.t().mm(spread) / features.size(0);
    const double variance = std::max(covariance.trace().item<double>() / features.size(1), 1e-12);
    return (1.0 - kShrinkage) * covariance +
           kShrinkage * variance * torch::eye(features.size(1), covariance.options());
}

} // namespace cultivar
