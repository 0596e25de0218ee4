// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/weights/Pickle_p.h"

namespace cultivar {

namespace {

// Far above what any state dict needs.
constexpr std::size_t kMaxSteps = 8'000'000;
constexpr std::size_t kMaxTextBytes = 4'000'000;
constexpr std::size_t kMaxNameBytes = 256;

/// The opcodes that are read, as Python's pickletools calls them.
enum Opcode : unsigned char {
    Mark = '(',
    Stop = '.',
    Pop = '0',
    PopMark = '1',
    Dup = '2',
    BinBytes = 'B',
    ShortBinBytes = 'C',
    BinFloat = 'G',
    BinInt = 'J',
    BinInt1 = 'K',
    BinInt2 = 'M',
    None = 'N',
    BinPersId = 'Q',
    Reduce = 'R',
    BinString = 'T',
    ShortBinString = 'U',
    BinUnicode = 'X',
    EmptyList = ']',
    Append = 'a',
    Build = 'b',
    Global = 'c',
    DictFromMark = 'd',
    Appends = 'e',
    BinGet = 'h',
    Inst = 'i',
    LongBinGet = 'j',
    ListFromMark = 'l',
    BinPut = 'q',
    LongBinPut = 'r',
    SetItem = 's',
    TupleFromMark = 't',
    SetItems = 'u',
    EmptyDict = '}',
    EmptyTuple = ')',
    Proto = 0x80,
    Tuple1 = 0x85,
    Tuple2 = 0x86,
    Tuple3 = 0x87,
    NewTrue = 0x88,
    NewFalse = 0x89,
    Long1 = 0x8a,
    Long4 = 0x8b,
    ShortBinUnicode = 0x8c,
    BinUnicode8 = 0x8d,
    BinBytes8 = 0x8e,
    StackGlobal = 0x93,
    Memoize = 0x94,
    Frame = 0x95,
};

std::uint64_t littleEndian(std::string_view bytes)
{
    std::uint64_t number = 0;
    for (std::size_t i = bytes.size(); i-- > 0;)
        number = number << 8 | static_cast<unsigned char>(bytes[i]);
    return number;
}

} // namespace

std::optional<PickleProblem> Pickle::run()
{
    for (std::size_t steps = 0; steps < kMaxSteps; ++steps) {
        std::string_view opcode;
        if (!take(1, opcode))
            break;
        const auto code = static_cast<unsigned char>(opcode[0]);
        if (code == Stop && m_stack.pop(m_root))
            return {};
        if (code == Stop || !step(code))
            break;
    }
    if (m_problem)
        return m_problem;
    return PickleProblem{ErrorCode::DamagedWeights, m_stack.problem().isEmpty()
                                                        ? QStringLiteral("the pickle takes too many steps")
                                                        : m_stack.problem()};
}

bool Pickle::step(unsigned char opcode)
{
    switch (opcode) {
    case Proto:
    case Frame:
    case None:
    case NewTrue:
    case NewFalse:
        return stepConstant(opcode);
    case BinFloat:
    case BinInt:
    case BinInt1:
    case BinInt2:
    case Long1:
    case Long4:
        return stepNumber(opcode);
    case BinBytes:
    case ShortBinBytes:
    case BinBytes8:
    case BinString:
    case ShortBinString:
    case BinUnicode:
    case ShortBinUnicode:
    case BinUnicode8:
        return stepText(opcode);
    case Mark:
    case Pop:
    case PopMark:
    case Dup:
    case EmptyTuple:
    case Tuple1:
    case Tuple2:
    case Tuple3:
    case TupleFromMark:
        return stepSequence(opcode);
    case EmptyList:
    case ListFromMark:
    case Append:
    case Appends:
    case EmptyDict:
    case DictFromMark:
    case SetItem:
    case SetItems:
        return stepContainer(opcode);
    case BinGet:
    case LongBinGet:
    case BinPut:
    case LongBinPut:
    case Memoize:
        return stepMemo(opcode);
    case Global:
    case StackGlobal:
    case Inst:
    case Reduce:
    case Build:
    case BinPersId:
        return stepGlobal(opcode);
    default:
        return fail(QStringLiteral("a pickle with opcode 0x%1, which weights do not need")
                        .arg(int(opcode), 2, 16, QLatin1Char('0')));
    }
}

bool Pickle::stepConstant(unsigned char opcode)
{
    std::uint64_t number = 0;
    switch (opcode) {
    case Proto:
        return takeNumber(1, number) && (number <= 5 || fail(QStringLiteral("an unknown pickle protocol")));
    case Frame: // announces a length that the opcodes tell anyway
        return takeNumber(8, number);
    case None:
        return m_stack.push({});
    default:
        return m_stack.push({Kind::Bool, opcode == NewTrue, {}, {}});
    }
}

bool Pickle::stepNumber(unsigned char opcode)
{
    std::uint64_t number = 0;
    switch (opcode) {
    case BinFloat: // its value is never asked for
        return takeNumber(8, number) && m_stack.push({Kind::Float, 0, {}, {}});
    case BinInt:
        return takeNumber(4, number) && m_stack.push({Kind::Int, static_cast<std::int32_t>(number), {}, {}});
    case BinInt1:
    case BinInt2:
        return takeNumber(opcode == BinInt1 ? 1 : 2, number) &&
               m_stack.push({Kind::Int, static_cast<std::int64_t>(number), {}, {}});
    default:
        return pushLong(opcode == Long1 ? 1 : 4);
    }
}

bool Pickle::stepText(unsigned char opcode)
{
    switch (opcode) {
    case ShortBinBytes:
    case ShortBinString:
    case ShortBinUnicode:
        return pushText(1);
    case BinBytes8:
    case BinUnicode8:
        return pushText(8);
    default:
        return pushText(4);
    }
}

bool Pickle::stepSequence(unsigned char opcode)
{
    PickleIndex top = 0;
    std::vector<PickleIndex> above;
    switch (opcode) {
    case Mark:
        return m_stack.mark();
    case Pop:
        return m_stack.pop(top);
    case PopMark:
        return m_stack.popMark(above);
    case Dup:
        return m_stack.duplicate();
    case TupleFromMark:
        return m_stack.popMark(above) && m_stack.push({Kind::Tuple, 0, {}, std::move(above)});
    case EmptyTuple:
        return m_stack.pushTuple(0);
    default:
        return m_stack.pushTuple(1 + opcode - Tuple1);
    }
}

bool Pickle::stepContainer(unsigned char opcode)
{
    PickleIndex value = 0, key = 0;
    std::vector<PickleIndex> above;
    switch (opcode) {
    case EmptyList:
    case EmptyDict:
        return m_stack.push({opcode == EmptyList ? Kind::List : Kind::Dict, 0, {}, {}});
    case ListFromMark:
        return m_stack.popMark(above) && m_stack.push({Kind::List, 0, {}, std::move(above)});
    case DictFromMark:
        return m_stack.popMark(above) && m_stack.push({Kind::Dict, 0, {}, {}}) &&
               m_stack.addTo(Kind::Dict, above);
    case Append:
        return m_stack.pop(value) && m_stack.addTo(Kind::List, {value});
    case Appends:
        return m_stack.popMark(above) && m_stack.addTo(Kind::List, above);
    case SetItem:
        return m_stack.pop(value) && m_stack.pop(key) && m_stack.addTo(Kind::Dict, {key, value});
    default:
        return m_stack.popMark(above) && m_stack.addTo(Kind::Dict, above);
    }
}

bool Pickle::stepMemo(unsigned char opcode)
{
    if (opcode == Memoize)
        return m_stack.remember();
    std::uint64_t slot = 0;
    if (!takeNumber(opcode == BinGet || opcode == BinPut ? 1 : 4, slot))
        return false;
    return opcode == BinGet || opcode == LongBinGet ? m_stack.recall(slot) : m_stack.remember(slot);
}

bool Pickle::stepGlobal(unsigned char opcode)
{
    std::string_view module, name;
    PickleIndex top = 0, below = 0;
    switch (opcode) {
    case Global:
    case Inst: // would also call it; no name on the list is used this way
        return takeLine(module) && takeLine(name) && addGlobal(module, name) &&
               (opcode == Global || fail(QStringLiteral("a pickle that builds an object")));
    case StackGlobal:
        if (!m_stack.pop(top) || !m_stack.pop(below))
            return false;
        if (m_stack.values()[top].kind != Kind::Text || m_stack.values()[below].kind != Kind::Text)
            return fail(QStringLiteral("a name that is no text"));
        return addGlobal(m_stack.values()[below].text, m_stack.values()[top].text);
    case Reduce:
        return call();
    case BinPersId: {
        PickleValue storage;
        return m_stack.pop(top) && isFine(m_tensors.storage(m_stack.values()[top], storage)) &&
               m_stack.push(std::move(storage));
    }
    default: // Build: the attributes of a state dict, such as its _metadata, are left out
        return m_stack.pop(top) && m_stack.addTo(Kind::Dict, {});
    }
}

bool Pickle::take(std::size_t count, std::string_view& taken)
{
    if (count > m_bytes.size() - m_position)
        return fail(QStringLiteral("the pickle is cut short"));
    taken = m_bytes.substr(m_position, count);
    m_position += count;
    return true;
}

bool Pickle::takeLine(std::string_view& taken)
{
    const std::string_view rest = m_bytes.substr(m_position, kMaxNameBytes);
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos)
        return fail(QStringLiteral("a name that does not end"));
    taken = rest.substr(0, end);
    m_position += end + 1;
    return true;
}

