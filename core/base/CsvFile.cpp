// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/CsvFile.h"

namespace cultivar {

namespace {

QString quoted(QString field)
{
    const bool needsQuotes = field.contains(u',') || field.contains(u'"') || field.contains(u'\n') ||
                             field.contains(u'\r') || field.startsWith(u' ') || field.endsWith(u' ');
    return needsQuotes ? u'"' + field.replace(u'"', QStringLiteral("\"\"")) + u'"' : field;
}

} // namespace

Result<CsvFile> CsvFile::create(const std::filesystem::path& target, const QStringList& header)
{
    auto file = AtomicFile::open(target);
    if (!file)
        return tl::unexpected(file.error());
    CsvFile csv(std::move(*file));
    if (const auto written = csv.write(header); !written)
        return tl::unexpected(written.error());
    return csv;
}

Result<void> CsvFile::write(const QStringList& fields)
{
    QStringList cells;
    for (const QString& field : fields)
        cells.append(quoted(field));
    return m_file.write((cells.join(u',') + QStringLiteral("\r\n")).toUtf8());
}

} // namespace cultivar
