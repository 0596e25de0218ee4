// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/base/Error.h"

#include <QByteArrayView>

#include <memory>

class QSaveFile;

namespace cultivar {

/// The one writer for every durable byte: the target is either the old file or the whole new one, also after
/// a full disk or a power loss. Bytes go unbuffered to a temporary file beside the target; commit() flushes
/// it to disk, renames it, flushes the folder and checks the length that arrived. Without commit() nothing
/// stays.
class AtomicFile
{
public:
    static Result<AtomicFile> open(const std::filesystem::path& target);
    AtomicFile(AtomicFile&&) noexcept;
    AtomicFile& operator=(AtomicFile&&) noexcept;
    ~AtomicFile();

    /// Writes all of @p bytes or fails; after a failure commit() fails too.
    Result<void> write(QByteArrayView bytes);
    Result<void> commit();

    /// open, write, commit.
    static Result<void> replace(const std::filesystem::path& target, QByteArrayView bytes);
    /// Gives a finished file on the same disk its final name, flushed like everything else here.
    static Result<void> moveInto(const std::filesystem::path& finished, const std::filesystem::path& target);
    /// The bytes of @p source as @p target, which may be the same file. Errors: FileNotFound and ReadFailed
    /// of @p source, and those of writing.
    static Result<void> copy(const std::filesystem::path& source, const std::filesystem::path& target);
    /// As copy(), with time and permissions, but never in place of another file. Takes names of any bytes.
    /// Errors: also Cancelled, NameTaken, and NotARegularFile for @p source.
    static Result<void> copyNew(const std::filesystem::path& source, const std::filesystem::path& target,
                                const CancelToken& cancel = {});
    /// Renames, never replacing another file. False with errno set.
    static bool renameNew(const std::filesystem::path& from, const std::filesystem::path& to);
    /// Removes what a copyNew() to @p target has left when the program was killed.
    static void removePart(const std::filesystem::path& target);
    /// The failure that an errno means for what was to be written, moved or removed at @p path.
    static tl::unexpected<Error> failureFor(const std::filesystem::path& path, int errorNumber);
    /// Fails as open() would, and leaves nothing behind: asked before hours of work end in an unwritable
    /// folder.
    static Result<void> checkWritable(const std::filesystem::path& target);

private:
    AtomicFile(std::filesystem::path target, std::unique_ptr<QSaveFile> file);

    std::filesystem::path m_target;
    std::unique_ptr<QSaveFile> m_file;
    qint64 m_written = 0;
};

} // namespace cultivar
