// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/weights/PickleTensors_p.h"

namespace cultivar {

namespace {

using Kind = PickleValue::Kind;
using Problem = std::optional<PickleProblem>;

constexpr std::size_t kMaxDimensions = 64; // torch's own cap
constexpr std::size_t kMaxTensors = 200'000;
constexpr std::size_t kMaxCopied = 1'000'000;
constexpr std::size_t kMaxKeyLength = 64; // torch writes a number or an address

enum class Role {
    OrderedDict,
    RebuildTensor,
    RebuildTyped, // the type is an argument, the storage raw bytes
    RebuildParameter,
    Size,
    Device,
    StorageType,
    RawStorageType,
    ElementType,
};

struct KnownGlobal
{
    std::string_view module;
    std::string_view name;
    Role role;
    TensorType type = TensorType::F32;
};

constexpr KnownGlobal kKnown[] = {
    {"collections", "OrderedDict", Role::OrderedDict},
    {"torch._utils", "_rebuild_tensor", Role::RebuildTensor},
    {"torch._utils", "_rebuild_tensor_v2", Role::RebuildTensor},
    {"torch._utils", "_rebuild_tensor_v3", Role::RebuildTyped},
    {"torch._utils", "_rebuild_parameter", Role::RebuildParameter},
    {"torch", "Size", Role::Size},
    {"torch", "device", Role::Device},
    {"torch", "DoubleStorage", Role::StorageType, TensorType::F64},
    {"torch", "FloatStorage", Role::StorageType, TensorType::F32},
    {"torch", "HalfStorage", Role::StorageType, TensorType::F16},
    {"torch", "BFloat16Storage", Role::StorageType, TensorType::BF16},
    {"torch", "LongStorage", Role::StorageType, TensorType::I64},
    {"torch", "IntStorage", Role::StorageType, TensorType::I32},
    {"torch", "ShortStorage", Role::StorageType, TensorType::I16},
    {"torch", "CharStorage", Role::StorageType, TensorType::I8},
    {"torch", "ByteStorage", Role::StorageType, TensorType::U8},
    {"torch", "BoolStorage", Role::StorageType, TensorType::Bool},
    {"torch", "UntypedStorage", Role::RawStorageType},
    {"torch.storage", "UntypedStorage", Role::RawStorageType},
    {"torch", "float64", Role::ElementType, TensorType::F64},
    {"torch", "float32", Role::ElementType, TensorType::F32},
    {"torch", "float16", Role::ElementType, TensorType::F16},
    {"torch", "bfloat16", Role::ElementType, TensorType::BF16},
    {"torch", "int64", Role::ElementType, TensorType::I64},
    {"torch", "int32", Role::ElementType, TensorType::I32},
    {"torch", "int16", Role::ElementType, TensorType::I16},
    {"torch", "int8", Role::ElementType, TensorType::I8},
    {"torch", "uint8", Role::ElementType, TensorType::U8},
    {"torch", "bool", Role::ElementType, TensorType::Bool},
};

/// A stranger's name in an error: printable, on one line, not too long.
QString shown(std::string_view name)
{
    constexpr std::size_t kShown = 80;
    QString text;
    for (const char letter : name.substr(0, kShown))
        text += letter > ' ' && letter < 0x7f ? QLatin1Char(letter) : QLatin1Char('?');
    return name.size() > kShown ? text + QStringLiteral("…") : text;
}

Problem damaged(const QString& detail)
{
    return PickleProblem{ErrorCode::DamagedWeights, detail};
}

} // namespace

Problem PickleTensors::global(std::string_view module, std::string_view name, PickleValue& result)
{
    for (std::size_t i = 0; i < std::size(kKnown); ++i) {
        if (kKnown[i].module == module && kKnown[i].name == name) {
            result.kind = Kind::Global;
            result.number = static_cast<std::int64_t>(i);
            return {};
        }
    }
    return PickleProblem{
        ErrorCode::UnsafeWeights,
        QStringLiteral("it wants to run %1.%2; only tensors are read").arg(shown(module), shown(name))};
}

Problem PickleTensors::call(const PickleValue& function, const PickleValue& arguments, PickleValue& result)
{
    if (function.kind != Kind::Global || arguments.kind != Kind::Tuple)
        return damaged(QStringLiteral("it calls what is no function"));
    const KnownGlobal& known = kKnown[function.number];
    switch (known.role) {
    case Role::OrderedDict:
        return orderedDict(arguments, result);
    case Role::RebuildTensor:
    case Role::RebuildTyped:
        return rebuildTensor(arguments, known.role == Role::RebuildTyped, result);
    case Role::RebuildParameter:
        if (const PickleValue* tensor = item(arguments, 0, Kind::Tensor)) {
            result.kind = Kind::Tensor;
            result.number = tensor->number;
            return {};
        }
        return damaged(QStringLiteral("a parameter without a tensor"));
    case Role::Size: {
        const PickleValue* sides = item(arguments, 0, Kind::Tuple);
        if (!sides || sides->items.size() > kMaxDimensions)
            return damaged(QStringLiteral("a size that is none"));
        result.kind = Kind::Tuple;
        result.items = sides->items;
        return {};
    }
    case Role::Device:
        result.kind = Kind::Opaque;
        return {};
    default:
        return damaged(QStringLiteral("it calls %1, which is no function").arg(shown(known.name)));
    }
}

/// Empty, or from a list of pairs as Python 2 wrote it.
Problem PickleTensors::orderedDict(const PickleValue& arguments, PickleValue& result)
{
    result.kind = Kind::Dict;
    if (arguments.items.empty())
        return {};
    const PickleValue* pairs = item(arguments, 0, Kind::List);
    if (!pairs)
        return damaged(QStringLiteral("a dictionary that is made of no pairs"));
    m_copied += pairs->items.size();
    if (m_copied > kMaxCopied)
        return damaged(QStringLiteral("too many dictionary entries"));
    for (const PickleIndex index : pairs->items) {
        const PickleValue& pair = m_values[index];
        if ((pair.kind != Kind::List && pair.kind != Kind::Tuple) || pair.items.size() != 2)
            return damaged(QStringLiteral("a dictionary that is made of no pairs"));
        result.items.insert(result.items.end(), pair.items.begin(), pair.items.end());
    }
    return {};
}

Problem PickleTensors::rebuildTensor(const PickleValue& arguments, bool isTyped, PickleValue& result)
{
    const PickleValue* storage = item(arguments, 0, Kind::Storage);
    const PickleValue* offset = item(arguments, 1, Kind::Int);
    const PickleValue* typeName = isTyped ? item(arguments, 6, Kind::Global) : nullptr;
    PickleTensor tensor;
    if (!storage || !offset || !readSides(item(arguments, 2, Kind::Tuple), tensor.shape) ||
        !readSides(item(arguments, 3, Kind::Tuple), tensor.strides) ||
        tensor.shape.size() != tensor.strides.size() || offset->number < 0)
        return damaged(QStringLiteral("a tensor with a broken or negative size, stride or offset"));
    if (m_tensors.size() >= kMaxTensors)
        return damaged(QStringLiteral("too many tensors"));

    tensor.storage = static_cast<std::size_t>(storage->number);
    if (typeName && kKnown[typeName->number].role == Role::ElementType)
        tensor.type = kKnown[typeName->number].type;
    else if (!isTyped && m_storages[tensor.storage].type)
        tensor.type = *m_storages[tensor.storage].type;
    else
        return damaged(QStringLiteral("a tensor without a type"));
    if (__builtin_mul_overflow(static_cast<std::uint64_t>(offset->number), bytesPerElement(tensor.type),
                               &tensor.byteOffset))
        return damaged(QStringLiteral("the offset of a tensor overflows"));
    result.kind = Kind::Tensor;
    result.number = static_cast<std::int64_t>(m_tensors.size());
    m_tensors.push_back(std::move(tensor));
    return {};
}

Problem PickleTensors::storage(const PickleValue& identifier, PickleValue& result)
{
    const PickleValue* tag = item(identifier, 0, Kind::Text);
    const PickleValue* type = item(identifier, 1, Kind::Global);
    const PickleValue* key = item(identifier, 2, Kind::Text);
    const PickleValue* count = item(identifier, 4, Kind::Int);
    if (!tag || tag->text != "storage" || !type || !key || key->text.size() > kMaxKeyLength || !count ||
        count->number < 0)
        return damaged(QStringLiteral("a reference that is no storage"));
    if (identifier.items.size() > 5 && !item(identifier, 5, Kind::None))
        return damaged(QStringLiteral("a storage that is a part of another; save it with a newer PyTorch"));
    const KnownGlobal& known = kKnown[type->number];
    if (known.role != Role::StorageType && known.role != Role::RawStorageType)
        return damaged(QStringLiteral("a storage of no known type"));

    PickleStorage storage;
    storage.key = key->text;
    if (known.role == Role::StorageType)
        storage.type = known.type;
    if (__builtin_mul_overflow(static_cast<std::uint64_t>(count->number), storage.bytesPerElement(),
                               &storage.bytes))
        return damaged(QStringLiteral("the length of a storage overflows"));
    const auto [place, isNew] = m_byKey.emplace(storage.key, m_storages.size());
    if (isNew)
        m_storages.push_back(std::move(storage));
    else if (const PickleStorage& known = m_storages[place->second];
             known.type != storage.type || known.bytes != storage.bytes)
        return damaged(QStringLiteral("storage %1 comes with two types or lengths").arg(shown(key->text)));
    result.kind = Kind::Storage;
    result.number = static_cast<std::int64_t>(place->second);
    return {};
}

const PickleValue* PickleTensors::item(const PickleValue& tuple, std::size_t position, Kind kind) const
{
    if (tuple.kind != Kind::Tuple || position >= tuple.items.size())
        return nullptr;
    const PickleValue& value = m_values[tuple.items[position]];
    return value.kind == kind ? &value : nullptr;
}

bool PickleTensors::readSides(const PickleValue* tuple, std::vector<std::int64_t>& sides) const
{
    if (!tuple || tuple->items.size() > kMaxDimensions)
        return false;
    for (const PickleIndex index : tuple->items) {
        const PickleValue& side = m_values[index];
        if (side.kind != Kind::Int || side.number < 0)
            return false;
        sides.push_back(side.number);
    }
    return true;
}

} // namespace cultivar
