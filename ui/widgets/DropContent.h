// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>

#include <filesystem>
#include <vector>

class QMimeData;

namespace cultivar {

/// What was dropped or pasted: local files and folders, else a picture, else nothing. A picture that is only
/// a web address is not fetched: Cultivar works on this computer alone.
struct DropContent
{
    std::vector<std::filesystem::path> paths;
    QImage image;
    bool isRemote = false; // nothing but web addresses

    static DropContent of(const QMimeData* data);
    /// Whether of() would find something, without decoding it.
    static bool isPresent(const QMimeData* data);

    bool isEmpty() const { return paths.empty() && image.isNull(); }
    bool isOneFolder() const;
    bool isOneModel() const;
};

} // namespace cultivar
