// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/MixedPrecision_p.h"

#include "core/base/Log.h"
#include "core/model/Classifier_p.h"
#include "core/model/Device_p.h"

#include <ATen/autocast_mode.h>

namespace cultivar {

namespace {

/// What torch.autocast is in Python, as long as it lives.
class AutocastScope
{
public:
    AutocastScope(torch::Device device, torch::ScalarType type) : m_device(device)
    {
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
        at::autocast::set_autocast_dtype(device.type(), type);
#else
        device.is_cuda() ? at::autocast::set_autocast_gpu_dtype(type)
                         : at::autocast::set_autocast_cpu_dtype(type);
#endif
        setEnabled(true);
        at::autocast::increment_nesting();
    }
    ~AutocastScope()
    {
        if (at::autocast::decrement_nesting() == 0)
            at::autocast::clear_cache(); // parameters change between steps
        setEnabled(false);
    }
    AutocastScope(const AutocastScope&) = delete;
    AutocastScope& operator=(const AutocastScope&) = delete;

private:
    void setEnabled(bool isEnabled)
    {
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
        at::autocast::set_autocast_enabled(m_device.type(), isEnabled);
#else
        m_device.is_cuda() ? at::autocast::set_enabled(isEnabled) : at::autocast::set_cpu_enabled(isEnabled);
#endif
    }

    torch::Device m_device;
};

} // namespace

MixedPrecision MixedPrecision::forDevice(torch::Device device)
{
    MixedPrecision precision;
    precision.m_device = device;
    if (hasFastBFloat16(device))
        precision.m_type = torch::kBFloat16; // as wide a range as single precision: nothing to scale
    else if (device.is_cuda()) {
        precision.m_type = torch::kFloat16;
        precision.m_scaler.emplace();
    }
    return precision;
}

void MixedPrecision::tryOut(Classifier& classifier, const Forward& forward, const torch::Tensor& inputs)
{
    if (!isOn() || m_device.is_cuda()) // CUDA has them all
        return;
    const auto generator = generatorState();
    const auto before = classifier.snapshot(); // batch norms learn from what they see
    try {
        logits(forward, inputs).sum().backward();
    } catch (const c10::Error& error) {
        qCInfo(logTrain) << "full precision:" << error.what_without_backtrace();
        m_type.reset();
    }
    for (const auto& [name, tensor] : classifier.tensors())
        torch::Tensor(tensor).mutable_grad().reset();
    classifier.restore(before);
    restoreGeneratorState(generator);
}

torch::Tensor MixedPrecision::logits(const Forward& forward, const torch::Tensor& x) const
{
    if (!isOn())
        return forward(x);
    const AutocastScope scope(m_device, *m_type);
    return forward(x).to(torch::kFloat32);
}

bool MixedPrecision::backward(const torch::Tensor& loss, const std::vector<torch::Tensor>& parameters)
{
    if (!m_scaler) {
        loss.backward();
        return true;
    }
    m_scaler->scaled(loss).backward();
    std::vector<torch::Tensor> gradients;
    for (const torch::Tensor& parameter : parameters) {
        if (parameter.grad().defined())
            gradients.push_back(parameter.grad());
    }
    return m_scaler->unscale(gradients);
}

void MixedPrecision::restore(NamedTensors& state)
{
    if (m_scaler)
        m_scaler->restore(state);
}

} // namespace cultivar
