// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/base/Error.h"

#include <QStringList>

#include <cstdint>
#include <functional>

namespace cultivar {

/// The embedded example: leaves of five species, drawn with varying shape, veins, colour, light, rotation and
/// background, so that a small network needs several epochs to tell them apart. Needs no download. Any
/// thread.
class SampleDataset
{
public:
    static constexpr int kImagesPerClass = 60;

    static QStringList classes();
    /// One of its pictures as the bytes of a PNG file; @p number from 0 on.
    static QByteArray picture(int label, int number, std::uint64_t seed = 1);
    /// Writes classes()/NN.png below @p folder, which is created; an existing complete sample is kept as it
    /// is. The same seed draws the same pictures. Errors: WriteFailed, PermissionDenied, Cancelled.
    static Result<void> write(const std::filesystem::path& folder, std::uint64_t seed = 1,
                              const CancelToken& cancel = {},
                              const std::function<void(int, int)>& progress = {});
};

} // namespace cultivar
