// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/weights/TorchFile.h"

#include "core/weights/Pickle_p.h"
#include "core/weights/TorchContainer_p.h"

#include <algorithm>
#include <cstring>
#include <set>

namespace cultivar {

namespace {

using Kind = PickleValue::Kind;

constexpr std::size_t kMaxNameBytes = 1000;
// Of a tensor that repeats its storage, as expand() makes it: nothing in the file pays for these bytes.
constexpr std::uint64_t kMaxRepeatedBytes = 64 << 20;

const PickleValue* valueOf(const Pickle& pickle, const PickleValue& dict, std::string_view name)
{
    for (std::size_t i = 0; i + 1 < dict.items.size(); i += 2) {
        const PickleValue& key = pickle.value(dict.items[i]);
        if (key.kind == Kind::Text && key.text == name)
            return &pickle.value(dict.items[i + 1]);
    }
    return nullptr;
}

/// The innermost of the wrappers that training scripts put around a state dict.
const PickleValue& unwrapped(const Pickle& pickle)
{
    constexpr int kMaxWrappers = 4;
    const PickleValue* dict = &pickle.root();
    for (int level = 0; level < kMaxWrappers; ++level) {
        const PickleValue* inner = nullptr;
        for (const char* name : {"state_dict", "model_state_dict", "model", "net"}) {
            const PickleValue* value = inner ? nullptr : valueOf(pickle, *dict, name);
            if (value && value->kind == Kind::Dict)
                inner = value;
        }
        if (!inner)
            break;
        dict = inner;
    }
    return *dict;
}

void stripPrefix(std::vector<TensorEntry>& entries)
{
    constexpr std::string_view kPrefix = "module.";
    while (std::all_of(entries.begin(), entries.end(), [&](const TensorEntry& entry) {
        return entry.name.size() > kPrefix.size() && entry.name.rfind(kPrefix, 0) == 0;
    })) {
        for (TensorEntry& entry : entries)
            entry.name.erase(0, kPrefix.size());
    }
}

/// Checks the view against its storage; the broken rule, or nothing.
QString checkPlace(TensorEntry& entry, std::uint64_t storageBytes)
{
    const std::uint64_t width = bytesPerElement(entry.type);
    if (std::find(entry.shape.begin(), entry.shape.end(), 0) != entry.shape.end())
        return {}; // no values, so it reads nothing
    std::uint64_t bytes = width;
    std::uint64_t end = width; // behind the last value, from the tensor's offset
    for (std::size_t i = 0; i < entry.shape.size(); ++i) {
        const auto side = static_cast<std::uint64_t>(entry.shape[i]);
        std::uint64_t reach = 0;
        if (__builtin_mul_overflow(bytes, side, &bytes) ||
            __builtin_mul_overflow(side - 1, static_cast<std::uint64_t>(entry.strides[i]), &reach) ||
            __builtin_mul_overflow(reach, width, &reach) || __builtin_add_overflow(end, reach, &end))
            return QStringLiteral("the size of %1 overflows").arg(QString::fromStdString(entry.name));
    }
    if (__builtin_add_overflow(end, entry.offset, &end) || end > storageBytes)
        return QStringLiteral("%1 reaches beyond its storage").arg(QString::fromStdString(entry.name));
    if (bytes > std::max(storageBytes, kMaxRepeatedBytes))
        return QStringLiteral("%1 repeats its values too often").arg(QString::fromStdString(entry.name));
    entry.bytes = bytes;
    return {};
}

/// Adds the tensors of @p dict to @p entries; the broken rule, or nothing.
QString listTensors(const Pickle& pickle, const PickleValue& dict, std::vector<TensorEntry>& entries)
{
    std::set<std::string_view> names;
    for (std::size_t i = 0; i + 1 < dict.items.size(); i += 2) {
        const PickleValue& key = pickle.value(dict.items[i]);
        const PickleValue& value = pickle.value(dict.items[i + 1]);
        if (value.kind != Kind::Tensor)
            continue;
        if (key.kind != Kind::Text || key.text.size() > kMaxNameBytes)
            return QStringLiteral("a tensor without a proper name");
        if (!names.insert(key.text).second)
            return QStringLiteral("the name %1 comes twice")
                .arg(QString::fromUtf8(key.text.data(), qsizetype(key.text.size())));
        const PickleTensor& tensor = pickle.tensors().tensors()[static_cast<std::size_t>(value.number)];
        TensorEntry entry{std::string(key.text), tensor.type,   tensor.shape, tensor.byteOffset, 0,
                          tensor.strides,        tensor.storage};
        if (const QString problem = checkPlace(entry, pickle.tensors().storages()[tensor.storage].bytes);
            !problem.isEmpty())
            return problem;
        entries.push_back(std::move(entry));
    }
    return entries.empty() ? QStringLiteral("it holds no state dict with tensors") : QString();
}

bool isContiguous(const TensorEntry& entry)
{
    std::int64_t expected = 1;
    for (std::size_t i = entry.shape.size(); i-- > 0;) {
        if (entry.shape[i] != 1 && entry.strides[i] != expected)
            return false;
        expected *= entry.shape[i];
    }
    return true;
}

/// Puts the values of a view in a row, the last dimension fastest.
void gather(const TensorEntry& entry, const char* storage, char* out)
{
    const std::uint64_t width = bytesPerElement(entry.type);
    std::vector<std::int64_t> at(entry.shape.size(), 0);
    std::uint64_t position = entry.offset;
    for (std::uint64_t left = entry.bytes; left > 0; left -= width) {
        std::memcpy(out, storage + position, width);
        out += width;
        for (std::size_t i = at.size(); i-- > 0;) {
            const std::uint64_t step = static_cast<std::uint64_t>(entry.strides[i]) * width;
            position += step;
            if (++at[i] < entry.shape[i])
                break;
            position -= step * static_cast<std::uint64_t>(entry.shape[i]);
            at[i] = 0;
        }
    }
}

} // namespace

bool TorchFile::isTorch(const InputFile& input)
{
    return TorchContainer::isZip(input) || TorchContainer::isStream(input);
}

Result<TorchFile> TorchFile::open(const std::filesystem::path& path)
{
    const auto named = [&](Error error) {
        error.path = path;
        return error;
    };
    TorchFile file;
    file.m_path = path;
    auto container = InputFile::open(path).and_then(TorchContainer::open).map_error(named);
    if (!container)
        return tl::unexpected(container.error());
    file.m_container = std::move(*container);
    const auto bytes = file.m_container->readPickle().map_error(named);
    if (!bytes)
        return tl::unexpected(bytes.error());

    Pickle pickle(*bytes);
    if (const auto problem = pickle.run())
        return failure(problem->code, path, problem->detail);
    const auto rest = std::string_view(*bytes).substr(pickle.length());
    if (const auto located = file.m_container->locate(pickle.tensors().storages(), rest).map_error(named);
        !located)
        return tl::unexpected(located.error());
    const PickleValue& dict = unwrapped(pickle);
    if (dict.kind != Kind::Dict)
        return failure(ErrorCode::DamagedWeights, path, QStringLiteral("it holds no state dict"));
    if (const QString problem = listTensors(pickle, dict, file.m_tensors); !problem.isEmpty())
        return failure(ErrorCode::DamagedWeights, path, problem);
    stripPrefix(file.m_tensors);
    return file;
}

Result<void> TorchFile::read(const TensorEntry& entry, char* out) const
{
    if (entry.bytes == 0)
        return {};
    const auto storage = m_container->storage(entry.storage);
    if (!storage)
        return failure(storage.error().code, m_path, storage.error().detail);
    if (isContiguous(entry))
        std::memcpy(out, storage->data() + entry.offset, entry.bytes);
    else
        gather(entry, storage->data(), out);
    return {};
}

} // namespace cultivar
