// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/ImageSignature.h"

#include <QJsonObject>

namespace cultivar {

/// The images that a model has met: those it was trained on, also by the models it was retrained from, and
/// those that its last training held back to judge it. No image is both. A value; eight bytes an image in
/// the file.
class SeenImages
{
public:
    SeenImages() = default;
    /// What is in both counts as trained on.
    SeenImages(std::vector<ImageSignature> trained, std::vector<ImageSignature> heldBack);

    const std::vector<ImageSignature>& trained() const { return m_trained; }
    const std::vector<ImageSignature>& heldBack() const { return m_heldBack; }
    bool isTrained(const std::optional<ImageSignature>& image) const;
    bool isHeldBack(const std::optional<ImageSignature>& image) const;

    QJsonObject toJson() const;
    /// Nothing where it is damaged.
    static std::optional<SeenImages> fromJson(const QJsonObject& json);

private:
    std::vector<ImageSignature> m_trained, m_heldBack; // ascending
};

} // namespace cultivar
