// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/ScanJob.h"

#include "core/data/FolderScanner.h"
#include "core/data/ImageDecoder.h"
#include "core/data/Resizer.h"
#include "core/data/SampleDataset.h"

namespace cultivar {

namespace {

/// Shrunk so that the longer side is kThumbnailSide; smaller pictures stay as they are.
Image thumbnailOf(const Image& image)
{
    const int side = std::max(image.width, image.height);
    if (side <= ScanJob::kThumbnailSide)
        return image;
    const auto scaled = [&](int length) { return std::max(1, length * ScanJob::kThumbnailSide / side); };
    return Resizer::resize(image, scaled(image.width), scaled(image.height),
                           Preprocessing::Interpolation::Bilinear);
}

} // namespace

ScanJob::ScanJob(std::filesystem::path root, bool isSample, QObject* parent)
    : Job(parent), m_root(std::move(root)), m_isSample(isSample)
{
}

Result<void> ScanJob::run(const CancelToken& cancel)
{
    if (m_isSample) {
        const auto written =
            SampleDataset::write(m_root, 1, cancel, [this](int done, int) { Q_EMIT progress(done); });
        if (!written)
            return written;
    }
    const auto dataset = FolderScanner::scan(
        m_root, cancel, [this](std::size_t files) { Q_EMIT progress(static_cast<int>(files)); });
    if (!dataset)
        return tl::unexpected(dataset.error());
    Q_EMIT scanned(*dataset);

    std::vector<int> shown(static_cast<std::size_t>(dataset->classes.size()));
    for (std::size_t i = 0; i < dataset->items.size(); ++i) {
        const DatasetItem& item = dataset->items[i];
        int& count = shown[static_cast<std::size_t>(item.label)];
        if (count >= kThumbnailsPerClass)
            continue;
        if (!cancel.checkpoint())
            return failure(ErrorCode::Cancelled);
        if (const auto image = ImageDecoder::decode(item.path, kThumbnailSide)) {
            ++count;
            Q_EMIT thumbnailReady(item.label, static_cast<int>(i), thumbnailOf(*image));
        }
    }
    return {};
}

} // namespace cultivar
