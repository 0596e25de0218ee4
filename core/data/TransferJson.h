// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Paths.h"
#include "core/data/FileMark.h"

#include <QJsonArray>
#include <QJsonObject>

#include <vector>

namespace cultivar {

/// FileMoves and FileCopies as JSON, for the lists that undo them. Doubles hold no 64 bits, so numbers are
/// texts.
template <typename Transfer>
QJsonArray transfersToJson(const std::vector<Transfer>& transfers)
{
    QJsonArray array;
    for (const Transfer& transfer : transfers)
        array.append(QJsonObject{{"from", encodedPath(transfer.from)},
                                 {"to", encodedPath(transfer.to)},
                                 {"inode", QString::number(transfer.mark.inode)},
                                 {"size", QString::number(transfer.mark.size)},
                                 {"modified", QString::number(transfer.mark.modifiedNs)}});
    return array;
}

template <typename Transfer>
std::vector<Transfer> transfersFrom(const QJsonArray& array)
{
    std::vector<Transfer> transfers;
    for (const QJsonValue& value : array) {
        const FileMark mark{value["inode"].toString().toULongLong(), value["size"].toString().toULongLong(),
                            value["modified"].toString().toLongLong()};
        transfers.push_back(
            {decodedPath(value["from"].toString()), decodedPath(value["to"].toString()), mark});
    }
    return transfers;
}

} // namespace cultivar
