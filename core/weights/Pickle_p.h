// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/weights/PickleStack_p.h"

namespace cultivar {

/// Reads one pickle as data: the opcodes that torch.save writes and their harmless neighbours. No depth of
/// nesting recurses, and text is viewed, never copied. What would construct an object goes to PickleTensors
/// or is refused.
class Pickle
{
public:
    /// @p bytes must outlive this object.
    explicit Pickle(std::string_view bytes) : m_bytes(bytes), m_tensors(m_stack.values()) {}
    Pickle(const Pickle&) = delete;
    Pickle& operator=(const Pickle&) = delete;

    /// Runs the pickle to its STOP. Nothing, or why it was refused.
    std::optional<PickleProblem> run();

    const PickleValue& root() const { return m_stack.values()[m_root]; }
    const PickleValue& value(PickleIndex index) const { return m_stack.values()[index]; }
    const PickleTensors& tensors() const { return m_tensors; }
    /// How many bytes the pickle took, its STOP included.
    std::size_t length() const { return m_position; }

private:
    using Kind = PickleValue::Kind;

    bool step(unsigned char opcode);
    bool stepConstant(unsigned char opcode);
    bool stepNumber(unsigned char opcode);
    bool stepText(unsigned char opcode);
    bool stepSequence(unsigned char opcode);
    bool stepContainer(unsigned char opcode);
    bool stepMemo(unsigned char opcode);
    bool stepGlobal(unsigned char opcode);

    bool take(std::size_t count, std::string_view& taken);
    bool takeLine(std::string_view& taken);
    bool takeNumber(std::size_t width, std::uint64_t& number);
    bool pushText(std::size_t lengthWidth);
    bool pushLong(std::size_t lengthWidth);

    bool addGlobal(std::string_view module, std::string_view name);
    bool call();
    bool fail(const QString& detail);
    bool isFine(const std::optional<PickleProblem>& problem);

    std::string_view m_bytes;
    std::size_t m_position = 0;
    PickleStack m_stack;
    PickleTensors m_tensors;
    PickleIndex m_root = 0;
    std::optional<PickleProblem> m_problem;
};

} // namespace cultivar
