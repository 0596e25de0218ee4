// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/weights/PickleStack_p.h"

#include <limits>

namespace cultivar {

namespace {

// Far above any state dict: a network of 3000 tensors needs some 50,000 values.
constexpr std::size_t kMaxValues = 1'000'000;
constexpr std::size_t kMaxMarks = 1000;
constexpr PickleIndex kNothing = std::numeric_limits<PickleIndex>::max();

} // namespace

bool PickleStack::push(PickleValue value)
{
    if (m_values.size() >= kMaxValues)
        return fail(QStringLiteral("a pickle of too many values"));
    m_stack.push_back(static_cast<PickleIndex>(m_values.size()));
    m_values.push_back(std::move(value));
    return true;
}

bool PickleStack::pushTuple(std::size_t count)
{
    const std::size_t floor = m_marks.empty() ? 0 : m_marks.back();
    if (m_stack.size() - floor < count)
        return fail(QStringLiteral("a pickle that takes what it never put"));
    const auto first = m_stack.end() - static_cast<std::ptrdiff_t>(count);
    PickleValue tuple{Kind::Tuple, 0, {}, {first, m_stack.end()}};
    m_stack.erase(first, m_stack.end());
    return push(std::move(tuple));
}

bool PickleStack::pop(PickleIndex& index)
{
    if (m_stack.size() <= (m_marks.empty() ? 0 : m_marks.back()))
        return fail(QStringLiteral("a pickle that takes what it never put"));
    index = m_stack.back();
    m_stack.pop_back();
    return true;
}

bool PickleStack::popMark(std::vector<PickleIndex>& above)
{
    if (m_marks.empty())
        return fail(QStringLiteral("a pickle that takes what it never put"));
    const auto first = m_stack.begin() + static_cast<std::ptrdiff_t>(m_marks.back());
    above.assign(first, m_stack.end());
    m_stack.erase(first, m_stack.end());
    m_marks.pop_back();
    return true;
}

bool PickleStack::addTo(Kind kind, const std::vector<PickleIndex>& items)
{
    if (m_stack.empty() || m_values[m_stack.back()].kind != kind)
        return fail(QStringLiteral("a pickle that adds to what is no container"));
    if (kind == Kind::Dict && items.size() % 2 != 0)
        return fail(QStringLiteral("a dictionary with a key that has no value"));
    std::vector<PickleIndex>& all = m_values[m_stack.back()].items;
    all.insert(all.end(), items.begin(), items.end());
    return true;
}

bool PickleStack::mark()
{
    m_marks.push_back(m_stack.size());
    return m_marks.size() <= kMaxMarks || fail(QStringLiteral("a pickle that nests too deeply"));
}

bool PickleStack::duplicate()
{
    PickleIndex top = 0;
    if (!pop(top))
        return false;
    m_stack.insert(m_stack.end(), 2, top);
    return true;
}

bool PickleStack::remember()
{
    return remember(m_memo.size());
}

bool PickleStack::remember(std::uint64_t slot)
{
    if (slot >= kMaxValues)
        return fail(QStringLiteral("a pickle that remembers too much"));
    if (m_stack.empty())
        return fail(QStringLiteral("a pickle that takes what it never put"));
    if (slot >= m_memo.size())
        m_memo.resize(slot + 1, kNothing);
    m_memo[slot] = m_stack.back();
    return true;
}

bool PickleStack::recall(std::uint64_t slot)
{
    if (slot >= m_memo.size() || m_memo[slot] == kNothing)
        return fail(QStringLiteral("a pickle that recalls what it never kept"));
    m_stack.push_back(m_memo[slot]);
    return true;
}

bool PickleStack::fail(const QString& problem)
{
    m_problem = problem;
    return false;
}

} // namespace cultivar
