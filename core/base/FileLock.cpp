// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/FileLock.h"

#include "core/base/Paths.h"

#include <QLockFile>

namespace cultivar {

Result<std::unique_ptr<QLockFile>> lockFor(const std::filesystem::path& subject,
                                           const std::filesystem::path& lockFile,
                                           std::chrono::milliseconds patience)
{
    auto lock = std::make_unique<QLockFile>(toQString(lockFile));
    lock->setStaleLockTime(0); // however old
    if (lock->tryLock(static_cast<int>(patience.count())))
        return lock;
    if (lock->error() != QLockFile::LockFailedError)
        return failure(ErrorCode::WriteFailed, lockFile, QStringLiteral("the lock file cannot be made"));
    qint64 process = 0;
    QString host, program;
    lock->getLockInfo(&process, &host, &program);
    return failure(ErrorCode::InUse, subject, QStringLiteral("process %1").arg(process));
}

} // namespace cultivar
