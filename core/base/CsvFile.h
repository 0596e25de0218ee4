// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/AtomicFile.h"

#include <QStringList>

namespace cultivar {

/// Writes a CSV file as RFC 4180 has it: commas, CRLF, UTF-8, fields quoted where they need it. Nothing is at
/// the target before commit().
class CsvFile
{
public:
    static Result<CsvFile> create(const std::filesystem::path& target, const QStringList& header);

    Result<void> write(const QStringList& fields);
    Result<void> commit() { return m_file.commit(); }

private:
    explicit CsvFile(AtomicFile file) : m_file(std::move(file)) {}

    AtomicFile m_file;
};

} // namespace cultivar
