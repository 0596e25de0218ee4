// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/SafeTensorsExport_p.h"

#include "core/export/TracedNetwork_p.h"
#include "core/model/TensorBytes_p.h"
#include "core/weights/SafeTensors.h"

namespace cultivar {

namespace {

const std::string kHead = "head.";

/// A weights file whose head has the name that a model file gives it.
class RenamedWeights : public WeightsFile
{
public:
    /// @p place: where the head's tensors stand in @p file.
    RenamedWeights(const WeightsFile& file, const std::string& place, bool isLinear) : m_file(file)
    {
        m_path = file.path();
        m_tensors = file.tensors();
        for (TensorEntry& entry : m_tensors) {
            if (entry.name.rfind(place + '.', 0) == 0)
                entry.name = kHead + (isLinear ? "0." : "") + entry.name.substr(place.size() + 1);
        }
    }

    Result<void> read(const TensorEntry& entry, char* out) const override { return m_file.read(entry, out); }

private:
    const WeightsFile& m_file;
};

/// "head.0.weight" → "fc.weight" where the head takes the place of one layer, else "fc.0.weight".
std::string exportedName(const std::string& name, const std::string& place, bool isLinear)
{
    if (name.rfind(kHead, 0) != 0)
        return name;
    const std::string rest = name.substr(kHead.size());
    return place + '.' + (isLinear ? rest.substr(rest.find('.') + 1) : rest);
}

bool takesPlaceOfOneLayer(const TorchvisionHead& head, const HeadSpec& spec)
{
    return spec.type == HeadSpec::Type::Linear && !head.linear.isEmpty();
}

} // namespace

TorchvisionHead torchvisionHead(const QString& backbone)
{
    struct Family
    {
        const char *start, *linear, *replaced, *pooling;
    };
    constexpr const char* kMean = "network.avgpool = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten())\n";
    static const Family kFamilies[] = {
        {"mobilenet_v2", "classifier.1", "classifier", ""},
        {"mobilenet_v3", "", "classifier", ""},
        {"efficientnet", "classifier.1", "classifier", ""},
        {"res", "fc", "fc", ""},
        {"wide_resnet", "fc", "fc", ""},
        {"regnet", "fc", "fc", ""},
        {"inception", "fc", "fc", ""},
        {"densenet", "classifier", "classifier", ""},
        {"convnext", "", "classifier", kMean},
        {"vgg", "", "classifier", kMean},
        {"squeezenet", "", "classifier",
         "network.features.append(nn.AdaptiveAvgPool2d(1))\nnetwork.features.append(nn.Flatten())\n"},
        {"vit", "heads.head", "heads", ""},
        {"swin", "head", "head", ""},
    };
    for (const Family& family : kFamilies) {
        if (backbone.startsWith(QLatin1String(family.start)))
            return {QString::fromLatin1(family.linear), QString::fromLatin1(family.replaced),
                    QString::fromLatin1(family.pooling)};
    }
    return {{}, QStringLiteral("classifier"), {}}; // a network of our own
}

QString TorchvisionHead::place(const HeadSpec& head) const
{
    return takesPlaceOfOneLayer(*this, head) ? linear : replaced;
}

Result<void> writeSafeTensorsExport(const std::filesystem::path& file, const LoadedModel& model)
{
    const ModelDescription& description = model.description;
    const TorchvisionHead head = torchvisionHead(description.backbone);
    const bool isOneLayer = takesPlaceOfOneLayer(head, description.head);
    const std::string place = head.place(description.head).toStdString();
    std::vector<torch::Tensor> values; // keeps the bytes alive until they are written
    std::vector<TensorView> views;
    for (const auto& [name, tensor] : model.classifier.tensors()) {
        const torch::Tensor value = values.emplace_back(tensor.detach().cpu().contiguous());
        views.push_back(viewOf(exportedName(name, place, isOneLayer), value));
    }
    auto metadata = exportMetadata(description, {ExportFormat::SafeTensors, false, false});
    metadata["format"] = "pt"; // what readers of the format ask for
    return writeSafeTensors(file, views, metadata);
}

Result<Classifier> readSafeTensorsExport(const std::filesystem::path& file, const ModelDescription& model)
{
    const auto weights = SafeTensorsFile::open(file);
    if (!weights)
        return tl::unexpected(weights.error());
    const TorchvisionHead head = torchvisionHead(model.backbone);
    const RenamedWeights renamed(*weights, head.place(model.head).toStdString(),
                                 takesPlaceOfOneLayer(head, model.head));
    auto classifier = Classifier::create(model.backbone, model.head, static_cast<int>(model.classes.size()));
    if (!classifier)
        return classifier;
    if (const auto loaded = classifier->loadAll(renamed); !loaded)
        return tl::unexpected(loaded.error());
    return classifier;
}

} // namespace cultivar
