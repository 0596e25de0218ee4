// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/data/Image.h"
#include "core/model/Device.h"
#include "core/model/ModelDescription.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace cultivar {

class Classifier;

struct LabelProbability
{
    int label = 0; // index into ModelDescription::classes
    double probability = 0.0;
};

/// The answer for one picture: all classes, most probable first, and the picture as the network saw it.
struct Prediction
{
    std::vector<LabelProbability> ranked;
    Image networkView;
    std::vector<float> features; // what the head divides the pictures by, scaled to length 1
    /// How far it lies from the training data; 1 is the limit that 5 % of pictures of the kind trained on
    /// exceed. Nothing for models that do not know.
    std::optional<double> distance;

    bool isUnlike() const { return distance && *distance > 1.0; }
};

/// A model ready to classify, its probabilities calibrated where the file says how. Each picture passes the
/// network by itself and on one thread, so alone, in a batch, in the window and on the command line it gets
/// identical probabilities. One caller at a time; gradCam() may run beside it.
class Predictor
{
public:
    /// Errors: those of ModelFile, DeviceUnavailable.
    static Result<Predictor> open(const std::filesystem::path& model, int threads = 0,
                                  DeviceChoice device = DeviceChoice::Auto);
    Predictor(Predictor&&) noexcept;
    Predictor& operator=(Predictor&&) noexcept;
    ~Predictor();

    const ModelDescription& description() const;
    /// The network itself, frozen, for what needs more than probabilities.
    Classifier& classifier() const;

    Result<Prediction> classify(const std::filesystem::path& image) const;
    Result<Prediction> classify(const Image& image) const;
    std::size_t featureWidth() const;
    /// As Prediction::features, for a picture as the network sees it.
    std::vector<float> features(const Image& networkView) const;

    using ResultCallback = std::function<void(std::size_t index, const Result<Prediction>& prediction)>;
    /// As many pictures beside each other as there are threads; results come in order of @p images, on the
    /// caller's thread. Returns false when cancelled.
    bool classifyAll(const std::vector<std::filesystem::path>& images, const CancelToken& cancel,
                     const ResultCallback& callback) const;

private:
    struct Private;
    explicit Predictor(std::unique_ptr<Private> d);
    std::unique_ptr<Private> m_d;
};

} // namespace cultivar
