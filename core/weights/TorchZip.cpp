// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/weights/TorchZip_p.h"

#include <fcntl.h>
#include <unistd.h>
#include <zip.h>

namespace cultivar {

namespace {

constexpr zip_int64_t kMaxEntries = 300'000;
// torch stores; who packs a file again makes it hardly smaller. Deflate itself would allow a factor of 1000.
constexpr std::uint64_t kMaxUnfolding = 32;
constexpr std::string_view kPickleName = "data.pkl";

tl::unexpected<Error> damaged(const QString& detail)
{
    return failure(ErrorCode::DamagedWeights, {}, detail);
}

tl::unexpected<Error> zipFailure(zip_error_t* error)
{
    switch (zip_error_code_zip(error)) {
    case ZIP_ER_CRC:
        return damaged(QStringLiteral("its bytes do not match their checksum"));
    case ZIP_ER_READ:
    case ZIP_ER_SEEK:
    case ZIP_ER_EOF:
        return failure(ErrorCode::ReadFailed, {}, QString::fromUtf8(zip_error_strerror(error)));
    default:
        return damaged(QString::fromUtf8(zip_error_strerror(error)));
    }
}

struct EntryCloser
{
    void operator()(zip_file_t* entry) const { zip_fclose(entry); }
};

} // namespace

void TorchZip::Closer::operator()(zip* archive) const
{
    zip_discard(archive);
}

Result<std::unique_ptr<TorchZip>> TorchZip::open(InputFile input)
{
    const int descriptor = ::fcntl(input.descriptor(), F_DUPFD_CLOEXEC, 0);
    int code = 0;
    std::unique_ptr<TorchZip> file(new TorchZip);
    file->m_archive.reset(descriptor < 0 ? nullptr : zip_fdopen(descriptor, 0, &code)); // takes it over
    if (!file->m_archive) {
        if (descriptor >= 0)
            ::close(descriptor);
        return damaged(QStringLiteral("not a sound zip archive"));
    }
    return file->list(input.size()).and_then([&] { return file->findName(); }).map([&] {
        return std::move(file);
    });
}

Result<void> TorchZip::list(std::uint64_t fileBytes)
{
    const zip_int64_t count = zip_get_num_entries(m_archive.get(), 0);
    if (count > kMaxEntries)
        return damaged(QStringLiteral("a zip archive of too many entries"));
    std::uint64_t stored = 0, unfolded = 0;
    for (zip_int64_t i = 0; i < count; ++i) {
        zip_stat_t entry;
        if (zip_stat_index(m_archive.get(), static_cast<zip_uint64_t>(i), ZIP_FL_ENC_RAW, &entry) != 0)
            return zipFailure(zip_get_error(m_archive.get()));
        const bool isStored = entry.comp_method == ZIP_CM_STORE;
        if (!isStored && entry.comp_method != ZIP_CM_DEFLATE)
            return damaged(QStringLiteral("a zip entry that is neither stored nor deflated"));
        if (entry.encryption_method != ZIP_EM_NONE)
            return damaged(QStringLiteral("an encrypted zip entry"));
        // Entries may not overlap, so together they are no longer than the file.
        if (__builtin_add_overflow(stored, entry.comp_size, &stored) || stored > fileBytes ||
            (isStored && entry.size != entry.comp_size))
            return damaged(QStringLiteral("zip entries that are longer than the file"));
        if (__builtin_add_overflow(unfolded, entry.size, &unfolded) || unfolded / kMaxUnfolding > fileBytes)
            return damaged(QStringLiteral("zip entries that unfold to far more than the file's size"));
        if (!m_entries.emplace(entry.name, Place{entry.index, entry.size, true}).second)
            return damaged(QStringLiteral("a zip entry comes twice"));
    }
    return {};
}

Result<void> TorchZip::findName()
{
    for (const auto& [name, place] : m_entries) {
        const std::size_t slash = name.find('/');
        if (slash == std::string::npos || std::string_view(name).substr(slash + 1) != kPickleName)
            continue;
        if (!m_name.empty())
            return damaged(QStringLiteral("a zip archive with two pickles"));
        m_name = name.substr(0, slash + 1);
    }
    if (m_name.empty())
        return damaged(QStringLiteral("a zip archive that is not a PyTorch file"));
    if (m_entries.contains(m_name + "constants.pkl"))
        return failure(ErrorCode::UnsafeWeights, {},
                       QStringLiteral("it is a TorchScript program; only tensors are read"));
    if (!m_entries.contains(m_name + "byteorder"))
        return {};
    const auto order = readSmall(m_name + "byteorder", 16);
    if (!order)
        return tl::unexpected(order.error());
    if (*order == "big")
        return damaged(QStringLiteral("its numbers are big-endian, as other processors write them"));
    return *order == "little" ? Result<void>() : damaged(QStringLiteral("an unknown byte order"));
}

Result<std::string> TorchZip::readSmall(const std::string& name, std::uint64_t maxBytes)
{
    const Place& place = m_entries.at(name);
    if (place.bytes > maxBytes)
        return damaged(QStringLiteral("%1 is too long").arg(QString::fromStdString(name)));
    std::string bytes(place.bytes, '\0');
    return read(place, bytes.data()).map([&] { return std::move(bytes); });
}

Result<std::string> TorchZip::readPickle()
{
    return readSmall(m_name + std::string(kPickleName), kMaxPickleBytes);
}

Result<void> TorchZip::locate(const std::vector<PickleStorage>& storages, std::string_view rest)
{
    if (!rest.empty())
        return damaged(QStringLiteral("bytes after the end of the pickle"));
    for (const PickleStorage& storage : storages) {
        const auto entry = m_entries.find(m_name + "data/" + storage.key);
        if (entry == m_entries.end())
            return damaged(QStringLiteral("a storage that its tensors use is missing"));
        if (entry->second.bytes != storage.bytes)
            return damaged(QStringLiteral("a storage of another length than its tensors expect"));
        m_places.push_back(entry->second);
    }
    return {};
}

Result<void> TorchZip::read(const Place& place, char* out)
{
    const std::unique_ptr<zip_file_t, EntryCloser> entry(zip_fopen_index(m_archive.get(), place.start, 0));
    if (!entry)
        return zipFailure(zip_get_error(m_archive.get()));
    for (std::uint64_t left = place.bytes; left > 0;) {
        const zip_int64_t got = zip_fread(entry.get(), out, left);
        if (got < 0)
            return zipFailure(zip_file_get_error(entry.get()));
        if (got == 0)
            return damaged(QStringLiteral("a zip entry that is shorter than announced"));
        out += got;
        left -= static_cast<std::uint64_t>(got);
    }
    char beyond = 0; // only at the end does libzip compare the checksum
    const zip_int64_t more = zip_fread(entry.get(), &beyond, 1);
    if (more < 0)
        return zipFailure(zip_file_get_error(entry.get()));
    return more == 0 ? Result<void>() : damaged(QStringLiteral("a zip entry that is longer than announced"));
}

} // namespace cultivar
