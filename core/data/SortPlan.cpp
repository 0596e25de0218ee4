// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/SortPlan.h"

#include "core/data/FolderNames.h"
#include "core/data/FreeNames.h"
#include "core/data/RawFile.h"

#include <cerrno>
#include <set>
#include <unistd.h>

namespace cultivar {

namespace {

using Path = std::filesystem::path;
using Fate = SortEntry::Fate;

const QString kUnsureFolder = QStringLiteral("unsure");

/// The folder itself, or the one that it would be made in.
Path existingPart(Path folder)
{
    std::error_code ignored;
    while (!std::filesystem::exists(folder, ignored) && folder.has_relative_path())
        folder = folder.parent_path();
    return folder;
}

/// Finds a place for one file after the other.
class Planner
{
public:
    Planner(SortPlan& plan, const QStringList& classes)
        : m_plan(plan), m_folders(SortPlan::folderNames(classes))
    {
        struct stat state;
        if (rawfile::status(existingPart(plan.settings.target).native(), state))
            m_device = state.st_dev;
    }

    void add(const ClassifiedFile& file)
    {
        SortEntry entry;
        entry.from = std::filesystem::absolute(file.path);
        const SortSettings& settings = m_plan.settings;
        const bool isUnsure = file.isUnlike || file.probability < settings.minConfidence;
        const std::string& folder =
            isUnsure ? m_folders.back() : m_folders[static_cast<std::size_t>(file.label)];
        struct stat state;
        if (isUnsure && settings.unsure == SortSettings::Unsure::Stay)
            entry.fate = Fate::Stays;
        else if (const ErrorCode error = look(entry.from, state); error != ErrorCode::Cancelled)
            fail(entry, error);
        else
            place(entry, settings.target / folder, state);
        count(entry, state);
        m_plan.entries.push_back(std::move(entry));
    }

private:
    static void fail(SortEntry& entry, ErrorCode error)
    {
        entry.fate = Fate::Failed;
        entry.error = error;
    }

    /// Cancelled: nothing is wrong with the file.
    ErrorCode look(const Path& file, struct stat& state) const
    {
        if (!rawfile::status(file.native(), state))
            return rawfile::codeFor(errno);
        // A link that moves may lead nowhere afterwards.
        std::error_code ignored;
        const bool isLink = std::filesystem::is_symlink(file, ignored);
        return !S_ISREG(state.st_mode) || (isLink && m_plan.settings.isMove) ? ErrorCode::NotARegularFile
                                                                             : ErrorCode::Cancelled;
    }

    void place(SortEntry& entry, const Path& folder, const struct stat& state)
    {
        entry.mark = FileMark::of(state);
        std::error_code ignored;
        const Path from = entry.from;
        if (std::filesystem::equivalent(from.parent_path(), folder, ignored)) {
            entry.fate = Fate::There;
            entry.to = from;
            return;
        }
        if (const Path copy = m_plan.settings.isMove ? Path() : copyIn(folder, from, state); !copy.empty()) {
            entry.fate = Fate::There;
            entry.to = copy;
            return;
        }
        if (const auto to = m_names.next(from, folder)) {
            entry.to = *to;
            entry.isRenamed = to->filename() != from.filename();
        } else {
            fail(entry, to.error().code);
        }
    }

    /// The copy that an earlier sort has left, so that doing it twice gives no second one.
    static Path copyIn(const Path& folder, const Path& file, const struct stat& state)
    {
        struct stat other;
        for (int number = 1;; ++number) {
            const Path path = FreeNames::numbered(file, folder, number);
            if (!rawfile::status(path.native(), other))
                return {};
            if (other.st_size == state.st_size && haveSameBytes(file, path).value_or(false))
                return path;
        }
    }

    void count(const SortEntry& entry, const struct stat& state)
    {
        SortPlan::Totals& totals = m_plan.totals;
        totals.placed += entry.fate == Fate::Placed;
        totals.there += entry.fate == Fate::There;
        totals.staying += entry.fate == Fate::Stays;
        totals.failed += entry.fate == Fate::Failed;
        totals.renamed += entry.isRenamed;
        if (entry.fate == Fate::Placed && (!m_plan.settings.isMove || state.st_dev != m_device))
            totals.bytes += static_cast<std::uint64_t>(state.st_size);
    }

    SortPlan& m_plan;
    std::vector<std::string> m_folders;
    FreeNames m_names;
    dev_t m_device = 0;
};

} // namespace

Result<SortPlan> SortPlan::make(const std::vector<ClassifiedFile>& files, const QStringList& classes,
                                const SortSettings& settings, const CancelToken& cancel)
{
    SortPlan plan;
    plan.settings = settings;
    plan.settings.target = std::filesystem::absolute(settings.target);
    if (!plan.settings.target.has_filename())
        plan.settings.target = plan.settings.target.parent_path();
    std::error_code ignored;
    const Path existing = existingPart(plan.settings.target);
    if (!std::filesystem::is_directory(existing, ignored))
        return failure(ErrorCode::NotAFolder, existing);
    plan.isWritable = ::access(existing.c_str(), W_OK) == 0;
    plan.freeBytes = std::filesystem::space(existing, ignored).available;
    Planner planner(plan, classes);
    std::set<Path> seen;
    for (const ClassifiedFile& file : files) {
        if (!cancel.checkpoint())
            return failure(ErrorCode::Cancelled);
        if (seen.insert(file.path).second)
            planner.add(file);
    }
    return plan;
}

std::vector<std::string> SortPlan::folderNames(const QStringList& classes)
{
    std::vector<std::string> names;
    std::set<QString> taken;
    for (const QString& className : classes + QStringList{kUnsureFolder}) {
        const std::string name = safeFolderName(className);
        std::string unique = name;
        for (int number = 2; !taken.insert(QString::fromStdString(unique).toCaseFolded()).second; ++number)
            unique = name + " (" + std::to_string(number) + ")";
        names.push_back(unique);
    }
    return names;
}

} // namespace cultivar
