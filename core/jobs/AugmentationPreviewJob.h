// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Augmentation.h"
#include "core/jobs/Job.h"

#include <filesystem>
#include <vector>

namespace cultivar {

/// Decodes one picture and makes the views of it that a training sees: the plain one, then eight augmented
/// ones, or the plain one alone where nothing is varied.
class AugmentationPreviewJob : public Job
{
    Q_OBJECT

public:
    static constexpr int kViews = 9;

    struct Settings
    {
        Preprocessing preprocessing;
        AugmentationConfig augmentation;
        std::uint64_t seed = 0;
    };

    /// @p item is the picture's index in the dataset, which its draws depend on.
    AugmentationPreviewJob(std::filesystem::path file, std::size_t item, Settings settings,
                           QObject* parent = nullptr);

Q_SIGNALS:
    void previewed(const std::vector<cultivar::Image>& views);

protected:
    Result<void> run(const CancelToken& cancel) override;

private:
    std::filesystem::path m_file;
    std::size_t m_item;
    Settings m_settings;
};

} // namespace cultivar
