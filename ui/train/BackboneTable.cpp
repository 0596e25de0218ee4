// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/BackboneTable.h"

#include "core/weights/BackboneCatalog.h"
#include "ui/ErrorText.h"

#include <QFont>
#include <QLocale>

namespace cultivar {

namespace {

const BackboneInfo& infoAt(int row)
{
    return BackboneCatalog::all()[static_cast<std::size_t>(row)];
}

QString percentText(double share)
{
    return BackboneTable::tr("%1 %").arg(QLocale().toString(share * 100, 'f', 1));
}

QString megabytes(double bytes)
{
    return BackboneTable::tr("%1 MB").arg(QLocale().toString(bytes / 1e6, 'f', 0));
}

} // namespace

void BackboneTable::setTimings(std::map<QString, BackboneTiming> timings)
{
    m_timings = std::move(timings);
    changed();
}

void BackboneTable::setRace(const std::vector<RaceResult>& results)
{
    m_results = results;
    const RaceResult* suggestion = BackboneRace::suggestion(m_results);
    m_suggested = suggestion ? suggestion->backbone : QString();
    changed();
}

void BackboneTable::changed()
{
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

QString BackboneTable::nameAt(int row) const
{
    return infoAt(row).name;
}

int BackboneTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(BackboneCatalog::all().size());
}

int BackboneTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

const RaceResult* BackboneTable::race(int row) const
{
    for (const RaceResult& result : m_results) {
        if (result.backbone == infoAt(row).name)
            return &result;
    }
    return nullptr;
}

QVariant BackboneTable::number(int row, int column) const
{
    const BackboneInfo& info = infoAt(row);
    const auto timing = m_timings.find(info.name);
    const RaceResult* result = race(row);
    switch (column) {
    case YourAccuracy:
        return result && !result->error ? QVariant(result->accuracy) : QVariant();
    case ImageNet:
        return info.top1 > 0.0 ? QVariant(info.top1) : QVariant();
    case Milliseconds:
        return timing != m_timings.end() ? QVariant(timing->second.millisecondsPerImage) : QVariant();
    case Memory:
        return timing != m_timings.end() ? QVariant(double(timing->second.memoryBytes)) : QVariant();
    case Size:
        return double(info.downloadBytes());
    default:
        return {};
    }
}

QString BackboneTable::text(int row, int column) const
{
    if (column == Name)
        return infoAt(row).displayName;
    if (const RaceResult* result = race(row); column == YourAccuracy && result && result->error)
        return tr("failed");
    const QVariant value = number(row, column);
    if (!value.isValid())
        return QStringLiteral("–");
    switch (column) {
    case YourAccuracy:
    case ImageNet:
        return percentText(value.toDouble());
    case Milliseconds:
        return tr("%1 ms").arg(QLocale().toString(value.toDouble(), 'f', 1));
    default:
        return megabytes(value.toDouble());
    }
}

QString BackboneTable::toolTip(int row, int column) const
{
    const BackboneInfo& info = infoAt(row);
    const RaceResult* result = race(row);
    if (column == YourAccuracy && result && result->error)
        return errorText(*result->error);
    if (column == YourAccuracy && result)
        return tr("%n validation image(s); the true value lies between %1 and %2 in 95 of 100 cases", nullptr,
                  result->validationImages)
            .arg(percentText(result->interval.low), percentText(result->interval.high));
    const auto timing = m_timings.find(info.name);
    if ((column == Milliseconds || column == Memory) && timing != m_timings.end())
        return tr("Measured with %n thread(s) on %1, in batches of %2", nullptr, timing->second.threads)
            .arg(timing->second.device)
            .arg(BackboneTiming::kBatch);
    return info.goodFor;
}

QVariant BackboneTable::data(const QModelIndex& index, int role) const
{
    const int row = index.row(), column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::ToolTipRole:
        return toolTip(row, column);
    case Qt::UserRole:
        return column == Name ? QVariant(infoAt(row).displayName) : number(row, column);
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (column == Name ? Qt::AlignLeft : Qt::AlignRight));
    case Qt::FontRole:
        if (infoAt(row).name == m_suggested) {
            QFont font;
            font.setBold(true);
            return font;
        }
        return {};
    default:
        return {};
    }
}

QVariant BackboneTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (section == Name ? Qt::AlignLeft : Qt::AlignRight));
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Backbone");
    case YourAccuracy:
        return tr("Your images");
    case ImageNet:
        return tr("ImageNet");
    case Milliseconds:
        return tr("Time per image");
    case Memory:
        return tr("Memory");
    default:
        return tr("Size");
    }
}

} // namespace cultivar
