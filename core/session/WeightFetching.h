// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/Error.h"
#include "core/jobs/JobRunner.h"
#include "core/weights/WeightFetch.h"

#include <filesystem>

namespace cultivar {

/// The part of Session that fetches published weights, one backbone's at a time, on a thread of its own
/// beside whatever else runs. GUI thread.
class WeightFetching : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Where weights come from: as the base of WeightFetch::address().
    void setMirror(const QString& base);
    QUrl address(const BackboneInfo& backbone) const { return WeightFetch::address(backbone, m_mirror); }
    /// Nothing happens while others are being fetched.
    void start(const QString& backbone);
    void cancel() { m_runner.cancelAll(); }
    /// The backbone whose weights are being fetched; empty when none are.
    QString backbone() const { return m_backbone; }

Q_SIGNALS:
    void mirrorChanged();
    void backboneChanged();
    void progress(const cultivar::DownloadProgress& progress);
    void fetched(const QString& backbone, const std::filesystem::path& weights);
    void failed(const cultivar::Error& error);

private:
    JobRunner m_runner;
    QString m_backbone, m_mirror;
};

} // namespace cultivar
