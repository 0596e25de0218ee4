// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Classifier_p.h"

#include "core/model/TensorBytes_p.h"
#include "core/nn/BackboneFactory.h"
#include "core/nn/Head.h"

#include <set>

namespace cultivar {

namespace {

using NamedTensors = std::vector<std::pair<std::string, torch::Tensor>>;

QString shapeText(at::IntArrayRef shape)
{
    QStringList sides;
    for (const std::int64_t side : shape)
        sides.append(QString::number(side));
    return QStringLiteral("[%1]").arg(sides.join(QStringLiteral(", ")));
}

/// At most three of them by name, then how many more.
QString listed(const QString& what, const QStringList& names)
{
    constexpr qsizetype kShown = 3;
    QString text = what + QLatin1Char(' ') + names.mid(0, kShown).join(QStringLiteral(", "));
    if (names.size() > kShown)
        text += QStringLiteral(" and %1 more").arg(names.size() - kShown);
    return text;
}

bool isOptional(const std::string& name)
{
    static const std::string kCounter =
        "num_batches_tracked"; // older files lack it, and inference never reads it
    return name.size() > kCounter.size() &&
           name.compare(name.size() - kCounter.size(), kCounter.size(), kCounter) == 0;
}

} // namespace

Result<Classifier> Classifier::create(const QString& backbone, const HeadSpec& head, int classes)
{
    Classifier classifier;
    classifier.m_backbone = nn::makeBackbone(backbone.toStdString());
    if (!classifier.m_backbone)
        return failure(ErrorCode::UnknownBackbone, {}, backbone);
    classifier.m_backbone->initialize();
    const std::int64_t width = classifier.m_backbone->featureWidth();
    classifier.m_head = head.type == HeadSpec::Type::Classic
                            ? nn::makeClassicHead(width, head.hidden, head.dropout, classes)
                            : nn::makeLinearHead(width, classes);
    classifier.m_cut = classifier.blockCount();
    for (torch::Tensor& parameter : classifier.m_backbone->parameters()) {
        if (parameter.dim() == 4) // convolutions go by the layout of their weights
            parameter.set_data(parameter.contiguous(torch::MemoryFormat::ChannelsLast));
    }
    return classifier;
}

NamedTensors Classifier::tensors() const
{
    NamedTensors tensors;
    const auto append = [&](const auto& items, const std::string& prefix) {
        for (const auto& item : items) {
            if (!prefix.empty() || !m_backbone->isClassifierTensor(item.key()))
                tensors.emplace_back(prefix + item.key(), item.value());
        }
    };
    append(m_backbone->named_parameters(), {});
    append(m_backbone->named_buffers(), {});
    append(m_head->named_parameters(), "head.");
    return tensors;
}

Result<void> Classifier::loadBackbone(const WeightsFile& file)
{
    NamedTensors backbone = tensors();
    std::erase_if(backbone, [](const auto& item) { return item.first.rfind("head.", 0) == 0; });
    return load(file, backbone);
}

Result<void> Classifier::loadAll(const WeightsFile& file)
{
    return load(file, tensors());
}

/// Why @p entries cannot fill @p targets, or nothing. What the network has no place for is no reason, but is
/// listed where there is one: it tells which network the file was made for.
QString Classifier::mismatch(const std::map<std::string, const TensorEntry*>& entries,
                             const NamedTensors& targets) const
{
    QStringList missing, unexpected, misshapen;
    std::set<std::string> known;
    for (const auto& [name, target] : targets) {
        known.insert(name);
        const auto it = entries.find(name);
        if (it == entries.end() && !isOptional(name))
            missing.append(QString::fromStdString(name));
        else if (it != entries.end() && target.sizes() != at::IntArrayRef(it->second->shape))
            misshapen.append(QStringLiteral("%1 %2 instead of %3")
                                 .arg(QString::fromStdString(name), shapeText(it->second->shape),
                                      shapeText(target.sizes())));
    }
    for (const auto& [name, entry] : entries) {
        const bool isClassifier = m_backbone->isClassifierTensor(name) || name.rfind("head.", 0) == 0;
        if (!known.contains(name) && !isClassifier && !isOptional(name))
            unexpected.append(QString::fromStdString(name));
    }
    if (missing.isEmpty() && misshapen.isEmpty())
        return {};
    QStringList problems;
    if (!missing.isEmpty())
        problems.append(listed(QStringLiteral("it lacks"), missing));
    if (!misshapen.isEmpty())
        problems.append(listed(QStringLiteral("it has"), misshapen));
    if (!unexpected.isEmpty())
        problems.append(listed(QStringLiteral("it has besides"), unexpected));
    return problems.join(QStringLiteral("; "));
}

Result<void> Classifier::load(const WeightsFile& file, const NamedTensors& targets)
{
    torch::NoGradGuard guard;
    std::map<std::string, const TensorEntry*> entries;
    for (const TensorEntry& entry : file.tensors())
        entries[m_backbone->currentName(entry.name)] = &entry;

    if (const QString problem = mismatch(entries, targets); !problem.isEmpty())
        return failure(ErrorCode::WeightsMismatch, file.path(), problem);

    for (const auto& [name, target] : targets) {
        const auto it = entries.find(name);
        if (it == entries.end())
            continue;
        const torch::Tensor values = torch::empty(it->second->shape, scalarType(it->second->type));
        if (const auto read = file.read(*it->second, static_cast<char*>(values.data_ptr())); !read)
            return read;
        if (values.is_floating_point() && !torch::isfinite(values).all().item<bool>())
            return failure(
                ErrorCode::DamagedWeights, file.path(),
                QStringLiteral("%1 holds values that are not finite").arg(QString::fromStdString(name)));
        torch::Tensor(target).copy_(values);
    }
    return {};
}

void Classifier::growFrom(const Classifier& earlier, const std::vector<std::int64_t>& rows)
{
    torch::NoGradGuard guard;
    const NamedTensors targets = tensors(), sources = earlier.tensors();
    const std::size_t lastLayer = targets.size() - 2; // its weight and bias come last
    for (std::size_t i = 0; i < lastLayer; ++i)
        torch::Tensor(targets[i].second).copy_(sources[i].second);
    for (std::size_t i = lastLayer; i < targets.size(); ++i) {
        const torch::Tensor known = sources[i].second; // [classes of earlier, …]
        const torch::Tensor mean = known.mean(0);
        for (std::size_t label = 0; label < rows.size(); ++label)
            targets[i].second[static_cast<std::int64_t>(label)].copy_(rows[label] < 0 ? mean
                                                                                      : known[rows[label]]);
    }
}

void Classifier::freezeAll()
{
    for (torch::Tensor& parameter : m_backbone->parameters())
        parameter.requires_grad_(false);
    for (torch::Tensor& parameter : m_head->parameters())
        parameter.requires_grad_(false);
    m_learningNorms.clear();
    m_cut = blockCount();
    setTrainingMode(false);
}

void Classifier::setTrainable(const std::vector<bool>& layers, bool updatesStatistics)
{
    freezeAll();
    const auto all = m_backbone->layers();
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!layers[i])
            continue;
        m_cut = std::min(m_cut, all[i].block);
        for (torch::Tensor& parameter : all[i].module->parameters(/*recurse=*/false))
            parameter.requires_grad_(true);
        if (const auto norm = std::dynamic_pointer_cast<torch::nn::BatchNorm2dImpl>(all[i].module);
            norm && updatesStatistics)
            m_learningNorms.emplace_back(norm);
    }
    for (torch::Tensor& parameter : m_head->parameters())
        parameter.requires_grad_(true);
}

