// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/Camera.h"

#include "core/base/Log.h"
#include "core/base/Paths.h"

#include <QCoreApplication>
#include <QFile>
#include <QLibrary>

namespace cultivar {

namespace {

// As core/data/video/VideoSource.cpp has it.
using OpenFrames = FrameSource* (*)(int camera, const char* file);

/// Beside the installed program, in the build's folder, and beside a test of that build.
QString modulePath()
{
    for (const char* place : {"/../lib/cultivar/", "/../../lib/cultivar/"}) {
        const QString path = QCoreApplication::applicationDirPath() + QLatin1String(place) +
                             QStringLiteral("libcultivar_video.so");
        if (QFile::exists(path))
            return path;
    }
    return {};
}

/// Null where the module is missing or will not load. It stays loaded.
OpenFrames openFrames()
{
    static const auto function = [] {
        QLibrary module(modulePath());
        const auto resolved = reinterpret_cast<OpenFrames>(module.resolve("cultivarOpenFrames"));
        if (!resolved)
            qCWarning(logData) << "no camera module:" << module.errorString();
        return resolved;
    }();
    return function;
}

std::vector<int> devices()
{
    constexpr int kMost = 64;
    std::vector<int> numbers;
    for (int i = 0; i < kMost; ++i) {
        if (QFile::exists(QStringLiteral("/dev/video%1").arg(i)))
            numbers.push_back(i);
    }
    return numbers;
}

} // namespace

bool Camera::isThere()
{
    return !devices().empty() && !modulePath().isEmpty();
}

Result<std::unique_ptr<FrameSource>> Camera::open()
{
    const OpenFrames open = openFrames();
    if (!open)
        return failure(ErrorCode::CameraUnavailable, {}, QStringLiteral("its module is not installed"));
    for (const int device : devices()) { // one camera may have several, of which some send no pictures
        std::unique_ptr<FrameSource> source(open(device, nullptr));
        if (source && source->next())
            return source;
    }
    return failure(ErrorCode::CameraUnavailable);
}

Result<std::unique_ptr<FrameSource>> Camera::openFile(const std::filesystem::path& file)
{
    const OpenFrames open = openFrames();
    std::unique_ptr<FrameSource> source(open ? open(-1, file.c_str()) : nullptr);
    if (!source)
        return failure(ErrorCode::CameraUnavailable, file);
    return source;
}

} // namespace cultivar
