// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/TracedNetwork_p.h"

#include "core/nn/TracedFunction.h"
#include "core/weights/PreprocessingJson.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace cultivar {

namespace {

constexpr double kWhite = 255.0;

/// One number per channel. [3, 1, 1]
torch::Tensor perChannel(const std::function<double(std::size_t)>& value)
{
    return torch::tensor({value(0), value(1), value(2)}, torch::kFloat64).to(torch::kFloat32).view({3, 1, 1});
}

} // namespace

torch::jit::Module tracedNetwork(LoadedModel& model, const ExportOptions& options, int batch)
{
    model.classifier.freezeAll();
    const Preprocessing& preprocessing = model.description.preprocessing;
    const auto &mean = preprocessing.mean, &deviation = preprocessing.std;
    // RGB from 0 to 255 becomes the network's own numbers by one product and one sum, known before the trace.
    const torch::Tensor scale = perChannel([&](std::size_t c) { return 1.0 / (kWhite * deviation[c]); });
    const torch::Tensor shift = perChannel([&](std::size_t c) { return -double(mean[c]) / deviation[c]; });
    return nn::traced(
        [&](const torch::Tensor& images) {
            const torch::Tensor input = options.isRawInput ? images * scale + shift : images;
            const torch::Tensor logits = model.classifier.logits(input);
            return options.givesProbabilities ? torch::softmax(logits, 1) : logits;
        },
        torch::zeros({batch, 3, preprocessing.crop, preprocessing.crop}));
}

std::map<std::string, std::string> exportMetadata(const ModelDescription& model, const ExportOptions& options)
{
    const QString input =
        QStringLiteral("float32 [batch, 3, %1, %1], RGB, %2")
            .arg(model.preprocessing.crop)
            .arg(options.isRawInput ? QStringLiteral("0 to 255")
                                    : QStringLiteral("0 to 1, then minus mean, divided by std"));
    const QString output =
        QStringLiteral("float32 [batch, %1], %2, in the order of classes")
            .arg(model.classes.size())
            .arg(options.givesProbabilities ? QStringLiteral("probabilities") : QStringLiteral("logits"));
    const auto json = [](const auto& value) {
        return QJsonDocument(value).toJson(QJsonDocument::Compact).toStdString();
    };
    return {{"classes", json(QJsonArray::fromStringList(model.classes))},
            {"preprocessing", json(toJson(model.preprocessing))},
            {"backbone", model.backbone.toStdString()},
            {"input", input.toStdString()},
            {"output", output.toStdString()}};
}

} // namespace cultivar
