// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/ModelFile_p.h"

#include "core/model/TensorBytes_p.h"

namespace cultivar {

namespace {

const std::string kMetadataKey = "cultivar";

/// A broken safetensors file is, to the user, a damaged model.
Error asModelError(Error error)
{
    if (error.code == ErrorCode::DamagedWeights || error.code == ErrorCode::WeightsMismatch ||
        error.code == ErrorCode::EmptyFile)
        error.code = ErrorCode::DamagedModel;
    return error;
}

Result<ModelDescription> descriptionOf(const SafeTensorsFile& file)
{
    const auto entry = file.metadata().find(kMetadataKey);
    if (entry == file.metadata().end())
        return failure(ErrorCode::DamagedModel, file.path(),
                       QStringLiteral("it holds weights but no Cultivar description"));
    return ModelDescription::fromJson(QByteArray::fromStdString(entry->second), file.path());
}

/// Nothing where the file has none.
Result<std::optional<Familiarity>> familiarityOf(const SafeTensorsFile& file)
{
    torch::Tensor means, whitener;
    for (const TensorEntry& entry : file.tensors()) {
        torch::Tensor* target = entry.name == Familiarity::kMeans      ? &means
                                : entry.name == Familiarity::kWhitener ? &whitener
                                                                       : nullptr;
        if (!target)
            continue;
        *target = torch::empty(entry.shape, scalarType(entry.type));
        if (const auto read = file.read(entry, static_cast<char*>(target->data_ptr())); !read)
            return tl::unexpected(read.error());
        *target = target->to(torch::kFloat32);
    }
    if (!means.defined() && !whitener.defined())
        return std::nullopt;
    auto familiarity =
        means.defined() && whitener.defined() ? Familiarity::fromTensors(means, whitener) : std::nullopt;
    if (!familiarity)
        return failure(ErrorCode::DamagedModel, file.path(),
                       QStringLiteral("what it knows of its training data does not fit together"));
    return familiarity;
}

} // namespace

Result<ModelDescription> readModelDescription(const std::filesystem::path& path)
{
    return SafeTensorsFile::open(path).map_error(asModelError).and_then(descriptionOf);
}

Result<void> saveModel(const std::filesystem::path& path, const Classifier& classifier,
                       const ModelDescription& description, const std::optional<Familiarity>& familiarity)
{
    std::vector<torch::Tensor> values; // keeps the bytes alive until they are written
    std::vector<TensorView> views;
    auto tensors = classifier.tensors();
    if (familiarity) {
        const auto beside = familiarity->tensors();
        tensors.insert(tensors.end(), beside.begin(), beside.end());
    }
    for (const auto& [name, tensor] : tensors) {
        const torch::Tensor value = values.emplace_back(tensor.detach().cpu().contiguous());
        views.push_back(viewOf(name, value));
    }
    return writeSafeTensors(path, views, {{kMetadataKey, description.toJson().toStdString()}});
}

Result<LoadedModel> loadModel(const std::filesystem::path& path)
{
    const auto file = SafeTensorsFile::open(path).map_error(asModelError);
    if (!file)
        return tl::unexpected(file.error());
    auto description = descriptionOf(*file);
    if (!description)
        return tl::unexpected(description.error());
    auto classifier = Classifier::create(description->backbone, description->head,
                                         static_cast<int>(description->classes.size()));
    if (!classifier)
        return tl::unexpected(classifier.error());
    if (const auto loaded = classifier->loadAll(*file).map_error(asModelError); !loaded)
        return tl::unexpected(loaded.error());
    auto familiarity = familiarityOf(*file).map_error(asModelError);
    if (!familiarity)
        return tl::unexpected(familiarity.error());
    return LoadedModel{std::move(*description), std::move(*classifier), std::move(*familiarity)};
}

} // namespace cultivar
