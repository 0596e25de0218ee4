// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/ColorJitter.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace cultivar {

namespace {

float clamped(double value)
{
    return static_cast<float>(std::clamp(value, 0.0, 1.0));
}

double greyOf(const cv::Vec3f& pixel)
{
    return 0.2989 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2]; // the weights of ITU-R BT.601
}

double meanGrey(const cv::Mat& picture)
{
    const cv::Scalar mean = cv::mean(picture);
    return 0.2989 * mean[0] + 0.587 * mean[1] + 0.114 * mean[2];
}

void changeBrightness(cv::Mat& picture, double factor)
{
    picture.forEach<cv::Vec3f>([factor](cv::Vec3f& pixel, const int*) {
        for (int c = 0; c < 3; ++c)
            pixel[c] = clamped(pixel[c] * factor);
    });
}

void changeContrast(cv::Mat& picture, double factor)
{
    const double offset = meanGrey(picture) * (1.0 - factor);
    picture.forEach<cv::Vec3f>([=](cv::Vec3f& pixel, const int*) {
        for (int c = 0; c < 3; ++c)
            pixel[c] = clamped(pixel[c] * factor + offset);
    });
}

void changeSaturation(cv::Mat& picture, double factor)
{
    picture.forEach<cv::Vec3f>([factor](cv::Vec3f& pixel, const int*) {
        const double offset = greyOf(pixel) * (1.0 - factor);
        for (int c = 0; c < 3; ++c)
            pixel[c] = clamped(pixel[c] * factor + offset);
    });
}

void turnHue(cv::Mat& picture, double part)
{
    constexpr float kCircle = 360.0f;
    cv::cvtColor(picture, picture, cv::COLOR_RGB2HSV);
    const auto turn = static_cast<float>(part) * kCircle;
    picture.forEach<cv::Vec3f>(
        [turn](cv::Vec3f& pixel, const int*) { pixel[0] = std::fmod(pixel[0] + turn + kCircle, kCircle); });
    cv::cvtColor(picture, picture, cv::COLOR_HSV2RGB);
}

} // namespace

void ColorJitter::applyTo(Image& image) const
{
    if (*this == ColorJitter{})
        return;
    cv::Mat bytes(image.height, image.width, CV_8UC3, image.rgb.data());
    cv::Mat picture; // floats, so that four steps round only once
    bytes.convertTo(picture, CV_32FC3, 1.0 / 255.0);
    if (brightness != 1.0)
        changeBrightness(picture, brightness);
    if (contrast != 1.0)
        changeContrast(picture, contrast);
    if (saturation != 1.0)
        changeSaturation(picture, saturation);
    if (hue != 0.0)
        turnHue(picture, hue);
    picture.convertTo(bytes, CV_8UC3, 255.0);
}

} // namespace cultivar
