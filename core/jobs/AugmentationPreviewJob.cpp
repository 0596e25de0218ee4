// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/AugmentationPreviewJob.h"

#include "core/data/ImageDecoder.h"

namespace cultivar {

AugmentationPreviewJob::AugmentationPreviewJob(std::filesystem::path file, std::size_t item,
                                               Settings settings, QObject* parent)
    : Job(parent), m_file(std::move(file)), m_item(item), m_settings(settings)
{
}

Result<void> AugmentationPreviewJob::run(const CancelToken& cancel)
{
    if (!cancel.checkpoint())
        return failure(ErrorCode::Cancelled);
    const Preprocessing& preprocessing = m_settings.preprocessing;
    const auto image = ImageDecoder::decode(m_file, preprocessing.resize);
    if (!image)
        return tl::unexpected(image.error());
    const Image resized = resizedForNetwork(*image, preprocessing);
    std::vector<Image> views{centerCropped(resized, preprocessing)};
    const int count = m_settings.augmentation.isEnabled ? kViews : 1;
    for (int view = 1; view < count; ++view) {
        if (!cancel.checkpoint())
            return failure(ErrorCode::Cancelled);
        const auto draw = AugmentationDraw::sample(m_settings.augmentation, m_settings.seed,
                                                   static_cast<std::uint64_t>(view), m_item);
        views.push_back(augmentedView(resized, preprocessing, draw));
    }
    Q_EMIT previewed(views);
    return {};
}

} // namespace cultivar
