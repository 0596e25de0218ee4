// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Image.h"
#include "core/model/BackboneOutline.h"
#include "core/model/ModelDescription.h"
#include "core/nn/Backbone.h"
#include "core/nn/InferenceForm.h"
#include "core/weights/WeightsFile.h"

#include <map>
#include <torch/torch.h>

#include <set>

namespace cultivar {

/// A backbone with a new head: the only place that freezes. Lives on one thread.
class Classifier
{
public:
    /// Random values from torch's global generator. Error: UnknownBackbone.
    static Result<Classifier> create(const QString& backbone, const HeadSpec& head, int classes);

    /// Loads the backbone's tensors; the file's own classifier is left out, whatever its size.
    /// Errors: WeightsMismatch listing missing, unexpected and wrongly shaped tensors, DamagedWeights for
    /// values that are not finite.
    Result<void> loadBackbone(const WeightsFile& file);
    /// Loads "head.…" of a model file as well. Errors as above.
    Result<void> loadAll(const WeightsFile& file);

    /// Takes over what @p earlier, a network of the same kind, has learned: all but the head's last layer as
    /// it is, and there for each class the row @p rows says. A class that it does not know (−1) starts at the
    /// mean of its rows, where the softmax makes it neither likely nor unlikely.
    void growFrom(const Classifier& earlier, const std::vector<std::int64_t>& rows);

    /// Lets the flagged layers of the backbone train and freezes the others; the head always trains. With
    /// @p updatesStatistics the batch norms among them learn new running statistics; otherwise all batch
    /// norms stay in inference mode and no buffer changes.
    void setTrainable(const std::vector<bool>& layers, bool updatesStatistics);
    /// Nothing trains: what inferenceForm() and the trunk need.
    void freezeAll();

    /// The first block with a trainable layer: blocks before it are the frozen trunk. blockCount() if none.
    std::size_t cut() const { return m_cut; }
    std::size_t blockCount() const { return m_backbone->blockCount(); }

    void setTrainingMode(bool isTraining);
    torch::Tensor headLogits(const torch::Tensor& features);    // [N, featureWidth] → [N, classes]
    torch::Tensor restLogits(const torch::Tensor& activations); // activations at the cut → [N, classes]
    torch::Tensor logits(const torch::Tensor& images);          // [N, 3, crop, crop] → [N, classes]

    /// Blocks first … end − 1 as they are now, frozen; with @p isPooled the average over the picture is
    /// included.
    nn::InferenceForm trunkForm(std::size_t first, std::size_t end, bool isPooled,
                                const torch::Tensor& example);
    /// The whole model, [1, 3, crop, crop] → probabilities [1, classes], the logits divided by @p
    /// temperature. Freezes everything.
    nn::InferenceForm probabilityForm(int crop, double temperature = 1.0);
    /// The same with the features behind the probabilities: [1, classes + featureWidth].
    nn::InferenceForm answerForm(int crop, double temperature);
    std::int64_t featureWidth() const { return m_backbone->featureWidth(); }

    /// Activations that still have a place in the picture, and the gradient of one logit by them.
    struct PlacedGradient
    {
        torch::Tensor activations, gradient; // [1, C, h, w]
    };
    /// @p image [1, 3, crop, crop]. Everything must be frozen.
    PlacedGradient placedGradient(const torch::Tensor& image, int label);

    /// Divides what the head ends in by @p temperature, so that its logits are calibrated as they are.
    void foldTemperature(double temperature);

    std::vector<torch::Tensor> headParameters() const { return m_head->parameters(); }
    /// Those that train, block by block: the one nearest to the head comes first.
    std::vector<std::vector<torch::Tensor>> trainableBlocks() const;
    ParameterCount parameterCount() const;
    /// Those of tensors() that training changes as it is set now: trainable parameters, and statistics that
    /// learn.
    std::set<std::string> changingNames() const;

    /// Tensors of a model file in a fixed order: the backbone's without its classifier, then "head.…".
    std::vector<std::pair<std::string, torch::Tensor>> tensors() const;
    /// Copies of tensors() on their device, and back.
    std::vector<torch::Tensor> snapshot() const;
    void restore(const std::vector<torch::Tensor>& snapshot);

    void moveTo(torch::Device device);
    torch::Device device() const { return m_device; }

private:
    Classifier() = default;
    torch::Tensor probabilities(const torch::Tensor& features, double temperature);
    QString mismatch(const std::map<std::string, const TensorEntry*>& entries,
                     const std::vector<std::pair<std::string, torch::Tensor>>& targets) const;
    Result<void> load(const WeightsFile& file,
                      const std::vector<std::pair<std::string, torch::Tensor>>& targets);

    std::shared_ptr<nn::Backbone> m_backbone;
    torch::nn::Sequential m_head{nullptr};
    std::size_t m_cut = 0;
    std::vector<torch::nn::BatchNorm2d> m_learningNorms; // update their statistics in training mode
    torch::Device m_device = torch::kCPU;
};

/// The network's input for @p view, [3, crop, crop], normalised, on the CPU.
torch::Tensor viewTensor(const Image& view, const Preprocessing& preprocessing);

} // namespace cultivar
