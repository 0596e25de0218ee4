// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/weights/PickleTensors_p.h"

namespace cultivar {

/// What a pickle works on: its values, which are kept to the end and name each other by number, the stack of
/// such numbers with its marks, and the memo. Every call is bounded; false where the pickle asks for what is
/// not there or for too much, problem() then says why.
class PickleStack
{
public:
    const std::vector<PickleValue>& values() const { return m_values; }
    const QString& problem() const { return m_problem; }

    bool push(PickleValue value);
    /// Replaces the upper @p count values by a tuple of them.
    bool pushTuple(std::size_t count);
    bool pop(PickleIndex& index);
    bool duplicate();
    bool mark();
    /// Takes everything above the last mark.
    bool popMark(std::vector<PickleIndex>& above);
    /// Adds to the container on top of the stack, which must be a @p kind.
    bool addTo(PickleValue::Kind kind, const std::vector<PickleIndex>& items);

    bool remember(); // under the next number
    bool remember(std::uint64_t slot);
    bool recall(std::uint64_t slot);

private:
    using Kind = PickleValue::Kind;
    bool fail(const QString& problem);

    std::vector<PickleValue> m_values;
    std::vector<PickleIndex> m_stack;
    std::vector<std::size_t> m_marks; // heights of m_stack
    std::vector<PickleIndex> m_memo;
    QString m_problem;
};

} // namespace cultivar
