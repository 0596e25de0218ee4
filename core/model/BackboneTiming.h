// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/base/Error.h"
#include "core/model/Device.h"

#include <QDateTime>
#include <QJsonObject>

#include <filesystem>
#include <map>

namespace cultivar {

/// What one backbone costs on this computer: a pass of the frozen network, as it computes features.
struct BackboneTiming
{
    /// Pictures per pass: what a training run takes at a time. Small enough for the activations to stay in
    /// the processor's caches.
    static constexpr int kBatch = 8;

    double millisecondsPerImage = 0.0; // median over passes of kBatch pictures
    qint64 memoryBytes = 0;            // its values, and the most that a pass holds beside them
    int threads = 1;
    QString device; // "cpu", "cuda"
    QDateTime measuredAt;

    /// Builds the network with random values and times it; a second or a few, most of it for building. Wants
    /// an otherwise idle machine. Errors: UnknownBackbone, DeviceUnavailable, Cancelled.
    static Result<BackboneTiming> measure(const QString& backbone, int threads = 0,
                                          DeviceChoice device = DeviceChoice::Auto,
                                          const CancelToken& cancel = {});

    QJsonObject toJson() const;
};

/// The timings kept in <app data>/timings.json. Those of another computer (a home folder may be shared) or
/// another LibTorch do not count.
class TimingStore
{
public:
    static std::filesystem::path file();
    /// By backbone. A damaged file counts as an empty one.
    static std::map<QString, BackboneTiming> all();
    /// Takes the place of an earlier one. Errors: those of AtomicFile.
    static Result<void> keep(const QString& backbone, const BackboneTiming& timing);
};

} // namespace cultivar
