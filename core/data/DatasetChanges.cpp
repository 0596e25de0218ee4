// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/DatasetChanges.h"

#include "core/base/Paths.h"
#include "core/data/ClassFolders.h"
#include "core/data/RawFile.h"

#include <QLockFile>
#include <QStandardPaths>

#include <algorithm>
#include <unistd.h>

namespace cultivar {

namespace {

constexpr int kLockWaitMs = 10'000;

} // namespace

DatasetChanges::DatasetChanges(const std::filesystem::path& root, const std::filesystem::path& folder)
    : m_root(root), m_file(folder / (folderKey(root) + ".json"))
{
    load();
}

std::filesystem::path DatasetChanges::defaultFolder()
{
    return toPath(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)) / "datasets";
}

DatasetChanges::Paths DatasetChanges::excluded() const
{
    Paths paths;
    for (const std::string& name : m_list.excluded)
        paths.push_back(m_root / name);
    return paths;
}

std::vector<DatasetChanges::Fate> DatasetChanges::fatesOf(const Paths& files) const
{
    std::vector<std::pair<std::string, std::string>> moves; // in the order in which they happened
    std::set<std::string> starts;
    for (const Step& step : m_list.steps) {
        for (const FileMove& move : step.moves) {
            moves.emplace_back(move.from.native(), move.to.native());
            starts.insert(move.from.native());
        }
    }
    std::vector<Fate> fates;
    for (const auto& file : files) {
        std::string name = relative(file);
        if (starts.contains(name)) {
            for (const auto& [from, to] : moves) {
                if (from == name)
                    name = to;
            }
        }
        const bool isExcluded = m_list.excluded.contains(name);
        fates.push_back({m_root / name, isExcluded});
    }
    return fates;
}

void DatasetChanges::applyTo(Dataset& dataset) const
{
    if (m_list.excluded.empty())
        return;
    const auto isExcluded = [&](const ItemPath& path) { return m_list.excluded.contains(relative(path)); };
    for (SkippedFile& file : dataset.skipped) {
        if (isExcluded(file.path))
            file.reason = Error{ErrorCode::Excluded, file.path, {}};
    }
    const std::vector<int> before = dataset.imagesPerClass();
    std::erase_if(dataset.items, [&](const DatasetItem& item) {
        if (!isExcluded(item.path))
            return false;
        dataset.skipped.push_back({item.path, Error{ErrorCode::Excluded, item.path, {}}});
        return true;
    });
    const std::vector<int> after = dataset.imagesPerClass();
    std::vector<int> labels(after.size());
    QStringList classes;
    for (std::size_t label = 0; label < after.size(); ++label) {
        labels[label] = static_cast<int>(classes.size());
        if (after[label] > 0 || before[label] == 0)
            classes << dataset.classes[static_cast<qsizetype>(label)];
    }
    for (DatasetItem& item : dataset.items)
        item.label = labels[static_cast<std::size_t>(item.label)];
    dataset.classes = classes;
}

DatasetChanges::Outcome DatasetChanges::exclude(const Paths& files)
{
    return setExcluded(files, Kind::Exclude);
}

DatasetChanges::Outcome DatasetChanges::include(const Paths& files)
{
    return setExcluded(files, Kind::Include);
}

DatasetChanges::Outcome DatasetChanges::setExcluded(const Paths& files, Kind kind)
{
    const auto lock = locked();
    Step step;
    step.kind = kind;
    for (const auto& file : files) {
        std::string name = relative(file);
        if (m_list.excluded.contains(name) != (kind == Kind::Exclude))
            step.files.push_back(std::move(name));
    }
    if (step.files.empty())
        return std::vector<SkippedFile>();
    mark(step.files, kind == Kind::Exclude);
    m_list.steps.push_back(std::move(step));
    const auto saved = save();
    if (!saved)
        load();
    return saved.map([] { return std::vector<SkippedFile>(); });
}

DatasetChanges::Outcome DatasetChanges::move(const Paths& files, int label, const Dataset& dataset)
{
    const auto lock = locked();
    std::vector<SkippedFile> failed;
    std::vector<FileMove> moves = planned(files, label, dataset, failed);
    if (moves.empty())
        return failed;
    Step step;
    step.kind = Kind::Move;
    for (const FileMove& move : moves)
        step.moves.push_back({relative(move.from), relative(move.to), move.mark});
    // Written first: whoever finds a moved file finds where it came from.
    if (const auto begun = begin(std::move(step)); !begun)
        return tl::unexpected(begun.error());
    std::vector<FileMove>& kept = m_list.steps.back().moves;
    kept.clear();
    for (const FileMove& move : moves) {
        if (const auto moved = move.carryOut(); !moved) {
            failed.push_back({move.from, moved.error()});
            continue;
        }
        kept.push_back({relative(move.from), relative(move.to), move.mark});
        if (m_list.added.erase(kept.back().from.native()) > 0)
            m_list.added.insert(kept.back().to.native());
    }
    if (kept.empty())
        m_list.steps.pop_back();
    return save().map([&] { return std::move(failed); });
}

