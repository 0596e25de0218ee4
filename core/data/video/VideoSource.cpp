// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/FrameSource.h"

#include <opencv2/core/utils/logger.hpp>
#include <opencv2/videoio.hpp>

#include <memory>

namespace {

using cultivar::ErrorCode;
using cultivar::Image;
using cultivar::Result;

Result<Image> toImage(const cv::Mat& frame)
{
    if (frame.type() != CV_8UC3 && frame.type() != CV_8UC1)
        return cultivar::failure(ErrorCode::CameraLost, {}, QStringLiteral("an unknown kind of pixel"));
    const int channels = frame.channels();
    Image image{frame.cols, frame.rows, {}};
    image.rgb.reserve(static_cast<std::size_t>(3) * frame.total());
    for (int y = 0; y < frame.rows; ++y) {
        const uchar* pixel = frame.ptr(y);
        for (int x = 0; x < frame.cols; ++x, pixel += channels) {
            for (int channel = channels - 1; channel >= channels - 3; --channel) // OpenCV's order is BGR
                image.rgb.push_back(pixel[std::max(channel, 0)]);
        }
    }
    return image;
}

/// What cv::VideoCapture opens.
class VideoSource : public cultivar::FrameSource
{
public:
    bool open(int camera, const char* file)
    {
        if (file)
            return m_capture.open(file);
        if (!m_capture.open(camera))
            return false;
        m_capture.set(cv::CAP_PROP_BUFFERSIZE, 1); // what is shown should be now
        return true;
    }

    Result<Image> next() override
    {
        try {
            if (m_capture.read(m_frame) && !m_frame.empty())
                return toImage(m_frame);
        } catch (const std::exception& exception) {
            return cultivar::failure(ErrorCode::CameraLost, {}, QString::fromUtf8(exception.what()));
        }
        return cultivar::failure(ErrorCode::CameraLost);
    }

private:
    cv::VideoCapture m_capture;
    cv::Mat m_frame;
};

} // namespace

/// What Camera.cpp looks for in this module: frames of the camera with that number or, where it is given, of
/// @p file. Null where neither can be opened; the caller owns what comes.
extern "C" Q_DECL_EXPORT cultivar::FrameSource* cultivarOpenFrames(int camera, const char* file)
{
    try {
        cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
        auto source = std::make_unique<VideoSource>();
        return source->open(camera, file) ? source.release() : nullptr;
    } catch (const std::exception&) {
        return nullptr;
    }
}
