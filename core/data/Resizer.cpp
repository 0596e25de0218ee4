// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/Resizer.h"

#include <QtGlobal>

#include <algorithm>
#include <cmath>
#include <cstring>

// One build runs on every x86-64 machine, yet uses AVX2 where it is: the fixed-point products are twice as
// fast.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define CULTIVAR_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define CULTIVAR_CLONES
#endif

namespace cultivar {

namespace {

using Interpolation = Preprocessing::Interpolation;

constexpr int kFractionBits = 22; // 32 bits less 8 for the pixel and 2 for overshoot, as Pillow has it
constexpr int kHalf = 1 << (kFractionBits - 1);
constexpr int kChannels = 3;

double bilinear(double x)
{
    x = std::abs(x);
    return x < 1.0 ? 1.0 - x : 0.0;
}

/// Keys' cubic convolution with a = −0.5.
double bicubic(double x)
{
    constexpr double a = -0.5;
    x = std::abs(x);
    if (x < 1.0)
        return ((a + 2.0) * x - (a + 3.0)) * x * x + 1.0;
    return x < 2.0 ? (((x - 5.0) * x + 8.0) * x - 4.0) * a : 0.0;
}

/// The source pixels and weights of each output position along one axis.
struct Taps
{
    struct Span
    {
        int first = 0, count = 0;
    };
    std::vector<Span> spans;           // [positions]
    std::vector<std::int32_t> weights; // [positions, stride]
    int stride = 0;

