// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/classify/ResultCsv.h"

#include "core/base/Paths.h"
#include "core/predict/AnswerTable.h"

namespace cultivar {

Result<void> writeResults(const std::filesystem::path& file, const std::vector<ResultModel::Row>& rows)
{
    auto table = AnswerTable::create(file);
    if (!table)
        return tl::unexpected(table.error());
    for (const ResultModel::Row& row : rows) {
        const QString path = row.path.empty() ? row.name() : displayPath(row.path);
        std::vector<AnswerTable::Entry> ranked;
        for (const ResultModel::Entry& entry : row.top)
            ranked.push_back({entry.label, entry.probability});
        const auto written =
            row.problem ? table->addProblem(path, row.problemText()) : table->add(path, ranked, row.isUnlike);
        if (!written)
            return written;
    }
    return table->commit();
}

} // namespace cultivar
