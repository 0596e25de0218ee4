// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/weights/WeightsFile.h"

#include <map>
#include <optional>
#include <string_view>

namespace cultivar {

using PickleIndex = std::uint32_t;

/// One value of a pickle. Text views the pickle's bytes; items are the numbers of other values.
struct PickleValue
{
    enum class Kind {
        None,
        Bool,
        Int,
        BigInt, // more than 64 bits, kept as bytes in text
        Float,
        Text,
        Tuple,
        List,
        Dict,    // items: key, value, key, value …
        Global,  // number: which of the known names
        Storage, // number: which of PickleTensors' storages
        Tensor,  // number: which of PickleTensors' tensors
        Opaque,  // something harmless whose content does not matter
    };

    Kind kind = Kind::None;
    std::int64_t number = 0;
    std::string_view text;
    std::vector<PickleIndex> items;
};

struct PickleProblem
{
    ErrorCode code = ErrorCode::DamagedWeights;
    QString detail;
};

/// A storage that a pickle speaks of. Its bytes lie elsewhere in the file, under its key.
struct PickleStorage
{
    std::string key;
    std::optional<TensorType> type; // nothing: raw bytes
    std::uint64_t bytes = 0;
    std::uint64_t bytesPerElement() const { return type ? cultivar::bytesPerElement(*type) : 1; }
};

/// A tensor that a pickle builds: a strided view of a storage, not yet checked against it.
struct PickleTensor
{
    std::size_t storage = 0;
    TensorType type = TensorType::F32;
    std::uint64_t byteOffset = 0;
    std::vector<std::int64_t> shape;
    std::vector<std::int64_t> strides;
};

/// Everything that a pickle may name and call: torch's storages and the functions that rebuild tensors from
/// them, and a few inert containers. Everything else is refused by name.
class PickleTensors
{
public:
    explicit PickleTensors(const std::vector<PickleValue>& values) : m_values(values) {}

    /// The global `module.name`. Refused as UnsafeWeights where it is not on the list.
    std::optional<PickleProblem> global(std::string_view module, std::string_view name, PickleValue& result);
    /// What @p function gives for the tuple @p arguments.
    std::optional<PickleProblem> call(const PickleValue& function, const PickleValue& arguments,
                                      PickleValue& result);
    /// What torch calls a persistent identifier: ("storage", type, key, place, number of elements[, view]).
    std::optional<PickleProblem> storage(const PickleValue& identifier, PickleValue& result);

    const std::vector<PickleStorage>& storages() const { return m_storages; }
    const std::vector<PickleTensor>& tensors() const { return m_tensors; }

private:
    using Problem = std::optional<PickleProblem>;

    Problem rebuildTensor(const PickleValue& arguments, bool isTyped, PickleValue& result);
    Problem orderedDict(const PickleValue& arguments, PickleValue& result);
    /// Item @p position of @p tuple, or null where it is missing or of another kind.
    const PickleValue* item(const PickleValue& tuple, std::size_t position, PickleValue::Kind kind) const;
    bool readSides(const PickleValue* tuple, std::vector<std::int64_t>& sides) const;

    const std::vector<PickleValue>& m_values;
    std::vector<PickleStorage> m_storages;
    std::map<std::string, std::size_t, std::less<>> m_byKey;
    std::vector<PickleTensor> m_tensors;
    std::size_t m_copied = 0; // items, over all calls
};

} // namespace cultivar
