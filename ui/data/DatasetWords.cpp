// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/DatasetWords.h"

#include "core/data/DatasetHealth.h"

#include <QCoreApplication>

#include <algorithm>

namespace cultivar {

namespace {

struct DatasetWords
{
    Q_DECLARE_TR_FUNCTIONS(DatasetWords)
};

} // namespace

QString datasetSummary(const Dataset& dataset)
{
    return DatasetWords::tr("%1, %2").arg(
        DatasetWords::tr("%n class(es)", nullptr, static_cast<int>(dataset.classes.size())),
        DatasetWords::tr("%n image(s)", nullptr, static_cast<int>(dataset.items.size())));
}

QString balanceHint(const Dataset& dataset)
{
    const std::vector<int> counts = dataset.imagesPerClass();
    if (counts.size() < 2)
        return DatasetWords::tr(
            "Training needs at least two classes: put the images of each class into a folder of its own.");
    const auto [smallest, largest] = std::minmax_element(counts.begin(), counts.end());
    const QString& name = dataset.classes[smallest - counts.begin()];
    if (*smallest < DatasetHealth::kFewestImages)
        return DatasetWords::tr("“%1” has %n image(s). It learns better with %2 or more per class.", nullptr,
                                *smallest)
            .arg(name, QString::number(DatasetHealth::kFewestImages));
    if (*largest > DatasetHealth::kLargestImbalance * *smallest)
        return DatasetWords::tr(
                   "The classes are uneven: “%1” has %2 images, “%3” has %4. More of the rare one will help.")
            .arg(dataset.classes[largest - counts.begin()], QString::number(*largest), name,
                 QString::number(*smallest));
    return {};
}

QString splitWords(const Dataset& dataset)
{
    if (dataset.hasSubset(Subset::Validation) && dataset.hasSubset(Subset::Test))
        return DatasetWords::tr("Its own train, validation and test folders are used.");
    if (dataset.hasSubset(Subset::Validation))
        return DatasetWords::tr("Its own train and validation folders are used.");
    if (dataset.hasSubset(Subset::Test))
        return DatasetWords::tr(
            "A fifth of each class is set aside for validation; the test folder is scored once, at the end.");
    return DatasetWords::tr("A fifth of each class is set aside for validation.");
}

} // namespace cultivar