    const std::int32_t* weightsOf(int position) const
    {
        return weights.data() + static_cast<std::size_t>(position) * static_cast<std::size_t>(stride);
    }
};

/// Weights of one output position, normalised to a sum of one and put into fixed point.
void writeWeights(const std::vector<double>& raw, int count, std::int32_t* out)
{
    double sum = 0.0;
    for (int i = 0; i < count; ++i)
        sum += raw[static_cast<std::size_t>(i)];
    for (int i = 0; i < count; ++i)
        out[i] = static_cast<std::int32_t>(
            std::lround(raw[static_cast<std::size_t>(i)] / sum * (1 << kFractionBits)));
}

/// For the output positions from … from + count − 1 of an axis of @p source pixels resized to @p target.
Taps makeTaps(int source, int target, int from, int count, Interpolation interpolation)
{
    const auto filter = interpolation == Interpolation::Bicubic ? bicubic : bilinear;
    const double scale = static_cast<double>(source) / target;
    const double widening = std::max(scale, 1.0); // the filter covers every source pixel when it reduces
    const double support = (interpolation == Interpolation::Bicubic ? 2.0 : 1.0) * widening;
    Taps taps;
    taps.stride = static_cast<int>(std::ceil(support)) * 2 + 1;
    taps.spans.resize(static_cast<std::size_t>(count));
    taps.weights.resize(static_cast<std::size_t>(count) * static_cast<std::size_t>(taps.stride));
    std::vector<double> raw(static_cast<std::size_t>(taps.stride));
    for (int i = 0; i < count; ++i) {
        const double center = (from + i + 0.5) * scale;
        const int first = std::max(0, static_cast<int>(center - support + 0.5));
        const int length = std::min(source, static_cast<int>(center + support + 0.5)) - first;
        for (int k = 0; k < length; ++k)
            raw[static_cast<std::size_t>(k)] = filter((first + k - center + 0.5) / widening);
        taps.spans[static_cast<std::size_t>(i)] = {first, length};
        writeWeights(raw, length, taps.weights.data() + static_cast<std::ptrdiff_t>(i) * taps.stride);
    }
    return taps;
}

inline std::uint8_t clipped(std::int32_t sum)
{
    return static_cast<std::uint8_t>(std::clamp(sum >> kFractionBits, 0, 255));
}

using Lanes = std::int32_t __attribute__((vector_size(16)));
using LaneBytes = std::uint8_t __attribute__((vector_size(4)));

/// One row: each output pixel is a weighted sum of neighbouring pixels. Pixels are read four bytes at a time
/// into one vector, of which three lanes count; @p row is therefore followed by a spare byte.
CULTIVAR_CLONES
void resampleRow(const std::uint8_t* row, const Taps& taps, int width, std::uint8_t* out)
{
    for (int x = 0; x < width; ++x, out += kChannels) {
        const Taps::Span span = taps.spans[static_cast<std::size_t>(x)];
        const std::int32_t* weights = taps.weightsOf(x);
        const std::uint8_t* pixel = row + static_cast<std::ptrdiff_t>(span.first) * kChannels;
        Lanes sum = {kHalf, kHalf, kHalf, kHalf};
        for (int k = 0; k < span.count; ++k, pixel += kChannels) {
            LaneBytes bytes;
            std::memcpy(&bytes, pixel, sizeof bytes);
            sum += __builtin_convertvector(bytes, Lanes) * weights[k];
        }
        for (int c = 0; c < kChannels; ++c)
            out[c] = clipped(sum[c]);
    }
}

CULTIVAR_CLONES
void accumulate(const std::uint8_t* row, std::int32_t weight, std::int32_t* sums, std::ptrdiff_t count)
{
    for (std::ptrdiff_t i = 0; i < count; ++i)
        sums[i] += row[i] * weight;
}

CULTIVAR_CLONES
void finishRow(const std::int32_t* sums, std::uint8_t* out, std::ptrdiff_t count)
{
    for (std::ptrdiff_t i = 0; i < count; ++i)
        out[i] = clipped(sums[i]);
}

/// @p rows source rows from @p firstRow on, resampled along x.
std::vector<std::uint8_t> resampledRows(const Image& image, int firstRow, int rows, const Taps& taps,
                                        int width)
{
    const auto sourceStride = static_cast<std::size_t>(image.width) * kChannels;
    const auto stride = static_cast<std::size_t>(width) * kChannels;
    std::vector<std::uint8_t> result(static_cast<std::size_t>(rows) * stride);
    std::vector<std::uint8_t> lastRow(sourceStride + 1);
    for (int y = 0; y < rows; ++y) {
        const std::uint8_t* row = image.rgb.data() + static_cast<std::size_t>(firstRow + y) * sourceStride;
        if (firstRow + y == image.height - 1) { // the byte after it is not ours to read
            std::memcpy(lastRow.data(), row, sourceStride);
            row = lastRow.data();
        }
        resampleRow(row, taps, width, result.data() + static_cast<std::size_t>(y) * stride);
    }
    return result;
}

void resampleColumns(const std::vector<std::uint8_t>& rows, int firstRow, const Taps& taps, Image& out)
{
    const auto stride = static_cast<std::ptrdiff_t>(out.width) * kChannels;
    std::vector<std::int32_t> sums(static_cast<std::size_t>(stride));
    for (int y = 0; y < out.height; ++y) {
        std::fill(sums.begin(), sums.end(), kHalf);
        const Taps::Span span = taps.spans[static_cast<std::size_t>(y)];
        for (int k = 0; k < span.count; ++k)
            accumulate(rows.data() + (span.first - firstRow + k) * stride, taps.weightsOf(y)[k], sums.data(),
                       stride);
        finishRow(sums.data(), out.rgb.data() + y * stride, stride);
    }
}

} // namespace

Image Resizer::resize(const Image& image, int width, int height, Interpolation interpolation)
{
    return resize(image, width, height, interpolation, {0, 0, width, height});
}

Image Resizer::resize(const Image& image, int width, int height, Interpolation interpolation,
                      const Window& window)
{
    Q_ASSERT(!image.isNull() && window.width > 0 && window.height > 0);
    Q_ASSERT(window.x >= 0 && window.y >= 0 && window.x + window.width <= width &&
             window.y + window.height <= height);
    if (image.width == width && image.height == height && window.width == width && window.height == height)
        return image;
    const Taps columns = makeTaps(image.width, width, window.x, window.width, interpolation);
    const Taps rows = makeTaps(image.height, height, window.y, window.height, interpolation);
    const int firstRow = rows.spans.front().first;
    const int endRow = rows.spans.back().first + rows.spans.back().count;
    const auto intermediate = resampledRows(image, firstRow, endRow - firstRow, columns, window.width);
    Image out{window.width, window.height, {}};
    out.rgb.resize(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height) * kChannels);
    resampleColumns(intermediate, firstRow, rows, out);
    return out;
}

Image Resizer::shrunk(const Image& image, int longest)
{
    const int side = std::max(image.width, image.height);
    if (side <= longest)
        return image;
    const auto scaled = [&](int length) {
        return std::max(1, static_cast<int>(static_cast<std::int64_t>(length) * longest / side));
    };
    return resize(image, scaled(image.width), scaled(image.height), Preprocessing::Interpolation::Bilinear);
}

} // namespace cultivar
