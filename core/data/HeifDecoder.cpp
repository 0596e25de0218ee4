// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/HeifDecoder.h"

#ifndef CULTIVAR_HAS_LIBHEIF

namespace cultivar {

bool HeifDecoder::isAvailable()
{
    return false;
}

Result<Image> HeifDecoder::decode(QByteArrayView)
{
    return failure(ErrorCode::UnsupportedImage, {}, QStringLiteral("this build reads no HEIC or AVIF"));
}

} // namespace cultivar

#else

#include "core/data/ImageDecoder.h"

#include <cstring>
#include <libheif/heif.h>
#include <memory>

namespace cultivar {

namespace {

template <typename T>
using HeifOwner = std::unique_ptr<T, void (*)(T*)>;

void releaseHandle(heif_image_handle* handle)
{
    heif_image_handle_release(handle);
}

void releaseImage(heif_image* image)
{
    heif_image_release(image);
}

/// A square of this side is ImageDecoder::kMaxPixels; libheif checks it before it allocates.
constexpr int kLargestSide = 10'000;
static_assert(qint64(kLargestSide) * kLargestSide == ImageDecoder::kMaxPixels);

tl::unexpected<Error> heifFailure(const heif_error& error)
{
    ErrorCode code = ErrorCode::DamagedImage;
    if (error.subcode == heif_suberror_End_of_data)
        code = ErrorCode::TruncatedImage;
    else if (error.subcode == heif_suberror_Security_limit_exceeded)
        code = ErrorCode::ImageTooLarge;
    else if (error.code == heif_error_Memory_allocation_error)
        code = ErrorCode::OutOfMemory;
    else if (error.code == heif_error_Unsupported_filetype || error.code == heif_error_Unsupported_feature ||
             error.subcode == heif_suberror_Unsupported_codec)
        code = ErrorCode::UnsupportedImage;
    return failure(code, {}, QString::fromUtf8(error.message));
}

heif_error decodeStrictly(const heif_image_handle* handle, bool hasAlpha, heif_image*& out)
{
    const HeifOwner<heif_decoding_options> options(heif_decoding_options_alloc(), heif_decoding_options_free);
    options->convert_hdr_to_8bit = 1;
    options->strict_decoding = 1;
    return heif_decode_image(handle, &out, heif_colorspace_RGB,
                             hasAlpha ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB,
                             options.get());
}

void writeOnWhite(const std::uint8_t* rgba, int width, bool isPremultiplied, std::uint8_t* out)
{
    for (int x = 0; x < width; ++x, rgba += 4, out += 3) {
        for (int c = 0; c < 3; ++c)
            out[c] = isPremultiplied ? static_cast<std::uint8_t>(std::min(255, rgba[c] + 255 - rgba[3]))
                                     : onWhite(rgba[c], rgba[3]);
    }
}

Result<Image> copyOf(const heif_image* source, bool hasAlpha, bool isPremultiplied)
{
    int stride = 0;
    const std::uint8_t* plane = heif_image_get_plane_readonly(source, heif_channel_interleaved, &stride);
    const int width = heif_image_get_width(source, heif_channel_interleaved);
    const int height = heif_image_get_height(source, heif_channel_interleaved);
    if (!plane || width <= 0 || height <= 0)
        return failure(ErrorCode::DamagedImage, {}, QStringLiteral("no pixels"));
    Image image{width, height, {}};
    const auto rowBytes = static_cast<std::size_t>(width) * 3;
    image.rgb.resize(rowBytes * static_cast<std::size_t>(height));
    for (int y = 0; y < height; ++y) {
        const std::uint8_t* row = plane + static_cast<std::ptrdiff_t>(y) * stride;
        std::uint8_t* out = image.rgb.data() + static_cast<std::size_t>(y) * rowBytes;
        if (hasAlpha)
            writeOnWhite(row, width, isPremultiplied, out);
        else
            std::memcpy(out, row, rowBytes);
    }
    return image;
}

} // namespace

bool HeifDecoder::isAvailable()
{
    return true;
}

Result<Image> HeifDecoder::decode(QByteArrayView bytes)
{
    const HeifOwner<heif_context> context(heif_context_alloc(), heif_context_free);
    heif_context_set_maximum_image_size_limit(context.get(), kLargestSide);
    heif_context_set_max_decoding_threads(context.get(), 0); // pictures are decoded in parallel already
    heif_error error = heif_context_read_from_memory_without_copy(
        context.get(), bytes.data(), static_cast<std::size_t>(bytes.size()), nullptr);
    if (error.code != heif_error_Ok)
        return heifFailure(error);
    heif_image_handle* rawHandle = nullptr;
    error = heif_context_get_primary_image_handle(context.get(), &rawHandle);
    if (error.code != heif_error_Ok)
        return heifFailure(error);
    const HeifOwner<heif_image_handle> handle(rawHandle, releaseHandle);
    const qint64 width = heif_image_handle_get_ispe_width(rawHandle);
    const qint64 height = heif_image_handle_get_ispe_height(rawHandle);
    if (width <= 0 || height <= 0)
        return failure(ErrorCode::DamagedImage, {}, QStringLiteral("no width or height"));
    if (width * height > ImageDecoder::kMaxPixels)
        return failure(ErrorCode::ImageTooLarge, {}, QStringLiteral("%1 × %2 pixels").arg(width).arg(height));
    const bool hasAlpha = heif_image_handle_has_alpha_channel(rawHandle);
    heif_image* rawImage = nullptr;
    error = decodeStrictly(rawHandle, hasAlpha, rawImage);
    if (error.code != heif_error_Ok)
        return heifFailure(error);
    const HeifOwner<heif_image> image(rawImage, releaseImage);
    heif_error warning{};
    if (heif_image_get_decoding_warnings(rawImage, 0, &warning, 1) > 0)
        return heifFailure(warning);
    return copyOf(rawImage, hasAlpha, heif_image_handle_is_premultiplied_alpha(rawHandle));
}

} // namespace cultivar

#endif
