// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/AtomicFile.h"

#include "core/base/Paths.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
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

constexpr qint64 kChunk = 4 << 20;

/// Closes a file descriptor.
class Closer
{
public:
    explicit Closer(int fd) : m_fd(fd) {}
    Closer(const Closer&) = delete;
    Closer& operator=(const Closer&) = delete;
    ~Closer()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }

private:
    int m_fd;
};

/// Beside @p target, hidden, and the same at the next try.
std::filesystem::path partOf(const std::filesystem::path& target)
{
    const QByteArray name = QByteArray::fromStdString(target.filename().native());
    const QByteArray hash = QCryptographicHash::hash(name, QCryptographicHash::Sha1).toHex().first(16);
    return target.parent_path() / (".cultivar-" + hash.toStdString() + ".part");
}

tl::unexpected<Error> readFailure(const std::filesystem::path& path, int errorNumber)
{
    const ErrorCode code = errorNumber == ENOENT                           ? ErrorCode::FileNotFound
                           : errorNumber == EACCES || errorNumber == EPERM ? ErrorCode::PermissionDenied
                                                                           : ErrorCode::ReadFailed;
    return failure(code, path, QString::fromLocal8Bit(std::strerror(errorNumber)));
}

/// All bytes of @p source, which is open as @p from, into @p to.
Result<void> pour(const std::filesystem::path& source, int from, const std::filesystem::path& target, int to,
                  const CancelToken& cancel)
{
    QByteArray bytes(kChunk, Qt::Uninitialized);
    while (true) {
        if (!cancel.checkpoint())
            return failure(ErrorCode::Cancelled, source);
        const ssize_t taken = ::read(from, bytes.data(), static_cast<std::size_t>(bytes.size()));
        if (taken < 0 && errno != EINTR)
            return readFailure(source, errno);
        if (taken == 0)
            return {};
        for (ssize_t done = 0; done < taken;) {
            const ssize_t written =
                ::write(to, bytes.constData() + done, static_cast<std::size_t>(taken - done));
            if (written < 0 && errno != EINTR)
                return AtomicFile::failureFor(target, errno);
            done += std::max<ssize_t>(written, 0);
        }
    }
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
    while (!from.atEnd()) {
        const QByteArray bytes = from.read(kChunk);
        if (bytes.isEmpty())
            return failure(ErrorCode::ReadFailed, source, from.errorString());
        if (const auto written = to->write(bytes); !written)
            return written;
    }
    return to->commit();
}

Result<void> AtomicFile::copyNew(const std::filesystem::path& source, const std::filesystem::path& target,
                                 const CancelToken& cancel)
{
    // A FIFO would wait for its writer without O_NONBLOCK.
    const int from = ::open(source.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    const Closer closeFrom(from);
    struct stat state;
    if (from < 0 || ::fstat(from, &state) != 0)
        return readFailure(source, errno);
    if (!S_ISREG(state.st_mode))
        return failure(ErrorCode::NotARegularFile, source);
    removePart(target);
    const auto part = partOf(target);
    const int to = ::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    const Closer closeTo(to);
    if (to < 0)
        return failureFor(target, errno);
    Result<void> done = pour(source, from, target, to, cancel);
    const timespec times[] = {{0, UTIME_OMIT}, state.st_mtim};
    // Some file systems know neither permissions nor times to the second; that is no reason to fail.
    if (done && (::fchmod(to, state.st_mode & ACCESSPERMS) != 0 || ::futimens(to, times) != 0))
        errno = 0;
    if (done && (::fsync(to) != 0 || !renameNew(part, target)))
        done = failureFor(target, errno);
    if (!done) {
        removePart(target);
    } else if (!flushFolder(target.parent_path())) {
        done = failureFor(target, errno);
        ::unlink(target.c_str());
    }
    return done;
}

bool AtomicFile::renameNew(const std::filesystem::path& from, const std::filesystem::path& to)
{
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0)
        return true;
    if (errno != EINVAL && errno != ENOSYS)
        return false;
    // Some file systems cannot rename without replacing; a second name that is made and a first that is
    // removed comes to the same.
    if (::link(from.c_str(), to.c_str()) == 0)
        return ::unlink(from.c_str()) == 0;
    if (errno != EPERM && errno != ENOSYS && errno != EOPNOTSUPP)
        return false;
    // Nor have some a second name for a file: there it is looked first.
    struct stat state;
    if (::lstat(to.c_str(), &state) == 0)
        errno = EEXIST;
    else if (errno == ENOENT)
        return ::rename(from.c_str(), to.c_str()) == 0;
    return false;
}

void AtomicFile::removePart(const std::filesystem::path& target)
{
    ::unlink(partOf(target).c_str());
}

tl::unexpected<Error> AtomicFile::failureFor(const std::filesystem::path& path, int errorNumber)
{
    const auto code = [errorNumber] {
        switch (errorNumber) {
        case ENOENT:
            return ErrorCode::FileNotFound;
        case EACCES:
        case EPERM:
        case EROFS:
            return ErrorCode::PermissionDenied;
        case ENOSPC:
        case EDQUOT:
            return ErrorCode::DiskFull;
        case EEXIST:
            return ErrorCode::NameTaken;
        case ENOTDIR:
            return ErrorCode::NotAFolder;
        default:
            return ErrorCode::WriteFailed;
        }
    };
    return failure(code(), path, QString::fromLocal8Bit(std::strerror(errorNumber)));
}

Result<void> AtomicFile::checkWritable(const std::filesystem::path& target)
{
    return open(target).map([](const AtomicFile&) {});
}

} // namespace cultivar
