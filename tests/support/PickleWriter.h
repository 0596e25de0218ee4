// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

namespace cultivar {

/// Writes pickles opcode by opcode, also such as no Python would write.
class PickleWriter
{
public:
    using Sides = std::vector<std::int64_t>;

    PickleWriter& raw(const std::string& bytes)
    {
        m_bytes += bytes;
        return *this;
    }
    PickleWriter& number(std::int64_t value) { return raw("\x8a\x08").raw(little(value, 8)); }
    PickleWriter& text(const std::string& value)
    {
        return raw("X").raw(little(std::int64_t(value.size()), 4)).raw(value);
    }
    PickleWriter& global(const std::string& module, const std::string& name)
    {
        return raw("c" + module + "\n" + name + "\n");
    }
    PickleWriter& tuple(const Sides& sides)
    {
        raw("(");
        for (const std::int64_t side : sides)
            number(side);
        return raw("t");
    }
    PickleWriter& storage(const std::string& type, const std::string& key, std::int64_t count)
    {
        return raw("(").text("storage").global("torch", type).text(key).text("cpu").number(count).raw("tQ");
    }
    /// A tensor of floats in storage @p key, which has @p count elements.
    PickleWriter& tensor(const std::string& key, std::int64_t count, std::int64_t offset, const Sides& shape,
                         const Sides& strides)
    {
        global("torch._utils", "_rebuild_tensor_v2").raw("(").storage("FloatStorage", key, count);
        return number(offset).tuple(shape).tuple(strides).raw("\x89}tR");
    }
    std::string finish() { return "\x80\x02" + m_bytes + "."; }

    static std::string little(std::int64_t value, int width)
    {
        std::string bytes;
        for (int i = 0; i < width; ++i)
            bytes += static_cast<char>(std::uint64_t(value) >> (8 * i) & 0xff);
        return bytes;
    }

private:
    std::string m_bytes;
};

/// The stream format before torch 1.6 around the pickle @p state, with storage "k" of @p count floats 0, 1, 2
/// …
inline std::string torchStream(const std::string& state, std::int64_t count)
{
    std::string bytes("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.\x80\x02M\xe9\x03.", 21);
    bytes += PickleWriter().raw("}").text("little_endian").raw("\x88s").finish() + state;
    bytes += PickleWriter().raw("]").text("k").raw("a").finish() + PickleWriter::little(count, 8);
    for (std::int64_t i = 0; i < count; ++i) {
        const auto value = static_cast<float>(i);
        bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
    return bytes;
}

/// A state dict with one tensor "t" of shape [2, 3], all of storage "k".
inline std::string soundState()
{
    return PickleWriter().raw("}").text("t").tensor("k", 6, 0, {2, 3}, {3, 1}).raw("s").finish();
}

} // namespace cultivar
