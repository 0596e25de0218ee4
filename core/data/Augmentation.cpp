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

double radians(double degrees)
{
    return degrees * std::numbers::pi / 180.0;
}

/// What the view is filled with, in pixels of the picture.
struct Window
{
    double centerX = 0.0, centerY = 0.0; // of pixel centres
    double scaleX = 1.0, scaleY = 1.0;   // picture pixels per view pixel
};

Window windowOf(const Image& picture, int crop, const AugmentationDraw::Part& part)
{
    const double center = (crop - 1) / 2.0;
    if (part.area >= 1.0)
        return {centerOffset(picture.width, crop) + center, centerOffset(picture.height, crop) + center, 1.0,
                1.0};
    const double area = part.area * picture.width * picture.height;
    const double width = std::min<double>(picture.width, std::sqrt(area * part.aspect));
    const double height = std::min<double>(picture.height, std::sqrt(area / part.aspect));
    return {part.x * (picture.width - width) + (width - 1.0) / 2.0,
            part.y * (picture.height - height) + (height - 1.0) / 2.0, width / crop, height / crop};
}

/// Where each pixel of the view comes from: flipped, sheared, zoomed, turned about the crop's centre, then
/// shifted.
cv::Matx23d viewToPicture(const Image& picture, int crop, const AugmentationDraw& draw)
{
    const double angle = radians(draw.rotationDegrees);
    const double cosine = std::cos(angle);
    const double sine = std::sin(angle);
    const double mirrorX = draw.isFlipped ? -1.0 : 1.0;
    const double mirrorY = draw.isFlippedVertically ? -1.0 : 1.0;
    const double shear = std::tan(radians(draw.shearDegrees));
    const double center = (crop - 1) / 2.0;
    const Window window = windowOf(picture, crop, draw.part);
    const double x = window.centerX - draw.shiftX * crop * window.scaleX;
    const double y = window.centerY - draw.shiftY * crop * window.scaleY;
    // Without shear, zoom and a drawn part these are exactly the numbers of a turn and a flip: runs stay
    // reproducible.
    const double scaleX = window.scaleX / draw.scale, scaleY = window.scaleY / draw.scale;
    const cv::Matx22d turn(cosine * mirrorX * scaleX, (sine * mirrorY + cosine * mirrorX * shear) * scaleX,
                           -sine * mirrorX * scaleY, (cosine * mirrorY - sine * mirrorX * shear) * scaleY);
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

void blur(Image& view, double sigma)
{
    constexpr double kFaintest = 0.1; // below, the kernel is a single pixel
    if (sigma < kFaintest)
        return;
    const int side = 2 * static_cast<int>(std::ceil(3.0 * sigma)) + 1;
    cv::Mat pixels(view.height, view.width, CV_8UC3, view.rgb.data());
    cv::GaussianBlur(pixels, pixels, {side, side}, sigma, sigma, cv::BORDER_REFLECT_101);
}

void erase(Image& view, const AugmentationDraw::Rectangle& part, const std::array<float, 3>& mean)
{
    const cv::Rect whole(0, 0, view.width, view.height);
    const cv::Rect erased(cvRound(part.x * view.width), cvRound(part.y * view.height),
                          cvRound(part.width * view.width), cvRound(part.height * view.height));
    cv::Mat pixels(view.height, view.width, CV_8UC3, view.rgb.data());
    pixels(erased & whole).setTo(cv::Scalar(mean[0], mean[1], mean[2]) * 255.0);
}

/// Random erasing (Zhong et al., 2020), of 2 to 20 % of the area.
AugmentationDraw::Rectangle drawRectangle(Random& random)
{
    const double area = random.uniform(0.02, 0.20);
    const double aspect = std::exp(random.uniform(-std::log(3.3), std::log(3.3)));
    const double width = std::sqrt(area * aspect);
    const double height = std::sqrt(area / aspect);
    const double x = random.uniform(0.0, 1.0 - width);
    return {x, random.uniform(0.0, 1.0 - height), width, height};
}

/// From a stream of its own, so that the classic recipe draws what it always drew. Every number is drawn
/// whether it is used or not: switching one effect on leaves the others as they were.
void sampleEffects(const AugmentationConfig& config, Random random, AugmentationDraw& draw)
{
    const auto factor = [&](double range) { return 1.0 + range * random.uniform(-1.0, 1.0); };
    draw.isFlippedVertically = random.uniform() < 0.5 && config.verticalFlip;
    draw.scale = factor(config.zoom);
    draw.shearDegrees = config.shearDegrees * random.uniform(-1.0, 1.0);
    draw.color.brightness = factor(config.brightness);
    draw.color.contrast = factor(config.contrast);
    draw.color.saturation = factor(config.saturation);
    draw.color.hue = config.hue * random.uniform(-1.0, 1.0);
    draw.blurSigma = config.blur * random.uniform();
    if (random.uniform() < config.erasing)
        draw.erased = drawRectangle(random);
    if (config.cropping > 0.0) {
        constexpr double kWidest = 1.25; // and as much taller
        draw.part.area = 1.0 - config.cropping * random.uniform();
        draw.part.aspect = std::exp(random.uniform(-std::log(kWidest), std::log(kWidest)));
        draw.part.x = random.uniform();
        draw.part.y = random.uniform();
    }
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
    constexpr std::uint64_t kEffects = 1;
    sampleEffects(config, Random{seed, view, item, kEffects}, draw);
    return draw;
}

Image augmentedView(const Image& resized, const Preprocessing& preprocessing, const AugmentationDraw& draw)
{
    const int crop = preprocessing.crop;
    const bool isSmall = resized.width < crop || resized.height < crop;
    Image view =
        isSmall ? warped(centerCropped(resized, preprocessing), crop, draw) : warped(resized, crop, draw);
    draw.color.applyTo(view);
    blur(view, draw.blurSigma);
    if (draw.erased.width > 0.0)
        erase(view, draw.erased, preprocessing.mean);
    return view;
}

} // namespace cultivar
