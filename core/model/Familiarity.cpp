// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Familiarity_p.h"

#include <algorithm>
#include <cmath>

namespace cultivar {

namespace {

constexpr double kLeastSpread = 1e-9; // of directions, all together; below it everything is the same picture

/// [classes, width]
torch::Tensor classMeans(const torch::Tensor& features, const torch::Tensor& labels, int classes)
{
    const torch::Tensor members = torch::one_hot(labels, classes).to(features.scalar_type()); // [N, classes]
    return members.t().mm(features) / members.sum(0).unsqueeze(1);
}

/// Scaled to length 1: how strongly features fire says little about what a picture shows, and disturbs the
/// distances (Müller and Hein, 2025, "Mahalanobis++").
torch::Tensor directions(const torch::Tensor& features)
{
    return features / features.norm(2, {1}, /*keepdim=*/true).clamp_min(1e-12);
}

/// The value that as good as the wanted share of further images of the same kind stay below: the smallest
/// with enough of the known ones at or below it, one image more than are known counted (split conformal
/// prediction).
double limitOf(const torch::Tensor& distances, double falseAlarms)
{
    const torch::Tensor sorted = std::get<0>(distances.sort());
    const double wanted = std::ceil((1.0 - falseAlarms) * static_cast<double>(sorted.size(0) + 1));
    const std::int64_t rank = std::min<std::int64_t>(sorted.size(0), static_cast<std::int64_t>(wanted));
    return sorted[rank - 1].item<double>();
}

} // namespace

std::optional<Familiarity> Familiarity::fit(const torch::Tensor& features, const torch::Tensor& labels,
                                            int classes, const torch::Tensor& heldBack)
{
    torch::NoGradGuard guard;
    if (features.size(0) == 0 || heldBack.size(0) == 0 ||
        torch::bincount(labels, {}, classes).min().item<int>() == 0)
        return std::nullopt;
    const torch::Tensor known = directions(features.to(torch::kFloat64));
    const torch::Tensor covariance = withinClassCovariance(known, labels);
    if (!covariance.isfinite().all().item<bool>() || !heldBack.isfinite().all().item<bool>() ||
        covariance.trace().item<double>() < kLeastSpread)
        return std::nullopt;
    const torch::Tensor whitener = torch::inverse(torch::linalg_cholesky(covariance));
    const torch::Tensor means = classMeans(known, labels, classes).mm(whitener.t());
    Familiarity familiarity;
    familiarity.m_whitener = whitener.to(torch::kFloat32);
    familiarity.m_means = means.to(torch::kFloat32);
    const double limit = limitOf(familiarity.distances(heldBack), kFalseAlarms);
    if (!(limit > 0.0) || !std::isfinite(limit))
        return std::nullopt;
    familiarity.m_whitener /= limit;
    familiarity.m_means /= limit;
    return familiarity;
}

torch::Tensor Familiarity::distances(const torch::Tensor& features) const
{
    torch::NoGradGuard guard;
    constexpr double kEuclidean = 2.0;
    constexpr std::int64_t kWithoutProducts = 2; // the same for one row as for many
    const torch::Tensor whitened =
        directions(features.to(torch::kCPU, torch::kFloat32)).mm(m_whitener.t()); // [N, width]
    return std::get<0>(torch::cdist(whitened, m_means, kEuclidean, kWithoutProducts).min(1));
}

std::vector<std::pair<std::string, torch::Tensor>> Familiarity::tensors() const
{
    return {{kMeans, m_means}, {kWhitener, m_whitener}};
}

std::optional<Familiarity> Familiarity::fromTensors(const torch::Tensor& means, const torch::Tensor& whitener)
{
    const bool fits = means.dim() == 2 && whitener.dim() == 2 && whitener.size(0) == whitener.size(1) &&
                      means.size(1) == whitener.size(0) && means.size(0) > 0 &&
                      means.isfinite().all().item<bool>() && whitener.isfinite().all().item<bool>();
    if (!fits)
        return std::nullopt;
    Familiarity familiarity;
    familiarity.m_means = means;
    familiarity.m_whitener = whitener;
    return familiarity;
}

} // namespace cultivar
