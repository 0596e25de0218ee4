// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/NaturalOrder.h"

#include <cstddef>

namespace cultivar {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

unsigned char folded(char c)
{
    return static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/// Takes the digits at the front of @p text; leading zeros do not count.
std::string_view takeNumber(std::string_view& text)
{
    while (text.size() > 1 && text[0] == '0' && isDigit(text[1]))
        text.remove_prefix(1);
    std::size_t length = 0;
    while (length < text.size() && isDigit(text[length]))
        ++length;
    const std::string_view number = text.substr(0, length);
    text.remove_prefix(length);
    return number;
}

int compareNumbers(std::string_view& a, std::string_view& b)
{
    const std::string_view left = takeNumber(a);
    const std::string_view right = takeNumber(b);
    if (left.size() != right.size())
        return left.size() < right.size() ? -1 : 1;
    return left.compare(right);
}

int compareNaturally(std::string_view a, std::string_view b)
{
    while (!a.empty() && !b.empty()) {
        if (isDigit(a[0]) && isDigit(b[0])) {
            if (const int order = compareNumbers(a, b))
                return order;
            continue;
        }
        if (const int order = folded(a[0]) - folded(b[0]))
            return order;
        a.remove_prefix(1);
        b.remove_prefix(1);
    }
    return static_cast<int>(!a.empty()) - static_cast<int>(!b.empty());
}

} // namespace

bool naturallyBefore(std::string_view a, std::string_view b)
{
    const int order = compareNaturally(a, b);
    return order != 0 ? order < 0 : a < b;
}

} // namespace cultivar
