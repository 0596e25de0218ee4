// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/ChangeList.h"

#include "core/base/AtomicFile.h"
#include "core/base/Log.h"
#include "core/base/Paths.h"
#include "core/data/TransferJson.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace cultivar {

namespace {

constexpr int kChangesFormat = 1;
using Kind = ChangeList::Kind;

const char* nameOf(Kind kind)
{
    switch (kind) {
    case Kind::Exclude:
        return "exclude";
    case Kind::Include:
        return "include";
    case Kind::Move:
        return "move";
    case Kind::Add:
        return "add";
    }
    Q_UNREACHABLE();
}

/// JSON holds no bytes that are not UTF-8, and file names may.
template <typename Names>
QJsonArray encoded(const Names& names)
{
    QJsonArray array;
    for (const std::string& name : names)
        array.append(encodedPath(name));
    return array;
}

template <typename Names>
Names decoded(const QJsonValue& array)
{
    Names names;
    for (const QJsonValue& name : array.toArray())
        names.insert(names.end(), decodedPath(name.toString()).native());
    return names;
}

ChangeList::Step stepFrom(const QJsonObject& json)
{
    ChangeList::Step step;
    for (const Kind kind : {Kind::Exclude, Kind::Include, Kind::Move, Kind::Add}) {
        if (json["kind"].toString() == QLatin1String(nameOf(kind)))
            step.kind = kind;
    }
    step.files = decoded<std::vector<std::string>>(json["files"]);
    step.moves = transfersFrom<FileMove>(json["moves"].toArray());
    step.copies = transfersFrom<FileCopy>(json["copies"].toArray());
    step.madeFolder = decodedPath(json["made"].toString()).native();
    return step;
}

QJsonObject toJson(const ChangeList::Step& step)
{
    return QJsonObject{{"kind", nameOf(step.kind)},
                       {"files", encoded(step.files)},
                       {"moves", transfersToJson(step.moves)},
                       {"copies", transfersToJson(step.copies)},
                       {"made", encodedPath(step.madeFolder)}};
}

} // namespace

ChangeList ChangeList::load(const std::filesystem::path& path)
{
    ChangeList list;
    QFile file(toQString(path));
    if (!file.open(QIODevice::ReadOnly))
        return list;
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    if (json["format"].toInt() != kChangesFormat) {
        qCWarning(logData) << "the list of changes is damaged and put aside:" << displayPath(path);
        std::error_code ignored;
        std::filesystem::rename(path, std::filesystem::path(path) += ".damaged", ignored);
        return list;
    }
    list.excluded = decoded<std::set<std::string>>(json["excluded"]);
    list.added = decoded<std::set<std::string>>(json["added"]);
    for (const QJsonValue& step : json["steps"].toArray())
        list.steps.push_back(stepFrom(step.toObject()));
    return list;
}

Result<void> ChangeList::save(const std::filesystem::path& file, const std::filesystem::path& root) const
{
    QJsonArray kept;
    for (std::size_t i = steps.size() - std::min(steps.size(), kUndoSteps); i < steps.size(); ++i)
        kept.append(toJson(steps[i]));
    const QJsonObject json{{"format", kChangesFormat},
                           {"root", encodedPath(root)},
                           {"excluded", encoded(excluded)},
                           {"added", encoded(added)},
                           {"steps", kept}};
    return AtomicFile::replace(file, QJsonDocument(json).toJson());
}

} // namespace cultivar