bool Pickle::takeNumber(std::size_t width, std::uint64_t& number)
{
    std::string_view bytes;
    if (!take(width, bytes))
        return false;
    number = littleEndian(bytes);
    return true;
}

bool Pickle::pushText(std::size_t lengthWidth)
{
    std::uint64_t length = 0;
    std::string_view text;
    if (!takeNumber(lengthWidth, length))
        return false;
    if (length > kMaxTextBytes)
        return fail(QStringLiteral("a text of %1 bytes in the pickle").arg(length));
    return take(length, text) && m_stack.push({Kind::Text, 0, text, {}});
}

bool Pickle::pushLong(std::size_t lengthWidth)
{
    std::uint64_t length = 0;
    std::string_view bytes;
    if (!takeNumber(lengthWidth, length) || !take(length, bytes))
        return false;
    if (length > 8)
        return m_stack.push({Kind::BigInt, 0, bytes, {}});
    std::uint64_t number = littleEndian(bytes);
    if (length > 0 && length < 8 && (bytes.back() & 0x80) != 0)
        number |= ~std::uint64_t(0) << (8 * length); // the sign goes on
    return m_stack.push({Kind::Int, static_cast<std::int64_t>(number), {}, {}});
}

bool Pickle::addGlobal(std::string_view module, std::string_view name)
{
    PickleValue global;
    return isFine(m_tensors.global(module, name, global)) && m_stack.push(std::move(global));
}

bool Pickle::call()
{
    PickleIndex arguments = 0, function = 0;
    PickleValue result;
    return m_stack.pop(arguments) && m_stack.pop(function) &&
           isFine(m_tensors.call(m_stack.values()[function], m_stack.values()[arguments], result)) &&
           m_stack.push(std::move(result));
}

bool Pickle::fail(const QString& detail)
{
    m_problem = PickleProblem{ErrorCode::DamagedWeights, detail};
    return false;
}

bool Pickle::isFine(const std::optional<PickleProblem>& problem)
{
    if (problem)
        m_problem = problem;
    return !problem;
}

} // namespace cultivar
