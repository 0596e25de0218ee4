// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/OptimizerState_p.h"

namespace cultivar {

/// Keeps small gradients from vanishing in half precision (Micikevicius et al., 2018): the loss is scaled up,
/// the gradients down again. A step whose gradients overflow is left out and halves the scale; a long row of
/// good ones doubles it. LibTorch has this in Python alone.
class LossScaler
{
public:
    static constexpr double kFirstScale = 65536.0;
    static constexpr std::int64_t kStepsToGrow = 2000;

    double scale() const { return m_scale; }
    torch::Tensor scaled(const torch::Tensor& loss) const { return loss * m_scale; }
    /// Divides @p gradients by the scale and adapts it. False where one is not finite: they are of no use.
    bool unscale(std::vector<torch::Tensor>& gradients);
    /// Whether gradients overflow that have not been scaled at all.
    bool isExhausted() const { return m_scale < 1.0; }

    /// Two tensors whose names begin with "scaler/".
    NamedTensors state() const;
    /// Takes its own tensors out of @p state, where it has them.
    void restore(NamedTensors& state);

private:
    double m_scale = kFirstScale;
    std::int64_t m_goodSteps = 0; // since the scale last changed
};

} // namespace cultivar
