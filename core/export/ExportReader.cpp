// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/ExportReader_p.h"

#include "core/base/Paths.h"
#include "core/export/SafeTensorsExport_p.h"
#include "core/model/Device_p.h"
#include "core/nn/InferenceForm.h"

#include <opencv2/core/utils/logger.hpp>
#include <opencv2/dnn.hpp>
#include <torch/script.h>

namespace cultivar {

namespace {

class OnnxReader : public ExportReader
{
public:
    explicit OnnxReader(const std::filesystem::path& file)
    {
        cv::utils::logging::setLogLevel(
            cv::utils::logging::LOG_LEVEL_SILENT); // what it says is in the exception
        m_net = cv::dnn::readNetFromONNX(file.string());
    }

    QString engine() const override { return QStringLiteral("OpenCV %1").arg(QLatin1String(CV_VERSION)); }

    torch::Tensor answers(const torch::Tensor& images) override
    {
        const torch::Tensor input = images.contiguous();
        std::vector<int> sizes(input.sizes().begin(), input.sizes().end());
        m_net.setInput(cv::Mat(sizes, CV_32F, input.data_ptr<float>()));
        const cv::Mat output = m_net.forward();
        return torch::from_blob(output.data, {output.size[0], output.size[1]}, torch::kFloat32).clone();
    }

private:
    cv::dnn::Net m_net;
};

class TorchScriptReader : public ExportReader
{
public:
    explicit TorchScriptReader(const std::filesystem::path& file) : m_module(torch::jit::load(file.string()))
    {
    }

    QString engine() const override
    {
        return QStringLiteral("LibTorch %1").arg(QLatin1String(TORCH_VERSION));
    }

    torch::Tensor answers(const torch::Tensor& images) override
    {
        torch::NoGradGuard guard;
        return m_module.forward({images}).toTensor();
    }

private:
    torch::jit::Module m_module;
};

class SafeTensorsReader : public ExportReader
{
public:
    explicit SafeTensorsReader(Classifier classifier) : m_classifier(std::move(classifier))
    {
        m_classifier.freezeAll();
    }

    QString engine() const override { return QStringLiteral("a new network"); }

    torch::Tensor answers(const torch::Tensor& images) override
    {
        torch::NoGradGuard guard;
        return m_classifier.logits(images);
    }

private:
    Classifier m_classifier;
};

Result<std::unique_ptr<ExportReader>> readerOf(const std::filesystem::path& file,
                                               const ExportOptions& options, const ModelDescription& model)
{
    if (options.format == ExportFormat::Onnx)
        return std::make_unique<OnnxReader>(file);
    if (options.format == ExportFormat::TorchScript)
        return std::make_unique<TorchScriptReader>(file);
    return readSafeTensorsExport(file, model)
        .map([](Classifier&& classifier) -> std::unique_ptr<ExportReader> {
            return std::make_unique<SafeTensorsReader>(std::move(classifier));
        });
}

} // namespace

Result<std::unique_ptr<ExportReader>> ExportReader::open(const std::filesystem::path& file,
                                                         const ExportOptions& options,
                                                         const ModelDescription& model)
{
    try {
        return readerOf(file, options, model);
    } catch (const std::exception& exception) {
        return tl::unexpected(exportError(file, exception));
    }
}

Error exportError(const std::filesystem::path& file, const std::exception& exception)
{
    if (isOutOfMemory(exception))
        return {ErrorCode::OutOfMemory, file, {}};
    return {ErrorCode::ExportDiffers, file, QString::fromUtf8(exception.what()).section(u'\n', 0, 0)};
}

} // namespace cultivar
