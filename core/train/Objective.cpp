// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/Objective_p.h"

namespace cultivar {

void Objective::balance(const std::vector<std::int64_t>& labels, int classes)
{
    const torch::Tensor counts =
        torch::bincount(torch::tensor(labels, torch::kInt64), {}, classes).to(torch::kFloat32);
    m_classWeights = static_cast<double>(labels.size()) / (classes * counts);
}

void Objective::mix(Batch& batch)
{
    m_partners.reset();
    if (m_mixupAlpha <= 0.0)
        return;
    m_ownPart = torch::_sample_dirichlet(torch::full({2}, m_mixupAlpha))[0].item<double>();
    m_partners = torch::randperm(batch.labels.size(0));
    batch.inputs = torch::lerp(batch.inputs.index_select(0, m_partners), batch.inputs, m_ownPart);
}

torch::Tensor Objective::crossEntropy(const torch::Tensor& logits, const torch::Tensor& labels) const
{
    constexpr std::int64_t kIgnoreNothing = -100; // PyTorch's default
    return torch::cross_entropy_loss(
        logits, labels, m_classWeights.defined() ? m_classWeights.to(logits.device()) : torch::Tensor(),
        at::Reduction::Mean, kIgnoreNothing, m_labelSmoothing);
}

torch::Tensor Objective::loss(const torch::Tensor& logits, const torch::Tensor& labels) const
{
    const torch::Tensor own = crossEntropy(logits, labels);
    if (!m_partners.defined())
        return own;
    const torch::Tensor others = labels.index_select(0, m_partners.to(labels.device()));
    return m_ownPart * own + (1.0 - m_ownPart) * crossEntropy(logits, others);
}

} // namespace cultivar
