// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/ExportCheck_p.h"

#include "core/data/ImageDecoder.h"
#include "core/data/SampleDataset.h"
#include "core/model/Classifier_p.h"

namespace cultivar {

namespace {

constexpr std::size_t kCheckedBatch = 7;

torch::Tensor probabilitiesOf(const std::vector<Prediction>& predictions) // [predictions, classes]
{
    const auto classes = static_cast<std::int64_t>(predictions.front().ranked.size());
    const torch::Tensor all =
        torch::empty({static_cast<std::int64_t>(predictions.size()), classes}, torch::kFloat64);
    for (std::size_t i = 0; i < predictions.size(); ++i) {
        for (const LabelProbability& entry : predictions[i].ranked)
            all[static_cast<std::int64_t>(i)][entry.label] = entry.probability;
    }
    return all;
}

} // namespace

std::vector<Prediction> ExportCheck::predictions(const std::vector<std::filesystem::path>& photos,
                                                 ExportParity& parity) const
{
    std::vector<Prediction> predictions;
    const auto take = [&](Result<Prediction> prediction) {
        if (prediction)
            predictions.push_back(std::move(*prediction));
    };
    const std::size_t wanted = std::min<std::size_t>(kPictures, photos.size());
    for (std::size_t i = 0; i < wanted; ++i)
        take(m_model.classify(photos[i * photos.size() / wanted]));
    parity.drawnPictures = kPictures - static_cast<int>(predictions.size());
    for (int i = 0; i < parity.drawnPictures; ++i)
        take(ImageDecoder::decode(
                 SampleDataset::picture(i % static_cast<int>(SampleDataset::classes().size()), i))
                 .and_then([this](const Image& image) { return m_model.classify(image); }));
    parity.pictures = static_cast<int>(predictions.size());
    return predictions;
}

torch::Tensor ExportCheck::inputOf(const Prediction& prediction) const
{
    const Image& view = prediction.networkView;
    if (!m_options.isRawInput)
        return viewTensor(view, m_model.description().preprocessing);
    const torch::Tensor pixels = torch::tensor(at::ArrayRef<std::uint8_t>(view.rgb), torch::kByte);
    return pixels.view({view.height, view.width, 3}).permute({2, 0, 1}).to(torch::kFloat32).contiguous();
}

Result<ExportParity> ExportCheck::run(const std::filesystem::path& file,
                                      const std::vector<std::filesystem::path>& photos,
                                      const CancelToken& cancel,
                                      const std::function<void(int, int)>& progress) const
{
    auto reader = ExportReader::open(file, m_options, m_model.description());
    if (!reader)
        return tl::unexpected(reader.error());
    ExportParity parity;
    parity.engine = (*reader)->engine();
    const std::vector<Prediction> expected = predictions(photos, parity);
    std::vector<torch::Tensor> inputs;
    for (const Prediction& prediction : expected)
        inputs.push_back(inputOf(prediction));

    std::vector<torch::Tensor> answers;
    try {
        std::size_t count = 1;
        for (std::size_t first = 0; first < inputs.size();
             first += count, count = std::min(kCheckedBatch, inputs.size() - first)) {
            if (!cancel.checkpoint())
                return failure(ErrorCode::Cancelled);
            answers.push_back((*reader)->answers(
                torch::stack(std::vector(inputs.begin() + first, inputs.begin() + first + count))));
            progress(static_cast<int>(first + count), static_cast<int>(inputs.size()));
        }
    } catch (const std::exception& exception) {
        return tl::unexpected(exportError(file, exception));
    }
    const torch::Tensor given = torch::cat(answers).to(torch::kFloat64); // [pictures, classes]
    const torch::Tensor probabilities = m_options.givesProbabilities ? given : torch::softmax(given, 1);
    parity.difference = (probabilities - probabilitiesOf(expected)).abs().max().item<double>(); // NaN stays
    if (!(parity.difference <= kTolerance))
        return failure(ErrorCode::ExportDiffers, file,
                       QStringLiteral("%1 answers with probabilities that differ by %2")
                           .arg(parity.engine)
                           .arg(parity.difference, 0, 'g', 2));
    return parity;
}

} // namespace cultivar
