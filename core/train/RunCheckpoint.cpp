// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/RunCheckpoint_p.h"

namespace cultivar {

RunCheckpoint::RunCheckpoint(const std::filesystem::path& file, QJsonObject identity,
                             const CancelToken& cancel, TrainingObserver& observer)
    : m_path(file), m_file(file), m_identity(std::move(identity)), m_cancel(cancel), m_observer(observer)
{
}

Result<void> RunCheckpoint::lock()
{
    constexpr auto kPatience =
        std::chrono::seconds(1); // whoever only looks at it holds the lock for a moment
    auto lock = m_file.lock(kPatience);
    if (!lock)
        return tl::unexpected(lock.error());
    m_lock = std::move(*lock);
    return {};
}

bool RunCheckpoint::isOfThisRun(const Checkpoint& checkpoint) const
{
    QJsonObject theirs = checkpoint.run, mine = m_identity;
    for (QJsonObject* run : {&theirs, &mine})
        run->remove("threads");
    return theirs == mine;
}

Result<std::optional<Checkpoint>> RunCheckpoint::find() const
{
    if (!m_file.exists())
        return std::nullopt;
    auto checkpoint = m_file.read();
    if (!checkpoint)
        return tl::unexpected(checkpoint.error());
    if (!isOfThisRun(*checkpoint))
        return failure(ErrorCode::DamagedCheckpoint, m_path,
                       QStringLiteral("it was made with other settings or images"));
    if (checkpoint->newestDamage)
        m_observer.notice(*checkpoint->newestDamage);
    return std::move(*checkpoint);
}

Result<void> RunCheckpoint::write(const Checkpoint& taken)
{
    Checkpoint checkpoint = taken;
    checkpoint.run = m_identity;
    const auto written = whenThereIsSpace([&] { return m_file.write(checkpoint); });
    return m_cancel.isCancelled() ? Result<void>() : written;
}

Result<void> RunCheckpoint::whenThereIsSpace(const std::function<Result<void>()>& write)
{
    constexpr auto kRetry = std::chrono::seconds(1);
    const auto isFull = [](const Result<void>& result) {
        return !result && result.error().code == ErrorCode::DiskFull;
    };
    Result<void> written = write();
    if (isFull(written)) {
        m_file.removePrevious();
        written = write();
    }
    if (isFull(written))
        m_observer.notice(
            {ErrorCode::WaitingForSpace, written.error().path.parent_path(), written.error().detail});
    while (isFull(written) && m_cancel.waitFor(kRetry))
        written = write();
    return written;
}

} // namespace cultivar
