// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Paths.h"
#include "core/data/FileSort.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <fcntl.h>
#include <map>
#include <sys/stat.h>

namespace cultivar {

/// Pictures (bytes with a picture's name are enough) of the classes "oak" and "elm", a folder to sort them
/// into, and one for journals. Files whose name begins with "o" are oaks.
class SortPlace
{
public:
    /// Where on disk the three are; an empty one: the usual place for temporary files.
    explicit SortPlace(const QString& targetDisk = {})
        : m_target((targetDisk.isEmpty() ? QDir::tempPath() : targetDisk) + "/cultivar-XXXXXX")
    {
    }

    static const QStringList& classes()
    {
        static const QStringList names{"oak", "elm"};
        return names;
    }

    void write(const QString& name, const QByteArray& content = {}) const
    {
        writeFile(m_source.filePath(name), content.isEmpty() ? name.toUtf8() : content);
    }
    void writeTarget(const QString& name, const QByteArray& content) const
    {
        writeFile(m_target.filePath(name), content);
    }
    std::filesystem::path source(const char* name) const { return toPath(m_source.filePath(name)); }
    std::filesystem::path target(const char* name) const { return toPath(m_target.filePath(name)); }
    std::filesystem::path target() const { return toPath(m_target.path()); }
    std::filesystem::path journals() const { return toPath(m_journals.path()); }

    /// All files of the source, sorted by name.
    std::vector<ClassifiedFile> files() const { return filesIn(toPath(m_source.path())); }
    static std::vector<ClassifiedFile> filesIn(const std::filesystem::path& folder)
    {
        std::vector<ClassifiedFile> files;
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            const int label = entry.path().filename().native().starts_with("o") ? 0 : 1;
            files.push_back({entry.path(), label, 0.9, false});
        }
        std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
        return files;
    }

    SortSettings settings(bool isMove) const
    {
        SortSettings settings;
        settings.target = target();
        settings.isMove = isMove;
        return settings;
    }
    Result<SortPlan> plan(bool isMove) const { return SortPlan::make(files(), classes(), settings(isMove)); }
    Result<FileSort::Outcome> sort(bool isMove) const
    {
        return plan(isMove)
            .and_then([&](const SortPlan& plan) { return FileSort::begin(plan, journals()); })
            .and_then([](FileSort sort) { return sort.carryOut(); });
    }
    std::optional<FileSort> latest() const { return FileSort::latest(target(), journals()); }

    /// Every file with its bytes, "s/…" in the source and "t/…" in the target, hidden ones too.
    std::map<QString, QByteArray> content() const
    {
        std::map<QString, QByteArray> files;
        for (const auto& [prefix, folder] : {std::pair("s/", m_source.path()), {"t/", m_target.path()}}) {
            for (QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
                 it.hasNext();) {
                QFile file(it.next());
                if (file.open(QIODevice::ReadOnly))
                    files[prefix + QDir(folder).relativeFilePath(file.fileName())] = file.readAll();
            }
        }
        return files;
    }
    QStringList names() const
    {
        QStringList names;
        for (const auto& [name, bytes] : content())
            names << name;
        return names;
    }
    QStringList targetFolders() const
    {
        return QDir(m_target.path()).entryList(QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name);
    }

private:
    static void writeFile(const QString& path, const QByteArray& content)
    {
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("a test's file cannot be written");
    }

    QTemporaryDir m_source, m_target, m_journals;
};

/// The names below the target that a plan gives, "–" for what does not go anywhere.
inline QStringList targetsOf(const SortPlan& plan)
{
    QStringList names;
    for (const SortEntry& entry : plan.entries)
        names << (entry.fate == SortEntry::Fate::Placed
                      ? displayPath(entry.to.lexically_relative(plan.settings.target))
                      : QStringLiteral("–"));
    return names;
}

inline bool isAllDone(const Result<FileSort::Outcome>& outcome, std::size_t files)
{
    return outcome && outcome->failed.empty() && !outcome->isCancelled && outcome->done == files;
}

inline timespec modified(const std::filesystem::path& file)
{
    struct stat state = {};
    ::stat(file.c_str(), &state);
    return state.st_mtim;
}

} // namespace cultivar
