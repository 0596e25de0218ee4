// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/AtomicFile.h"

#include "core/base/Paths.h"

#include <QFileInfo>
#include <QSaveFile>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace cultivar {

namespace {

/// @p reason: errno right after the failure.
Error writeError(const std::filesystem::path& path, const QSaveFile& file, int reason)
{
    const auto code = reason == ENOSPC || reason == EDQUOT            ? ErrorCode::DiskFull
                      : file.error() == QFileDevice::PermissionsError ? ErrorCode::PermissionDenied
                                                                      : ErrorCode::WriteFailed;
    return Error{code, path, file.errorString()};
}

bool flushFolder(const std::filesystem::path& folder)
{
    const int fd = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return false;
    const bool flushed =
        ::fsync(fd) == 0 || errno == EINVAL; // some network file systems refuse to flush folders
    ::close(fd);
    return flushed;
}

} // namespace

AtomicFile::AtomicFile(std::filesystem::path target, std::unique_ptr<QSaveFile> file)
    : m_target(std::move(target)), m_file(std::move(file))
{
}

AtomicFile::AtomicFile(AtomicFile&&) noexcept = default;
AtomicFile& AtomicFile::operator=(AtomicFile&&) noexcept = default;
AtomicFile::~AtomicFile() = default;

Result<AtomicFile> AtomicFile::open(const std::filesystem::path& target)
{
    std::error_code ignored;
    if (std::filesystem::is_directory(target, ignored))
        return failure(ErrorCode::WriteFailed, target, QStringLiteral("a folder has this name"));
    if (const auto folder = target.parent_path();
        !folder.empty() && !std::filesystem::is_directory(folder, ignored))
        return failure(ErrorCode::NotAFolder, folder,
                       QStringLiteral("the folder to write into does not exist"));
    auto file = std::make_unique<QSaveFile>(toQString(target));
    file->setDirectWriteFallback(false);
    if (!file->open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return tl::unexpected(writeError(target, *file, errno));
    return AtomicFile(target, std::move(file));
}

Result<void> AtomicFile::write(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const qint64 taken = m_file->write(bytes.data(), bytes.size());
        if (taken <= 0) {
            const Error error = writeError(m_target, *m_file, errno);
            m_file->cancelWriting();
            return tl::unexpected(error);
        }
        m_written += taken;
        bytes = bytes.sliced(taken);
    }
    return {};
}

Result<void> AtomicFile::commit()
{
    if (!m_file->flush() || ::fsync(m_file->handle()) != 0) {
        const Error error = writeError(m_target, *m_file, errno);
        m_file->cancelWriting();
        m_file->commit();
        return tl::unexpected(error);
    }
    if (!m_file->commit())
        return tl::unexpected(writeError(m_target, *m_file, errno));
    if (!flushFolder(m_target.parent_path()))
        return failure(ErrorCode::WriteFailed, m_target,
                       QStringLiteral("the folder could not be flushed to disk"));
    if (QFileInfo(toQString(m_target)).size() != m_written)
        return failure(ErrorCode::WriteFailed, m_target,
                       QStringLiteral("the file on disk is shorter than what was written"));
    return {};
}

Result<void> AtomicFile::replace(const std::filesystem::path& target, QByteArrayView bytes)
{
    auto file = open(target);
    if (!file)
        return tl::unexpected(file.error());
    return file->write(bytes).and_then([&] { return file->commit(); });
}

Result<void> AtomicFile::moveInto(const std::filesystem::path& finished, const std::filesystem::path& target)
{
    const int fd = ::open(finished.c_str(), O_RDONLY | O_CLOEXEC);
    const bool isFlushed = fd >= 0 && ::fsync(fd) == 0;
    if (fd >= 0)
        ::close(fd);
    std::error_code error;
    if (isFlushed)
        std::filesystem::rename(finished, target, error);
    if (!isFlushed || error || !flushFolder(target.parent_path()))
        return failure(ErrorCode::WriteFailed, target,
                       error ? QString::fromStdString(error.message())
                             : QStringLiteral("it could not be flushed to disk"));
    return {};
}

Result<void> AtomicFile::copy(const std::filesystem::path& source, const std::filesystem::path& target)
{
    QFile from(toQString(source));
    if (!from.open(QIODevice::ReadOnly))
        return failure(from.exists() ? ErrorCode::ReadFailed : ErrorCode::FileNotFound, source,
                       from.errorString());
    auto to = open(target);
    if (!to)
        return tl::unexpected(to.error());
    constexpr qint64 kChunk = 4 << 20;
    while (!from.atEnd()) {
        const QByteArray bytes = from.read(kChunk);
        if (bytes.isEmpty())
            return failure(ErrorCode::ReadFailed, source, from.errorString());
        if (const auto written = to->write(bytes); !written)
            return written;
    }
    return to->commit();
}

Result<void> AtomicFile::checkWritable(const std::filesystem::path& target)
{
    return open(target).map([](const AtomicFile&) {});
}

} // namespace cultivar
