// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CsvFile.h"

#include <span>

namespace cultivar {

/// What classifying found, as the CSV file that the window and the command line both write: a line per
/// picture and label, most probable first, and one with the reason for a picture without an answer.
class AnswerTable
{
public:
    struct Entry
    {
        QString label;
        double probability = 0.0; // written with the digits that tell one float from the next
    };

    static Result<AnswerTable> create(const std::filesystem::path& target);

    /// @p path as displayPath() gives it.
    Result<void> add(const QString& path, std::span<const Entry> ranked, bool isUnlike);
    Result<void> addProblem(const QString& path, const QString& reason);
    Result<void> commit() { return m_csv.commit(); }

private:
    explicit AnswerTable(CsvFile csv) : m_csv(std::move(csv)) {}

    CsvFile m_csv;
};

} // namespace cultivar
