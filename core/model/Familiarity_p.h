// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/FeatureCovariance_p.h"

#include <QJsonObject>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cultivar {

/// How far the features of a picture, scaled to length 1, lie from those of all classes: the Mahalanobis
/// distance to the nearest class mean under one shared, shrunk covariance (Lee et al., 2018), and the limit
/// beyond which a picture is unlike the training data. A value; travels in the model file. On the CPU.
class Familiarity
{
public:
    /// The share of images of the kind trained on that lie beyond the limit.
    static constexpr double kFalseAlarms = 0.05;

    /// @p features [N, width] of training images, @p labels [N], 0 … @p classes − 1; @p heldBack [M, width]
    /// of images that were not trained on, for the limit. Nothing where a class or heldBack is empty or a
    /// value is not finite.
    static std::optional<Familiarity> fit(const torch::Tensor& features, const torch::Tensor& labels,
                                          int classes, const torch::Tensor& heldBack);

    /// [N, width] → [N], in standard deviations; the limit is 1.
    torch::Tensor distances(const torch::Tensor& features) const;
    std::int64_t width() const { return m_whitener.size(0); }

    /// Under "familiarity." names, beside the network's in a model file, and back; nothing where they do not
    /// fit together.
    std::vector<std::pair<std::string, torch::Tensor>> tensors() const;
    static std::optional<Familiarity> fromTensors(const torch::Tensor& means, const torch::Tensor& whitener);

    static constexpr const char* kMeans = "familiarity.means";
    static constexpr const char* kWhitener = "familiarity.whitener";

private:
    torch::Tensor m_means;    // [classes, width], whitened
    torch::Tensor m_whitener; // [width, width], lower triangular, scaled so that the limit is 1
};

} // namespace cultivar