std::vector<FileMove> DatasetChanges::planned(const Paths& files, int label, const Dataset& dataset,
                                              std::vector<SkippedFile>& failed)
{
    const ClassFolders folders(dataset);
    std::vector<FileMove> moves;
    FreeNames names;
    for (const auto& file : files) {
        const auto folder = folders.folderFor(file, label);
        if (folder && *folder == file.parent_path())
            continue;
        const auto move = folder.and_then(
            [&](const std::filesystem::path& target) { return FileMove::plan(file, target, names); });
        if (move)
            moves.push_back(*move);
        else
            failed.push_back({file, move.error()});
    }
    return moves;
}

DatasetChanges::Outcome DatasetChanges::add(const std::filesystem::path& file, const QString& className,
                                            const Dataset& dataset)
{
    const auto lock = locked();
    const auto folder = ClassFolders(dataset).folderFor(className, dataset);
    const auto isThere =
        folder.and_then([&](const auto& path) { return dropOtherwiseAdded(file, path); })
            .and_then([&](bool isAdded) { return isAdded ? isAdded : has(file, className, dataset); });
    if (!isThere)
        return tl::unexpected(isThere.error());
    if (*isThere)
        return std::vector<SkippedFile>();
    FreeNames names;
    const auto copy = names.next(file, *folder).and_then([&](const auto& to) {
        return FileCopy::plan(std::filesystem::absolute(file), to);
    });
    if (!copy)
        return tl::unexpected(copy.error());
    Step step;
    step.kind = Kind::Add;
    const std::string name = relative(copy->to);
    step.copies = {{copy->from, name, copy->mark}};
    if (!FileMark::of(*folder))
        step.madeFolder = relative(*folder);
    m_list.added.insert(name);
    if (const auto begun = begin(std::move(step)); !begun)
        return tl::unexpected(begun.error());
    if (const auto copied = copy->carryOut(); !copied) {
        takeBackAt(m_list.steps.size() - 1);
        return save().and_then([&] { return copied; }).map([] { return std::vector<SkippedFile>(); });
    }
    return std::vector<SkippedFile>();
}

/// Whether @p file was added to @p folder before. Where it was added to another class, that is taken back:
/// the last word counts.
Result<bool> DatasetChanges::dropOtherwiseAdded(const std::filesystem::path& file,
                                                const std::filesystem::path& folder)
{
    for (std::size_t i = 0; i < m_list.steps.size(); ++i) {
        if (m_list.steps[i].kind != Kind::Add)
            continue;
        const std::filesystem::path copy = m_root / m_list.steps[i].copies.front().to;
        if (!haveSameBytes(file, copy).value_or(false))
            continue;
        if (copy.parent_path() == folder)
            return true;
        if (const auto failed = takeBackAt(i); !failed.empty())
            return tl::unexpected(failed.front().reason);
        return save().map([] { return false; });
    }
    return false;
}

/// Whether the class has the very picture. Error: OtherClass where only another one has it.
Result<bool> DatasetChanges::has(const std::filesystem::path& file, const QString& className,
                                 const Dataset& dataset) const
{
    struct stat state, other;
    if (!rawfile::status(file.native(), state))
        return failure(rawfile::codeFor(errno), file, rawfile::textFor(errno));
    std::optional<std::filesystem::path> elsewhere;
    for (const DatasetItem& item : dataset.items) {
        if (!rawfile::status(item.path.native(), other) || other.st_size != state.st_size ||
            !haveSameBytes(file, item.path).value_or(false))
            continue;
        if (dataset.classes[item.label] == className)
            return true;
        elsewhere = item.path;
    }
    if (elsewhere)
        return failure(ErrorCode::OtherClass, *elsewhere);
    return false;
}

std::size_t DatasetChanges::waiting() const
{
    return static_cast<std::size_t>(
        std::count_if(m_list.added.begin(), m_list.added.end(),
                      [this](const std::string& name) { return FileMark::of(m_root / name).has_value(); }));
}

