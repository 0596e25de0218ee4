// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/FileSort.h"

#include "core/base/AtomicFile.h"
#include "core/base/FileLock.h"
#include "core/base/Log.h"
#include "core/base/Paths.h"
#include "core/data/FileCopy.h"
#include "core/data/FileMove.h"
#include "core/data/TransferJson.h"

#include <QFile>
#include <QJsonDocument>
#include <QLockFile>
#include <QStandardPaths>

#include <algorithm>
#include <map>
#include <set>
#include <unistd.h>

namespace cultivar {

namespace {

using Path = std::filesystem::path;

constexpr int kJournalFormat = 1;
constexpr std::size_t kJournalsKept = 20; // of one target
const std::string kFinished = ".json", kUnfinished = ".unfinished";

/// What a sort's journal is called while there is something left to do.
Path unfinishedName(Path journal)
{
    return journal.replace_extension(kUnfinished);
}

bool isThere(const Path& path)
{
    return FileMark::of(path).has_value();
}

/// The journals of one target, by number; KEY.NUMBER.json or KEY.NUMBER.unfinished.
std::map<int, Path> journalsOf(const std::string& key, const Path& folder)
{
    std::map<int, Path> journals;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        const Path& path = entry.path();
        const std::string number = path.stem().extension().native();
        if (path.stem().stem() != key || number.size() < 2)
            continue;
        if (path.extension() == kFinished)
            journals[std::atoi(number.c_str() + 1)] = path;
        else if (path.extension() == kUnfinished)
            journals.emplace(std::atoi(number.c_str() + 1), path);
    }
    return journals;
}

/// @p folder and those above it that do not exist yet.
void collectMissing(Path folder, std::set<std::string>& missing)
{
    while (folder.has_relative_path() && !isThere(folder) && missing.insert(folder.native()).second)
        folder = folder.parent_path();
}

/// A file that is gone or was changed will not come back by trying again.
bool isForGood(ErrorCode code)
{
    return code == ErrorCode::FileNotFound || code == ErrorCode::ChangedSince;
}

} // namespace

Path FileSort::defaultFolder()
{
    return toPath(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)) / "sorts";
}

Result<FileSort> FileSort::begin(const SortPlan& plan, const Path& journals)
{
    std::error_code error;
    std::filesystem::create_directories(journals, error);
    if (error)
        return AtomicFile::failureFor(journals, error.value());
    FileSort sort;
    sort.m_target = plan.settings.target;
    sort.m_isMove = plan.settings.isMove;
    const std::string key = folderKey(sort.m_target);
    sort.m_journal = journals / (key + ".0" + kFinished);
    if (const auto locked = sort.lock(); !locked)
        return tl::unexpected(locked.error());
    auto others = journalsOf(key, journals);
    if (std::any_of(others.begin(), others.end(),
                    [](const auto& other) { return other.second.extension() == kUnfinished; }))
        return failure(ErrorCode::UnfinishedSort, sort.m_target);
    const int number = others.empty() ? 1 : others.rbegin()->first + 1;
    sort.m_journal = journals / (key + "." + std::to_string(number) + kFinished);
    for (; others.size() >= kJournalsKept; others.erase(others.begin()))
        std::filesystem::remove(others.begin()->second, error);
    std::set<std::string> missing;
    for (const SortEntry& entry : plan.entries) {
        if (entry.fate != SortEntry::Fate::Placed)
            continue;
        sort.m_files.push_back({entry.from, entry.to, entry.mark});
        collectMissing(entry.to.parent_path(), missing);
    }
    sort.m_madeFolders.assign(missing.begin(), missing.end());
    return sort.save(unfinishedName(sort.m_journal)).map([&] { return std::move(sort); });
}

std::optional<FileSort> FileSort::latest(const Path& target, const Path& journals)
{
    const auto found = journalsOf(folderKey(std::filesystem::absolute(target)), journals);
    return found.empty() ? std::nullopt : load(found.rbegin()->second);
}

std::vector<FileSort> FileSort::unfinished(const Path& journals)
{
    std::vector<FileSort> sorts;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(journals, error)) {
        auto sort = entry.path().extension() == kUnfinished ? load(entry.path()) : std::nullopt;
        if (!sort || !sort->lock())
            continue; // somebody is at it
        sort->m_lock.reset();
        if (sort->isUnfinished())
            sorts.push_back(std::move(*sort));
    }
    return sorts;
}

bool FileSort::isUnfinished() const
{
    return isThere(unfinishedName(m_journal)) && !isThere(m_journal);
}

/// Two programs never work on one target; what the other did before is read anew.
Result<void> FileSort::lock()
{
    if (m_lock)
        return {};
    Path file = m_journal;
    file.replace_extension().replace_extension(".lock"); // of all journals of the target
    auto lock = lockFor(m_target, file);
    if (!lock)
        return tl::unexpected(lock.error());
    m_lock = std::move(*lock);
    const Path journal = isThere(m_journal) ? m_journal : unfinishedName(m_journal);
    if (!isThere(journal))
        m_files.clear();
    else if (auto now = load(journal))
        m_files = std::move(now->m_files);
    return {};
}