void Classifier::setTrainingMode(bool isTraining)
{
    m_backbone->train(false); // frozen batch norms keep their statistics
    for (auto& norm : m_learningNorms)
        norm->train(isTraining);
    m_head->train(isTraining);
}

torch::Tensor Classifier::headLogits(const torch::Tensor& features)
{
    return m_head->forward(features);
}

torch::Tensor Classifier::restLogits(const torch::Tensor& activations)
{
    const bool arePictures = m_cut == 0;
    const torch::Tensor input =
        arePictures ? activations.contiguous(torch::MemoryFormat::ChannelsLast) : activations;
    return headLogits(m_backbone->pool(m_backbone->forwardBlocks(input, m_cut, blockCount())));
}

torch::Tensor Classifier::logits(const torch::Tensor& images)
{
    return headLogits(m_backbone->features(images));
}

nn::InferenceForm Classifier::trunkForm(std::size_t first, std::size_t end, bool isPooled,
                                        const torch::Tensor& example)
{
    return nn::InferenceForm::make(
        [&](const torch::Tensor& x) {
            const torch::Tensor activations = m_backbone->forwardBlocks(x, first, end);
            return isPooled ? m_backbone->pool(activations) : activations;
        },
        example);
}

torch::Tensor Classifier::probabilities(const torch::Tensor& features, double temperature)
{
    const torch::Tensor logits = headLogits(features);
    return torch::softmax(temperature == 1.0 ? logits : logits / temperature, 1);
}

