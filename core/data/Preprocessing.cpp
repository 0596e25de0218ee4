// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/Preprocessing.h"

#include "core/data/Resizer.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace cultivar {

namespace {

using Policy = Preprocessing::Policy;

constexpr std::uint8_t kLetterboxGrey = 128;
constexpr int kChannels = 3;

struct Size
{
    int width = 0, height = 0;
};

Image filledImage(int side, std::uint8_t value)
{
    const auto count = static_cast<std::size_t>(side) * static_cast<std::size_t>(side) * kChannels;
    return {side, side, std::vector<std::uint8_t>(count, value)};
}

/// torchvision's Resize(int): the longer side is cut to an integer, not rounded.
Size sizeForCrop(const Size& image, int shorter)
{
    const auto longer = [&](int longSide, int shortSide) {
        const std::int64_t exact = static_cast<std::int64_t>(shorter) * longSide / shortSide;
        return static_cast<int>(std::min<std::int64_t>(exact, 1 << 30));
    };
    if (image.width <= image.height)
        return {shorter, longer(image.height, image.width)};
    return {longer(image.width, image.height), shorter};
}

/// torchvision's CenterCrop: Python's round(), which takes halves to the even side.
int cropOffset(int size, int crop)
{
    return static_cast<int>(std::nearbyint((size - crop) / 2.0));
}

/// The part of one resized axis that crops and augmentation can reach. A very long picture would otherwise
/// need gigabytes: 1 × 100,000 pixels become 256 × 25,600,000. The cut on each side is even, so that the
/// rounding of the centre crop stays the same.
struct Reach
{
    int from = 0, length = 0;
};

Reach reachOf(int size, int crop)
{
    const int limit = 4 * crop;
    const int cut = size > limit ? (size - limit) / 4 * 2 : 0;
    return {cut, size - 2 * cut};
}

void copyInto(const Image& part, Image& whole, int left, int top)
{
    const auto bytes = static_cast<std::size_t>(part.width) * kChannels;
    for (int y = 0; y < part.height; ++y) {
        const auto to = (static_cast<std::size_t>(top + y) * static_cast<std::size_t>(whole.width) +
                         static_cast<std::size_t>(left)) *
                        kChannels;
        std::memcpy(whole.rgb.data() + to, part.rgb.data() + static_cast<std::size_t>(y) * bytes, bytes);
    }
}

Size sizeForLetterbox(const Size& image, int side)
{
    const double scale = static_cast<double>(side) / std::max(image.width, image.height);
    const auto fitted = [&](int length) {
        return std::clamp(static_cast<int>(std::lround(length * scale)), 1, side);
    };
    return {fitted(image.width), fitted(image.height)};
}

Image letterboxed(const Image& image, const Preprocessing& preprocessing)
{
    const int side = preprocessing.crop;
    const Size size = sizeForLetterbox({image.width, image.height}, side);
    const Image part = Resizer::resize(image, size.width, size.height, preprocessing.interpolation);
    Image whole = filledImage(side, kLetterboxGrey);
    copyInto(part, whole, (side - part.width) / 2, (side - part.height) / 2);
    return whole;
}

/// The central @p crop pixels of a picture at least that large.
Image cropped(const Image& image, int crop)
{
    const int left = cropOffset(image.width, crop);
    const int top = cropOffset(image.height, crop);
    Image view = filledImage(crop, 0);
    const auto bytes = static_cast<std::size_t>(crop) * kChannels;
    for (int y = 0; y < crop; ++y) {
        const auto from = (static_cast<std::size_t>(top + y) * static_cast<std::size_t>(image.width) +
                           static_cast<std::size_t>(left)) *
                          kChannels;
        std::memcpy(view.rgb.data() + static_cast<std::size_t>(y) * bytes, image.rgb.data() + from, bytes);
    }
    return view;
}

/// Black around a picture whose sides are shorter than the crop, as torchvision pads.
Image padded(const Image& image, int crop)
{
    const int width = std::max(image.width, crop);
    const int height = std::max(image.height, crop);
    Image whole{width, height, {}};
    whole.rgb.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * kChannels);
    copyInto(image, whole, (width - image.width) / 2, (height - image.height) / 2);
    return whole;
}

} // namespace

Image resizedForNetwork(const Image& image, const Preprocessing& preprocessing)
{
    const auto interpolation = preprocessing.interpolation;
    if (preprocessing.policy == Policy::Letterbox)
        return letterboxed(image, preprocessing);
    if (preprocessing.policy == Policy::Stretch)
        return Resizer::resize(image, preprocessing.crop, preprocessing.crop, interpolation);
    const Size size = sizeForCrop({image.width, image.height}, preprocessing.resize);
    const int widest = std::max(preprocessing.resize, preprocessing.crop);
    const Reach x = reachOf(size.width, widest);
    const Reach y = reachOf(size.height, widest);
    return Resizer::resize(image, size.width, size.height, interpolation,
                           {x.from, y.from, x.length, y.length});
}

Image centerCropped(const Image& resized, const Preprocessing& preprocessing)
{
    const int crop = preprocessing.crop;
    if (resized.width == crop && resized.height == crop)
        return resized;
    if (resized.width < crop || resized.height < crop)
        return cropped(padded(resized, crop), crop);
    return cropped(resized, crop);
}

Image networkView(const Image& image, const Preprocessing& preprocessing)
{
    const int crop = preprocessing.crop;
    if (preprocessing.policy != Policy::Crop || preprocessing.resize < crop)
        return centerCropped(resizedForNetwork(image, preprocessing), preprocessing);
    const Size size = sizeForCrop({image.width, image.height}, preprocessing.resize);
    const Resizer::Window window{cropOffset(size.width, crop), cropOffset(size.height, crop), crop, crop};
    return Resizer::resize(image, size.width, size.height, preprocessing.interpolation, window);
}

ViewArea viewArea(int width, int height, const Preprocessing& preprocessing)
{
    if (preprocessing.policy == Policy::Stretch || width < 1 || height < 1)
        return {};
    const int crop = preprocessing.crop;
    const bool isCrop = preprocessing.policy == Policy::Crop;
    const Size size =
        isCrop ? sizeForCrop({width, height}, preprocessing.resize) : sizeForLetterbox({width, height}, crop);
    const auto offset = [&](int length) {
        return isCrop && length >= crop ? cropOffset(length, crop) : -((crop - length) / 2);
    };
    return {static_cast<double>(offset(size.width)) / size.width,
            static_cast<double>(offset(size.height)) / size.height, static_cast<double>(crop) / size.width,
            static_cast<double>(crop) / size.height};
}

void normalizeInto(const Image& view, const Preprocessing& preprocessing, float* out)
{
    const auto pixels = static_cast<std::size_t>(view.width) * static_cast<std::size_t>(view.height);
    for (std::size_t c = 0; c < kChannels; ++c) {
        std::array<float, 256> value;
        for (std::size_t level = 0; level < value.size(); ++level)
            value[level] =
                (static_cast<float>(level) / 255.0f - preprocessing.mean[c]) / preprocessing.std[c];
        float* plane = out + c * pixels;
        for (std::size_t i = 0; i < pixels; ++i)
            plane[i] = value[view.rgb[i * kChannels + c]];
    }
}

} // namespace cultivar