/// A disk that was unplugged must not be taken for files that are gone.
Result<void> FileSort::checkTarget() const
{
    const bool isOfItsMaking = std::any_of(m_madeFolders.begin(), m_madeFolders.end(),
                                           [&](const ItemPath& folder) { return folder == m_target; });
    const bool mayBeUnmade = isOfItsMaking && isUnfinished() && isThere(m_target.parent_path());
    if (m_files.empty() || mayBeUnmade || isThere(m_target))
        return {};
    return failure(ErrorCode::FileNotFound, m_target);
}

Result<FileSort::Outcome> FileSort::carryOut(const CancelToken& cancel, const Progress& progress)
{
    if (const auto ready = lock().and_then([this] { return checkTarget(); }); !ready)
        return tl::unexpected(ready.error());
    Outcome outcome;
    if (!isUnfinished())
        return outcome;
    std::vector<File> placed;
    for (std::size_t i = 0; i < m_files.size(); ++i) {
        outcome.isCancelled = !cancel.checkpoint();
        const auto done = outcome.isCancelled ? failure(ErrorCode::Cancelled) : place(m_files[i], cancel);
        if (done)
            placed.push_back(m_files[i]);
        else if (done.error().code != ErrorCode::Cancelled)
            outcome.failed.push_back({m_files[i].from, done.error()});
        if (progress && !outcome.isCancelled)
            progress(i + 1, m_files.size());
    }
    outcome.done = placed.size();
    m_files = std::move(placed);
    return settle().map([&] { return std::move(outcome); });
}

Result<FileSort::Outcome> FileSort::undo(const CancelToken& cancel, const Progress& progress)
{
    if (const auto ready = lock().and_then([this] { return checkTarget(); }); !ready)
        return tl::unexpected(ready.error());
    std::error_code ignored; // it is unfinished already
    std::filesystem::rename(m_journal, unfinishedName(m_journal), ignored);
    Outcome outcome;
    std::vector<File> left;
    const std::size_t total = m_files.size();
    for (std::size_t i = 0; i < total; ++i) {
        const File& file = m_files[total - 1 - i];
        outcome.isCancelled = !cancel.checkpoint();
        const auto back = outcome.isCancelled ? failure(ErrorCode::Cancelled) : takeBack(file, cancel);
        if (!back && !isForGood(back.error().code))
            left.push_back(file);
        if (!back && back.error().code != ErrorCode::Cancelled)
            outcome.failed.push_back({file.to, back.error()});
        outcome.done += back.has_value();
        if (progress && !outcome.isCancelled)
            progress(i + 1, total);
    }
    std::reverse(left.begin(), left.end());
    m_files = std::move(left);
    return settle().map([&] { return std::move(outcome); });
}

/// Nothing is left to do now: the journal keeps what can be undone.
Result<void> FileSort::settle()
{
    for (auto folder = m_madeFolders.rbegin(); folder != m_madeFolders.rend(); ++folder)
        ::rmdir(folder->native().c_str()); // those that hold something stay
    const auto saved = m_files.empty() ? Result<void>() : save(m_journal);
    if (saved)
        ::unlink(unfinishedName(m_journal).c_str());
    m_lock.reset();
    return saved;
}

Result<void> FileSort::place(const File& file, const CancelToken& cancel) const
{
    return m_isMove ? FileMove{file.from, file.to, file.mark}.carryOut(cancel)
                    : FileCopy{file.from, file.to, file.mark}.carryOut(cancel);
}

Result<void> FileSort::takeBack(const File& file, const CancelToken& cancel) const
{
    return m_isMove ? FileMove{file.from, file.to, file.mark}.takeBack(cancel)
                    : FileCopy{file.from, file.to, file.mark}.takeBack();
}

std::optional<FileSort> FileSort::load(const Path& journal)
{
    QFile file(toQString(journal));
    const QJsonObject json =
        file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
    if (json["format"].toInt() != kJournalFormat) {
        qCWarning(logData) << "the journal of a sort is damaged and put aside:" << displayPath(journal);
        std::error_code ignored;
        std::filesystem::rename(journal, Path(journal) += ".damaged", ignored);
        return {};
    }
    FileSort sort;
    sort.m_journal = Path(journal).replace_extension(kFinished);
    sort.m_target = decodedPath(json["target"].toString());
    sort.m_isMove = json["moves"].toBool();
    for (const QJsonValue& folder : json["made"].toArray())
        sort.m_madeFolders.push_back(decodedPath(folder.toString()));
    sort.m_files = transfersFrom<File>(json["files"].toArray());
    return sort;
}

Result<void> FileSort::save(const Path& journal) const
{
    QJsonArray made;
    for (const ItemPath& folder : m_madeFolders)
        made.append(encodedPath(folder));
    const QJsonObject json{{"format", kJournalFormat},
                           {"target", encodedPath(m_target)},
                           {"moves", m_isMove},
                           {"made", made},
                           {"files", transfersToJson(m_files)}};
    return AtomicFile::replace(journal, QJsonDocument(json).toJson(QJsonDocument::Compact));
}

} // namespace cultivar
