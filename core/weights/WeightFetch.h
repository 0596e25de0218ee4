// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/weights/BackboneCatalog.h"
#include "core/weights/Download.h"

namespace cultivar {

/// Brings the published weights of a backbone into WeightStore::folder(), and remembers what they were.
class WeightFetch
{
public:
    /// The published address, or the file of that name below environmentMirror(), or else below @p base.
    static QUrl address(const BackboneInfo& info, const QString& base = {});
    /// What CULTIVAR_WEIGHTS_URL says; empty when it says nothing.
    static QString environmentMirror();
    /// Whether published files can be looked for below @p base: an http or https address without a query.
    static bool isMirror(const QString& base);

    /// Where the weights now lie; those already there are kept when their hash still holds. The full SHA-256
    /// goes into a file `….sha256` beside them, in the format of sha256sum. Errors: those of Download;
    /// UnknownBackbone for one without published weights.
    static Result<std::filesystem::path> run(const BackboneInfo& info, const QString& base = {},
                                             const DownloadLimits& limits = {},
                                             const CancelToken& cancel = {},
                                             const Download::Progress& progress = {});

    /// Compares a file with the hash recorded when it was fetched; a file of the user's own has none and
    /// passes. Errors: DamagedWeights, those of reading.
    static Result<void> check(const std::filesystem::path& weights, const CancelToken& cancel = {});
};

} // namespace cultivar