Result<void> DatasetChanges::noteTrained(const Dataset& dataset)
{
    if (m_list.added.empty())
        return {};
    const auto lock = locked();
    for (const DatasetItem& item : dataset.items)
        m_list.added.erase(relative(item.path));
    return save();
}

bool DatasetChanges::canUndoAdded() const
{
    return std::any_of(m_list.steps.begin(), m_list.steps.end(),
                       [](const Step& step) { return step.kind == Kind::Add; });
}

DatasetChanges::Outcome DatasetChanges::undo()
{
    return undoLatest([](const Step&) { return true; });
}

DatasetChanges::Outcome DatasetChanges::undoAdded()
{
    const auto undone = undoLatest([](const Step& step) { return step.kind == Kind::Add; });
    if (undone && !undone->empty())
        return tl::unexpected(undone->front().reason);
    return undone;
}

DatasetChanges::Outcome DatasetChanges::undoLatest(const std::function<bool(const Step&)>& isMeant)
{
    const auto lock = locked();
    const auto step = std::find_if(m_list.steps.rbegin(), m_list.steps.rend(), isMeant);
    if (step == m_list.steps.rend())
        return std::vector<SkippedFile>();
    auto failed = takeBackAt(static_cast<std::size_t>(m_list.steps.rend() - step) - 1);
    const auto saved = save();
    if (!saved)
        load();
    return saved.map([&] { return std::move(failed); });
}

/// Takes one step back and forgets it, in memory; gives what could not be taken back.
std::vector<SkippedFile> DatasetChanges::takeBackAt(std::size_t index)
{
    const Step step = m_list.steps[index];
    m_list.steps.erase(m_list.steps.begin() + static_cast<std::ptrdiff_t>(index));
    std::vector<SkippedFile> failed;
    for (auto move = step.moves.rbegin(); move != step.moves.rend(); ++move) {
        const FileMove whole{m_root / move->from, m_root / move->to, move->mark};
        if (const auto back = whole.takeBack(); !back)
            failed.push_back({whole.to, back.error()});
        else if (m_list.added.erase(move->to.native()) > 0)
            m_list.added.insert(move->from.native());
    }
    for (const FileCopy& copy : step.copies) {
        const FileCopy whole{copy.from, m_root / copy.to, copy.mark};
        if (const auto back = whole.takeBack(); !back)
            failed.push_back({whole.to, back.error()});
        else
            m_list.added.erase(copy.to.native());
    }
    if (!step.madeFolder.empty())
        ::rmdir((m_root / step.madeFolder).c_str()); // it stays where it holds something
    mark(step.files, step.kind == Kind::Include);
    return failed;
}

/// Remembers a step before it is carried out; whoever comes after a kill finds what may have been done.
Result<void> DatasetChanges::begin(Step step)
{
    m_list.steps.push_back(std::move(step));
    const auto saved = save();
    if (!saved)
        load();
    return saved;
}

void DatasetChanges::mark(const std::vector<std::string>& files, bool isExcluded)
{
    for (const std::string& file : files) {
        if (isExcluded)
            m_list.excluded.insert(file);
        else
            m_list.excluded.erase(file);
    }
}

/// The list as it is now, to be changed by this program alone while the lock lives.
std::unique_ptr<QLockFile> DatasetChanges::locked()
{
    std::error_code ignored; // saving says why
    std::filesystem::create_directories(m_file.parent_path(), ignored);
    auto lock = std::make_unique<QLockFile>(toQString(m_file) + ".lock");
    lock->tryLock(kLockWaitMs);
    load();
    return lock;
}

std::string DatasetChanges::relative(const ItemPath& file) const
{
    // Items of a scan begin with the very bytes of the root, which is quicker to take off.
    const std::string& path = file.native();
    const std::string& root = m_root.native();
    if (path.size() > root.size() + 1 && path.starts_with(root) && path[root.size()] == '/')
        return path.substr(root.size() + 1);
    return file.lexically_relative(m_root).native();
}

Result<Dataset> scanDataset(const std::filesystem::path& root, const CancelToken& cancel,
                            const FolderScanner::Progress& progress)
{
    auto dataset = FolderScanner::scan(root, cancel, progress);
    if (!dataset)
        return dataset;
    DatasetChanges(root).applyTo(*dataset);
    if (dataset->items.empty())
        return failure(ErrorCode::NoImages, root, QStringLiteral("all of them are excluded"));
    return dataset;
}

} // namespace cultivar
