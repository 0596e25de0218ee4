// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/DropContent.h"

#include "core/base/Paths.h"

#include <QMimeData>
#include <QUrl>

namespace cultivar {

namespace {

/// QUrl::toLocalFile would lose names that are not UTF-8.
std::filesystem::path localPath(const QUrl& url)
{
    return {QByteArray::fromPercentEncoding(url.path(QUrl::FullyEncoded).toLatin1()).toStdString()};
}

} // namespace

DropContent DropContent::of(const QMimeData* data)
{
    DropContent content;
    if (!data)
        return content;
    for (const QUrl& url : data->urls()) {
        if (url.isLocalFile())
            content.paths.push_back(localPath(url));
        else
            content.isRemote = true;
    }
    if (content.paths.empty() && data->hasImage())
        content.image = qvariant_cast<QImage>(data->imageData());
    content.isRemote = content.isRemote && content.isEmpty();
    return content;
}

bool DropContent::isPresent(const QMimeData* data)
{
    return data && (data->hasUrls() || data->hasImage());
}

bool DropContent::isOneFolder() const
{
    std::error_code error;
    return paths.size() == 1 && std::filesystem::is_directory(paths.front(), error);
}

bool DropContent::isOneModel() const
{
    return paths.size() == 1 && paths.front().extension() == ".cultivar";
}

} // namespace cultivar
