// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/weights/SafeTensorsHeader_p.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace cultivar {

namespace {

struct TypeFacts
{
    TensorType type;
    const char* name;
    std::size_t bytes;
};
constexpr TypeFacts kTypes[] = {{TensorType::F64, "F64", 8}, {TensorType::F32, "F32", 4},
                                {TensorType::F16, "F16", 2}, {TensorType::BF16, "BF16", 2},
                                {TensorType::I64, "I64", 8}, {TensorType::I32, "I32", 4},
                                {TensorType::I16, "I16", 2}, {TensorType::I8, "I8", 1},
                                {TensorType::U8, "U8", 1},   {TensorType::Bool, "BOOL", 1}};

const TypeFacts& factsOf(TensorType type)
{
    return *std::find_if(std::begin(kTypes), std::end(kTypes),
                         [&](const TypeFacts& facts) { return facts.type == type; });
}

/// Reads the header event by event: only what the format allows is accepted, so a hostile header cannot grow
/// a tree in memory, and keys that come twice are seen (a tree would silently keep one of them).
class HeaderReader : public nlohmann::json_sax<nlohmann::json>
{
public:
    explicit HeaderReader(SafeTensorsHeader& header) : m_header(header) {}

    const QString& problem() const { return m_problem; }

    bool start_object(std::size_t) override
    {
        ++m_depth;
        if (m_depth == 1)
            return true;
        if (m_depth != 2 || m_array != Array::None)
            return fail(QStringLiteral("nested too deeply"));
        m_isMetadata = m_key == "__metadata__";
        m_entry = {};
        m_entry.name = m_key;
        m_seen = 0;
        m_end = 0;
        return true;
    }

    bool key(string_t& key) override
    {
        if (m_depth == 1) {
            m_key = key;
            return m_names.insert(key).second ||
                   fail(QStringLiteral("the name %1 comes twice").arg(QString::fromStdString(key)));
        }
        m_field = key;
        if (m_isMetadata)
            return !m_header.metadata.contains(key) || fail(QStringLiteral("a metadata key comes twice"));
        return true;
    }

    bool string(string_t& value) override
    {
        if (m_depth == 2 && m_isMetadata) {
            m_header.metadata.emplace(m_field, value);
            return true;
        }
        if (m_depth != 2 || m_field != "dtype" || m_array != Array::None || !mark(1))
            return unexpected();
        const auto* facts = std::find_if(std::begin(kTypes), std::end(kTypes),
                                         [&](const TypeFacts& f) { return value == f.name; });
        if (facts == std::end(kTypes))
            return fail(QStringLiteral("unknown type %1").arg(QString::fromStdString(value)));
        m_entry.type = facts->type;
        return true;
    }

    bool start_array(std::size_t) override
    {
        if (m_depth != 2 || m_isMetadata || m_array != Array::None)
            return unexpected();
        if (m_field == "shape" && mark(2))
            m_array = Array::Shape;
        else if (m_field == "data_offsets" && mark(4))
            m_array = Array::Offsets;
        else
            return unexpected();
        m_arrayLength = 0;
        return true;
    }

    bool number_unsigned(number_unsigned_t value) override
    {
        constexpr std::size_t kMaxDimensions = 16;
        ++m_arrayLength;
        if (m_array == Array::Shape && m_arrayLength <= kMaxDimensions && value <= std::uint64_t(INT64_MAX)) {
            m_entry.shape.push_back(static_cast<std::int64_t>(value));
            return true;
        }
        if (m_array == Array::Offsets && m_arrayLength <= 2) {
            (m_arrayLength == 1 ? m_entry.offset : m_end) = value;
            return true;
        }
        return unexpected();
    }

    bool end_array() override
    {
        const bool isShort = m_array == Array::Offsets && m_arrayLength != 2;
        m_array = Array::None;
        return !isShort || unexpected();
    }

    bool end_object() override
    {
        --m_depth;
        if (m_depth != 1 || m_isMetadata) {
            m_isMetadata = false;
            return true;
        }
        if (m_seen != 7)
            return fail(QStringLiteral("%1 lacks its type, shape or offsets")
                            .arg(QString::fromStdString(m_entry.name)));
        std::uint64_t bytes = bytesPerElement(m_entry.type);
        for (const std::int64_t side : m_entry.shape) {
            if (__builtin_mul_overflow(bytes, static_cast<std::uint64_t>(side), &bytes))
                return fail(
                    QStringLiteral("the size of %1 overflows").arg(QString::fromStdString(m_entry.name)));
        }
        if (m_end < m_entry.offset || m_end - m_entry.offset != bytes)
            return fail(QStringLiteral("%1 has other offsets than its shape needs")
                            .arg(QString::fromStdString(m_entry.name)));
        m_entry.bytes = bytes;
        m_header.tensors.push_back(std::move(m_entry));
        return true;
    }

    bool null() override { return unexpected(); }
    bool boolean(bool) override { return unexpected(); }
    bool number_integer(number_integer_t) override { return unexpected(); }
    bool number_float(number_float_t, const string_t&) override { return unexpected(); }
    bool binary(binary_t&) override { return unexpected(); }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception&) override
    {
        return fail(QStringLiteral("the header is not valid JSON at byte %1").arg(position));
    }

private:
    enum class Array { None, Shape, Offsets };

    bool mark(int field)
    {
        const bool isNew = (m_seen & field) == 0;
        m_seen |= field;
        return isNew;
    }
    bool unexpected()
    {
        return fail(QStringLiteral("the header holds something else than names, types, shapes and offsets"));
    }
    bool fail(const QString& problem)
    {
        if (m_problem.isEmpty())
            m_problem = problem;
        return false;
    }

    SafeTensorsHeader& m_header;
    QString m_problem;
    std::set<std::string> m_names;
    std::string m_key, m_field;
    TensorEntry m_entry;
    std::uint64_t m_end = 0;
    Array m_array = Array::None;
    std::size_t m_arrayLength = 0;
    int m_depth = 0;
    int m_seen = 0; // dtype 1, shape 2, offsets 4
    bool m_isMetadata = false;
};

} // namespace

QString SafeTensorsHeader::parse(const std::string& json, std::uint64_t dataBytes)
{
    if (json.empty() || json[0] != '{')
        return QStringLiteral("not a safetensors file: its header does not begin with {");
    HeaderReader reader(*this);
    if (!nlohmann::json::sax_parse(json, &reader))
        return reader.problem().isEmpty() ? QStringLiteral("the header is not valid JSON") : reader.problem();
    std::stable_sort(tensors.begin(), tensors.end(), [](const TensorEntry& a, const TensorEntry& b) {
        return std::pair(a.offset, a.bytes) < std::pair(b.offset, b.bytes);
    });
    std::uint64_t expected = 0;
    for (const TensorEntry& entry : tensors) {
        if (entry.offset != expected)
            return QStringLiteral("the data of %1 overlaps another tensor or leaves a hole")
                .arg(QString::fromStdString(entry.name));
        expected += entry.bytes;
    }
    if (expected != dataBytes)
        return QStringLiteral("the file is %1 than its tensors")
            .arg(expected > dataBytes ? QStringLiteral("shorter") : QStringLiteral("longer"));
    return {};
}

const char* typeName(TensorType type)
{
    return factsOf(type).name;
}

std::size_t bytesPerElement(TensorType type)
{
    return factsOf(type).bytes;
}

} // namespace cultivar
