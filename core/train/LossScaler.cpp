// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/LossScaler_p.h"

namespace cultivar {

namespace {

const std::string kScale = "scaler/scale", kGoodSteps = "scaler/good_steps";

} // namespace

bool LossScaler::unscale(std::vector<torch::Tensor>& gradients)
{
    torch::NoGradGuard guard;
    if (gradients.empty())
        return true;
    at::_foreach_mul_(gradients, 1.0 / m_scale);
    // One answer for all of them: asking a GPU for each would wait for it as often.
    const torch::Tensor norms = torch::stack(at::_foreach_norm(gradients, 2));
    if (!torch::isfinite(norms).all().item<bool>()) {
        m_scale /= 2.0;
        m_goodSteps = 0;
        return false;
    }
    if (++m_goodSteps == kStepsToGrow) {
        m_scale *= 2.0;
        m_goodSteps = 0;
    }
    return true;
}

NamedTensors LossScaler::state() const
{
    return {{kScale, torch::tensor(m_scale, torch::kFloat32)}, // a power of two
            {kGoodSteps, torch::tensor(m_goodSteps, torch::kInt64)}};
}

void LossScaler::restore(NamedTensors& state)
{
    for (const auto& [name, tensor] : state) {
        if (name == kScale)
            m_scale = tensor.item<double>();
        if (name == kGoodSteps)
            m_goodSteps = tensor.item<std::int64_t>();
    }
    std::erase_if(state,
                  [](const auto& entry) { return entry.first == kScale || entry.first == kGoodSteps; });
}

} // namespace cultivar
