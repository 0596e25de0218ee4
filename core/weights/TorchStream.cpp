// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/weights/TorchStream_p.h"

#include "core/weights/Pickle_p.h"

#include <QtEndian>

namespace cultivar {

namespace {

using Kind = PickleValue::Kind;

constexpr std::string_view kMagic("\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19", 10);
constexpr std::int64_t kProtocol = 1001;

tl::unexpected<Error> damaged(const QString& detail)
{
    return failure(ErrorCode::DamagedWeights, {}, detail);
}

bool isBigEndian(const Pickle& system)
{
    const std::vector<PickleIndex>& items = system.root().items;
    if (system.root().kind != Kind::Dict)
        return false;
    for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
        const PickleValue& key = system.value(items[i]);
        const PickleValue& value = system.value(items[i + 1]);
        if (key.kind == Kind::Text && key.text == "little_endian" && value.kind == Kind::Bool)
            return value.number == 0;
    }
    return false;
}

} // namespace

Result<std::string> TorchStream::readPickle()
{
    std::string bytes(std::min(m_input.size(), kMaxPickleBytes), '\0');
    if (!m_input.read(bytes.data(), bytes.size(), 0))
        return failure(ErrorCode::ReadFailed);
    m_pickleEnd = bytes.size();
    std::string_view rest = bytes;
    for (const char* part : {"magic number", "protocol", "system"}) {
        Pickle pickle(rest);
        if (const auto problem = pickle.run())
            return failure(problem->code, {}, problem->detail);
        const PickleValue& root = pickle.root();
        if (part[0] == 'm' && (root.kind != Kind::BigInt || root.text != kMagic))
            return damaged(QStringLiteral("a pickle that is not a PyTorch file"));
        if (part[0] == 'p' && (root.kind != Kind::Int || root.number != kProtocol))
            return damaged(QStringLiteral("an unknown version of the PyTorch format"));
        if (part[0] == 's' && isBigEndian(pickle))
            return damaged(QStringLiteral("its numbers are big-endian, as other processors write them"));
        rest.remove_prefix(pickle.length());
    }
    return std::string(rest);
}

Result<void> TorchStream::locate(const std::vector<PickleStorage>& storages, std::string_view rest)
{
    Pickle keys(rest);
    if (const auto problem = keys.run())
        return failure(problem->code, {}, problem->detail);
    if (keys.root().kind != Kind::List || keys.root().items.size() != storages.size())
        return damaged(QStringLiteral("its list of storages is not the one that its tensors use"));
    std::map<std::string_view, std::size_t> byKey;
    for (std::size_t i = 0; i < storages.size(); ++i)
        byKey[storages[i].key] = i;

    m_places.assign(storages.size(), {});
    std::uint64_t position = m_pickleEnd - rest.size() + keys.length();
    for (const PickleIndex index : keys.root().items) {
        const PickleValue& key = keys.value(index);
        const auto known = byKey.find(key.text);
        if (key.kind != Kind::Text || known == byKey.end() || m_places[known->second].isFound)
            return damaged(QStringLiteral("its list of storages is not the one that its tensors use"));
        const PickleStorage& storage = storages[known->second];
        char count[8];
        if (!m_input.read(count, sizeof count, position))
            return damaged(QStringLiteral("it ends before its last storage"));
        position += sizeof count;
        if (qFromLittleEndian<quint64>(count) != storage.bytes / storage.bytesPerElement())
            return damaged(QStringLiteral("a storage of another length than its tensors expect"));
        if (position > m_input.size() || storage.bytes > m_input.size() - position)
            return damaged(QStringLiteral("it ends before its last storage"));
        m_places[known->second] = {position, storage.bytes, true};
        position += storage.bytes;
    }
    if (position != m_input.size())
        return damaged(QStringLiteral("the file is longer than its tensors"));
    return {};
}

Result<void> TorchStream::read(const Place& place, char* out)
{
    if (!m_input.read(out, place.bytes, place.start))
        return failure(ErrorCode::ReadFailed, {}, QStringLiteral("it ends before its last storage"));
    return {};
}

} // namespace cultivar
