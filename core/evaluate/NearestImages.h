// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/data/Dataset.h"
#include "core/data/ImageSignature.h"

#include <functional>
#include <span>

namespace cultivar {

class Predictor;

/// A training image, its class, and how far its features lie from those asked about: 0 (the same) to 2.
struct Neighbour
{
    std::filesystem::path path;
    QString label;
    double distance = 0.0;
};

/// The images that a model was trained on, as points in the space that its head divides: which of them are
/// most like a picture to the model. Features have length 1; distances are Euclidean. At most kMaxBytes of
/// them; of more images each class gives an equal part. A value; any thread.
class NearestImages
{
public:
    static constexpr std::size_t kMaxBytes = 256 << 20;

    struct Request
    {
        std::filesystem::path cache; // a folder for what is computed; empty: nothing is kept
        CancelToken cancel;
        std::function<void(int done, int total)> progress = {};
        std::size_t maxBytes = kMaxBytes;
    };
    /// Sends the images of @p dataset that trained the model through it; those that it does not tell apart
    /// all count. What a cache of the same model file (@p modelSha256) knows of them is not computed again; a
    /// damaged cache is none. Errors: NoImages where none of them is there, Cancelled.
    static Result<NearestImages> make(const Predictor& predictor, const QString& modelSha256,
                                      const Dataset& dataset, const Request& request);
    static std::filesystem::path defaultCache();

    std::size_t size() const { return m_images.size(); }
    /// The @p count nearest, the nearest first; of equal ones the first in the dataset. @p features: as in
    /// Prediction, of length 1. @p self is left out.
    std::vector<Neighbour> nearest(std::span<const float> features, int count,
                                   const std::filesystem::path& self = {}) const;

private:
    struct Image
    {
        std::filesystem::path path;
        QString label;
    };
    std::vector<Image> m_images;
    std::vector<float> m_features; // one after another
};

} // namespace cultivar
