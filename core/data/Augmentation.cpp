// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/Augmentation.h"

#include "core/base/Random.h"

#include <opencv2/imgproc.hpp>

#include <cmath>
#include <numbers>

namespace cultivar {

namespace {

/// Pictures are prepared on a pool of our own threads; OpenCV starting its own inside each would only add
/// switching. The setting is global to the process, so it is made once.
void keepOpenCvOnThisThread()
{
    [[maybe_unused]] static const bool isDone = [] {
        cv::setNumThreads(1);
        return true;
    }();
}

int centerOffset(int size, int crop)
{
    return cvRound((size - crop) / 2.0); // halves to even, as centerCropped
}

/// Where each pixel of the view comes from: flipped, turned about the crop's centre, then shifted.
cv::Matx23d viewToPicture(const Image& picture, int crop, const AugmentationDraw& draw)
{
    const double angle = draw.rotationDegrees * std::numbers::pi / 180.0;
    const double cosine = std::cos(angle);
    const double sine = std::sin(angle);
    const double mirror = draw.isFlipped ? -1.0 : 1.0;
    const double center = (crop - 1) / 2.0;
    const double x = centerOffset(picture.width, crop) + center - draw.shiftX * crop;
    const double y = centerOffset(picture.height, crop) + center - draw.shiftY * crop;
    const cv::Matx22d turn(cosine * mirror, sine, -sine * mirror, cosine);
    return {turn(0, 0), turn(0, 1), x - (turn(0, 0) + turn(0, 1)) * center,
            turn(1, 0), turn(1, 1), y - (turn(1, 0) + turn(1, 1)) * center};
}

Image warped(const Image& picture, int crop, const AugmentationDraw& draw)
{
    keepOpenCvOnThisThread();
    Image view{crop, crop, {}};
    view.rgb.resize(static_cast<std::size_t>(crop) * static_cast<std::size_t>(crop) * 3);
    const cv::Mat source(picture.height, picture.width, CV_8UC3,
                         const_cast<std::uint8_t*>(picture.rgb.data()));
    cv::Mat target(crop, crop, CV_8UC3, view.rgb.data());
    cv::warpAffine(source, target, viewToPicture(picture, crop, draw), target.size(),
                   cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_REFLECT_101);
    return view;
}

} // namespace

AugmentationDraw AugmentationDraw::sample(const AugmentationConfig& config, std::uint64_t seed,
                                          std::uint64_t view, std::uint64_t item)
{
    if (!config.isEnabled)
        return {};
    Random random{seed, view, item};
    AugmentationDraw draw;
    draw.rotationDegrees = random.uniform(-config.rotationDegrees, config.rotationDegrees);
    draw.shiftX = random.uniform(-config.shift, config.shift);
    draw.shiftY = random.uniform(-config.shift, config.shift);
    draw.isFlipped = random.uniform() < 0.5 && config.horizontalFlip;
    return draw;
}

Image augmentedView(const Image& resized, const Preprocessing& preprocessing, const AugmentationDraw& draw)
{
    const int crop = preprocessing.crop;
    if (resized.width < crop || resized.height < crop)
        return warped(centerCropped(resized, preprocessing), crop, draw);
    return warped(resized, crop, draw);
}

} // namespace cultivar
