// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/AnswerTable.h"

namespace cultivar {

Result<AnswerTable> AnswerTable::create(const std::filesystem::path& target)
{
    return CsvFile::create(target, {"path", "rank", "label", "probability", "error", "unlike"})
        .map([](CsvFile csv) { return AnswerTable(std::move(csv)); });
}

Result<void> AnswerTable::add(const QString& path, std::span<const Entry> ranked, bool isUnlike)
{
    constexpr int kDigits = 9;
    const QString unlike = isUnlike ? QStringLiteral("yes") : QString();
    for (std::size_t i = 0; i < ranked.size(); ++i) {
        const auto written = m_csv.write({path,
                                          QString::number(i + 1),
                                          ranked[i].label,
                                          QString::number(ranked[i].probability, 'g', kDigits),
                                          {},
                                          unlike});
        if (!written)
            return written;
    }
    return {};
}

Result<void> AnswerTable::addProblem(const QString& path, const QString& reason)
{
    QString line = reason.trimmed();
    return m_csv.write({path, {}, {}, {}, line.replace(u'\n', u' ').replace(u'\r', u' '), {}});
}

} // namespace cultivar
