// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/Predictor.h"

#include "core/base/ParallelFor.h"
#include "core/data/ImageDecoder.h"
#include "core/model/Device_p.h"
#include "core/model/ModelFile_p.h"

#include <QThread>

#include <algorithm>

namespace cultivar {

namespace {

/// One thread per picture while this lives: kernels may add up in another order on several, and pictures
/// beside each other scale better than threads within one.
class OneThread
{
public:
    OneThread() : m_before(at::get_num_threads()) { at::set_num_threads(1); } // of the calling thread
    ~OneThread() { at::set_num_threads(m_before); }
    OneThread(const OneThread&) = delete;
    OneThread& operator=(const OneThread&) = delete;

private:
    int m_before;
};

} // namespace

struct Predictor::Private
{
    ModelDescription description;
    Classifier classifier;
    std::optional<Familiarity> familiarity;
    nn::InferenceForm form;
    int threads = 1;

    /// [1, classes + features] on the CPU.
    torch::Tensor answer(const Image& view) const
    {
        const OneThread guard;
        const torch::Tensor input =
            viewTensor(view, description.preprocessing).unsqueeze(0).to(classifier.device());
        return form(input).to(torch::kCPU);
    }

    std::vector<float> features(const torch::Tensor& answer) const
    {
        const auto classes = static_cast<std::int64_t>(description.classes.size());
        torch::Tensor values = answer[0].slice(0, classes).to(torch::kFloat64); // [featureWidth]
        values = (values / values.norm().clamp_min(1e-12)).to(torch::kFloat32).contiguous();
        return {values.data_ptr<float>(), values.data_ptr<float>() + values.numel()};
    }

    Prediction predict(Image view) const
    {
        const torch::Tensor answer = this->answer(view);
        const auto classes = static_cast<std::int64_t>(description.classes.size());
        const torch::Tensor probabilities =
            answer[0].slice(0, 0, classes).to(torch::kFloat64).contiguous(); // [classes]
        const double* values = probabilities.data_ptr<double>();
        Prediction prediction;
        prediction.ranked.reserve(static_cast<std::size_t>(classes));
        for (std::int64_t label = 0; label < classes; ++label)
            prediction.ranked.push_back({static_cast<int>(label), values[label]});
        if (familiarity)
            prediction.distance = familiarity->distances(answer.slice(1, classes)).item<double>();
        std::stable_sort(prediction.ranked.begin(), prediction.ranked.end(),
                         [](const auto& a, const auto& b) { return a.probability > b.probability; });
        prediction.features = features(answer);
        prediction.networkView = std::move(view);
        return prediction;
    }

    Result<Prediction> prediction(Result<Image> view) const
    {
        return std::move(view).map([this](Image picture) { return predict(std::move(picture)); });
    }

    Result<Image> view(const std::filesystem::path& image) const
    {
        return ImageDecoder::decode(image, description.preprocessing.resize)
            .map([this](const Image& decoded) { return networkView(decoded, description.preprocessing); });
    }
};

Predictor::Predictor(std::unique_ptr<Private> d) : m_d(std::move(d)) {}
Predictor::Predictor(Predictor&&) noexcept = default;
Predictor& Predictor::operator=(Predictor&&) noexcept = default;
Predictor::~Predictor() = default;

Result<Predictor> Predictor::open(const std::filesystem::path& model, int threads, DeviceChoice device)
{
    const auto resolved = resolveDevice(device);
    if (!resolved)
        return tl::unexpected(resolved.error());
    auto loaded = loadModel(model);
    if (!loaded)
        return tl::unexpected(loaded.error());
    const int threadCount = threads > 0 ? threads : QThread::idealThreadCount();
    const OneThread guard;
    auto d = std::make_unique<Private>(Private{std::move(loaded->description),
                                               std::move(loaded->classifier),
                                               std::move(loaded->familiarity),
                                               {},
                                               threadCount});
    if (d->familiarity && d->familiarity->width() != d->classifier.featureWidth())
        return failure(ErrorCode::DamagedModel, model,
                       QStringLiteral("what it knows of its training data is of another network"));
    d->classifier.moveTo(torchDevice(*resolved));
    const int crop = d->description.preprocessing.crop;
    const double temperature = d->description.temperature();
    d->form = d->classifier.answerForm(crop, temperature);
    for (int i = 0; i < 2;
         ++i) // the first passes compile and choose kernels; the user's first picture should not wait
        d->form(torch::zeros({1, 3, crop, crop}, d->classifier.device()));
    return Predictor(std::move(d));
}

const ModelDescription& Predictor::description() const
{
    return m_d->description;
}

Classifier& Predictor::classifier() const
{
    return m_d->classifier;
}

Result<Prediction> Predictor::classify(const std::filesystem::path& image) const
{
    return m_d->prediction(m_d->view(image));
}

std::size_t Predictor::featureWidth() const
{
    return static_cast<std::size_t>(m_d->classifier.featureWidth());
}

std::vector<float> Predictor::features(const Image& networkView) const
{
    return m_d->features(m_d->answer(networkView));
}

Result<Prediction> Predictor::classify(const Image& image) const
{
    return m_d->predict(networkView(image, m_d->description.preprocessing));
}

bool Predictor::classifyAll(const std::vector<std::filesystem::path>& images, const CancelToken& cancel,
                            const ResultCallback& callback) const
{
    if (images.empty())
        return true;
    if (!cancel.checkpoint())
        return false;
    callback(0, classify(images[0])); // at once, on this thread, whose kernels are warm

    // A GPU computes one picture at a time; threads decode ahead for it.
    const bool computesAhead = m_d->classifier.device().is_cpu();
    const std::size_t ahead = 4 * static_cast<std::size_t>(m_d->threads);
    std::vector<Result<Prediction>> predictions(ahead);
    std::vector<Result<Image>> views(ahead);
    const auto produce = [&](std::size_t i) {
        views[i % ahead] = m_d->view(images[i + 1]);
        if (computesAhead)
            predictions[i % ahead] = m_d->prediction(std::move(views[i % ahead]));
    };
    const auto consume = [&](std::size_t i) {
        if (!cancel.checkpoint())
            return false;
        if (!computesAhead)
            predictions[i % ahead] = m_d->prediction(std::move(views[i % ahead]));
        callback(i + 1, predictions[i % ahead]);
        return true;
    };
    return parallelInOrder({images.size() - 1, m_d->threads, ahead, produce, consume});
}

} // namespace cultivar