void Classifier::foldTemperature(double temperature)
{
    torch::NoGradGuard guard;
    const auto parameters = m_head->parameters(); // the last layer's weight and bias come last
    for (std::size_t i = parameters.size() - 2; i < parameters.size(); ++i)
        torch::Tensor(parameters[i]).div_(temperature);
}

nn::InferenceForm Classifier::probabilityForm(int crop, double temperature)
{
    freezeAll();
    return nn::InferenceForm::make(
        [&](const torch::Tensor& x) { return probabilities(m_backbone->features(x), temperature); },
        torch::zeros({1, 3, crop, crop}, m_device));
}

nn::InferenceForm Classifier::answerForm(int crop, double temperature)
{
    freezeAll();
    return nn::InferenceForm::make(
        [&](const torch::Tensor& x) {
            const torch::Tensor features = m_backbone->features(x);
            return torch::cat({probabilities(features, temperature), features}, 1);
        },
        torch::zeros({1, 3, crop, crop}, m_device));
}

Classifier::PlacedGradient Classifier::placedGradient(const torch::Tensor& image, int label)
{
    const std::size_t end = m_backbone->placedEnd();
    torch::Tensor activations;
    {
        torch::NoGradGuard guard;
        activations = m_backbone->forwardBlocks(image, 0, end);
    }
    torch::AutoGradMode enable(true);
    activations = activations.detach().requires_grad_(true);
    const torch::Tensor logits =
        headLogits(m_backbone->pool(m_backbone->forwardBlocks(activations, end, blockCount())));
    const torch::Tensor gradient = torch::autograd::grad({logits[0][label]}, {activations}).front();
    return {m_backbone->placed(activations.detach()), m_backbone->placed(gradient)};
}

std::vector<std::vector<torch::Tensor>> Classifier::trainableBlocks() const
{
    std::map<std::size_t, std::vector<torch::Tensor>, std::greater<>> blocks;
    for (const auto& layer : m_backbone->layers()) {
        for (const torch::Tensor& parameter : layer.module->parameters(/*recurse=*/false)) {
            if (parameter.requires_grad())
                blocks[layer.block].push_back(parameter);
        }
    }
    std::vector<std::vector<torch::Tensor>> ordered;
    for (auto& [block, parameters] : blocks)
        ordered.push_back(std::move(parameters));
    return ordered;
}

std::set<std::string> Classifier::changingNames() const
{
    std::set<std::string> names;
    for (const auto& [name, tensor] : tensors()) {
        if (tensor.requires_grad())
            names.insert(name);
    }
    if (!m_learningNorms.empty()) {
        for (const auto& buffer : m_backbone->named_buffers())
            names.insert(buffer.key());
    }
    return names;
}

ParameterCount Classifier::parameterCount() const
{
    ParameterCount count;
    for (const auto& [name, tensor] : tensors()) {
        if (tensor.is_leaf() && tensor.is_floating_point() && name.find("running_") == std::string::npos) {
            count.total += tensor.numel();
            count.trainable += tensor.requires_grad() ? tensor.numel() : 0;
        }
    }
    return count;
}

std::vector<torch::Tensor> Classifier::snapshot() const
{
    std::vector<torch::Tensor> copies;
    for (const auto& [name, tensor] : tensors())
        copies.push_back(tensor.detach().clone());
    return copies;
}

void Classifier::restore(const std::vector<torch::Tensor>& snapshot)
{
    torch::NoGradGuard guard;
    const NamedTensors targets = tensors();
    for (std::size_t i = 0; i < targets.size(); ++i)
        torch::Tensor(targets[i].second).copy_(snapshot[i]);
}

void Classifier::moveTo(torch::Device device)
{
    m_backbone->to(device);
    m_head->to(device);
    m_device = device;
}

torch::Tensor viewTensor(const Image& view, const Preprocessing& preprocessing)
{
    torch::Tensor tensor = torch::empty({3, view.height, view.width});
    normalizeInto(view, preprocessing, tensor.data_ptr<float>());
    return tensor;
}

} // namespace cultivar
