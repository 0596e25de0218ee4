// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/RunSplit.h"

#include "core/train/TrainingConfig.h"

#include <QCryptographicHash>

#include <algorithm>

namespace cultivar {

Result<SplitPlan> splitForRun(const Dataset& dataset, std::uint64_t seed, const QString& groupBy)
{
    Result<ItemGroups> groups;
    if (groupBy == QLatin1String("subfolder"))
        groups = groupsBySubfolder(dataset);
    else if (!groupBy.isEmpty())
        groups = groupsByPattern(dataset, groupBy);
    if (!groups)
        return tl::unexpected(groups.error());
    return SplitPlan::make(dataset, seed, TrainingConfig::kValidationShare, *groups);
}

QString pathsHash(const Dataset& dataset, const std::vector<std::size_t>& items)
{
    std::vector<std::string> paths;
    for (const std::size_t item : items)
        paths.push_back(dataset.items[item].path.lexically_relative(dataset.root).native());
    std::sort(paths.begin(), paths.end());
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const std::string& path :
         paths) // the byte 0 ends a path: no other sequence of paths gives the same bytes
        hash.addData(QByteArray(path.c_str(), static_cast<qsizetype>(path.size()) + 1));
    return QString::fromLatin1(hash.result().toHex());
}

} // namespace cultivar
