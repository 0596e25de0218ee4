// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/DatasetChanges.h"

#include "core/base/AtomicFile.h"
#include "core/base/Log.h"
#include "core/base/Paths.h"
#include "core/data/ClassFolders.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QStandardPaths>

namespace cultivar {

namespace {

constexpr int kLockWaitMs = 10'000;
constexpr qsizetype kNameDigits = 32;
constexpr int kChangesFormat = 1;

/// JSON holds no bytes that are not UTF-8, and file names may.
QString encoded(const std::string& bytes)
{
    return QString::fromLatin1(QByteArray::fromStdString(bytes).toPercentEncoding("/ "));
}

std::string decoded(const QJsonValue& text)
{
    return QByteArray::fromPercentEncoding(text.toString().toLatin1()).toStdString();
}

/// The same for every way to write the folder's path.
QByteArray nameFor(const std::filesystem::path& root)
{
    std::error_code ignored;
    std::filesystem::path path = std::filesystem::weakly_canonical(root, ignored);
    if (!path.has_filename())
        path = path.parent_path();
    return QCryptographicHash::hash(path.native(), QCryptographicHash::Sha256).toHex().first(kNameDigits);
}

} // namespace

DatasetChanges::DatasetChanges(const std::filesystem::path& root, const std::filesystem::path& folder)
    : m_root(root), m_file(folder / (nameFor(root).toStdString() + ".json"))
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
    for (const std::string& name : m_excluded)
        paths.push_back(m_root / name);
    return paths;
}

std::vector<DatasetChanges::Fate> DatasetChanges::fatesOf(const Paths& files) const
{
    std::vector<std::pair<std::string, std::string>> moves; // in the order in which they happened
    std::set<std::string> starts;
    for (const Step& step : m_steps) {
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
        const bool isExcluded = m_excluded.contains(name);
        fates.push_back({m_root / name, isExcluded});
    }
    return fates;
}

void DatasetChanges::applyTo(Dataset& dataset) const
{
    if (m_excluded.empty())
        return;
    const auto isExcluded = [&](const ItemPath& path) { return m_excluded.contains(relative(path)); };
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
    Step step{kind, {}, {}};
    for (const auto& file : files) {
        std::string name = relative(file);
        if (m_excluded.contains(name) != (kind == Kind::Exclude))
            step.files.push_back(std::move(name));
    }
    if (step.files.empty())
        return std::vector<SkippedFile>();
    mark(step.files, kind == Kind::Exclude);
    m_steps.push_back(std::move(step));
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
    m_steps.push_back({Kind::Move, {}, {}});
    std::vector<FileMove>& kept = m_steps.back().moves;
    for (const FileMove& move : moves)
        kept.push_back({relative(move.from), relative(move.to), move.inode});
    // Written first: whoever finds a moved file finds where it came from.
    if (const auto saved = save(); !saved) {
        load();
        return tl::unexpected(saved.error());
    }
    kept.clear();
    for (const FileMove& move : moves) {
        if (const auto moved = move.carryOut(); !moved)
            failed.push_back({move.from, moved.error()});
        else
            kept.push_back({relative(move.from), relative(move.to), move.inode});
    }
    if (kept.empty())
        m_steps.pop_back();
    return save().map([&] { return std::move(failed); });
}

std::vector<FileMove> DatasetChanges::planned(const Paths& files, int label, const Dataset& dataset,
                                              std::vector<SkippedFile>& failed)
{
    const ClassFolders folders(dataset);
    std::vector<FileMove> moves;
    std::set<std::filesystem::path> taken;
    for (const auto& file : files) {
        const auto folder = folders.folderFor(file, label);
        const auto move = folder.and_then(
            [&](const std::filesystem::path& target) { return FileMove::plan(file, target, taken); });
        if (!move) {
            failed.push_back({file, move.error()});
        } else if (*folder != file.parent_path()) {
            moves.push_back(*move);
            taken.insert(move->to);
        }
    }
    return moves;
}

DatasetChanges::Outcome DatasetChanges::undo()
{
    const auto lock = locked();
    std::vector<SkippedFile> failed;
    if (m_steps.empty())
        return failed;
    const Step step = m_steps.back();
    for (auto move = step.moves.rbegin(); move != step.moves.rend(); ++move) {
        const FileMove whole = absolute(*move);
        if (const auto back = whole.takeBack(); !back)
            failed.push_back({whole.to, back.error()});
    }
    mark(step.files, step.kind == Kind::Include);
    m_steps.pop_back();
    const auto saved = save();
    if (!saved)
        load();
    return saved.map([&] { return std::move(failed); });
}

void DatasetChanges::mark(const std::vector<std::string>& files, bool isExcluded)
{
    for (const std::string& file : files) {
        if (isExcluded)
            m_excluded.insert(file);
        else
            m_excluded.erase(file);
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

void DatasetChanges::load()
{
    m_excluded.clear();
    m_steps.clear();
    QFile file(toQString(m_file));
    if (!file.open(QIODevice::ReadOnly))
        return;
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    if (json["format"].toInt() != kChangesFormat) {
        qCWarning(logData) << "the list of changes is damaged and put aside:" << displayPath(m_file);
        std::error_code ignored;
        std::filesystem::rename(m_file, std::filesystem::path(m_file) += ".damaged", ignored);
        return;
    }
    for (const QJsonValue& name : json["excluded"].toArray())
        m_excluded.insert(decoded(name));
    for (const QJsonValue& value : json["steps"].toArray()) {
        Step step;
        for (const Kind kind : {Kind::Exclude, Kind::Include, Kind::Move}) {
            if (value["kind"].toString() == QLatin1String(nameOf(kind)))
                step.kind = kind;
        }
        for (const QJsonValue& name : value["files"].toArray())
            step.files.push_back(decoded(name));
        for (const QJsonValue& move : value["moves"].toArray())
            step.moves.push_back(
                {decoded(move["from"]), decoded(move["to"]), move["inode"].toString().toULongLong()});
        m_steps.push_back(std::move(step));
    }
}

Result<void> DatasetChanges::save() const
{
    QJsonArray excluded;
    for (const std::string& name : m_excluded)
        excluded.append(encoded(name));
    QJsonArray steps;
    for (std::size_t i = m_steps.size() - std::min(m_steps.size(), kUndoSteps); i < m_steps.size(); ++i) {
        QJsonArray files, moves;
        for (const std::string& name : m_steps[i].files)
            files.append(encoded(name));
        for (const FileMove& move : m_steps[i].moves)
            moves.append(QJsonObject{{"from", encoded(move.from.native())},
                                     {"to", encoded(move.to.native())},
                                     {"inode", QString::number(move.inode)}}); // doubles hold no 64 bits
        steps.append(QJsonObject{{"kind", nameOf(m_steps[i].kind)}, {"files", files}, {"moves", moves}});
    }
    const QJsonObject json{{"format", kChangesFormat},
                           {"root", encoded(m_root.native())}, // for people who look
                           {"excluded", excluded},
                           {"steps", steps}};
    return AtomicFile::replace(m_file, QJsonDocument(json).toJson());
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

FileMove DatasetChanges::absolute(const FileMove& move) const
{
    return {m_root / move.from, m_root / move.to, move.inode};
}

const char* DatasetChanges::nameOf(Kind kind)
{
    switch (kind) {
    case Kind::Exclude:
        return "exclude";
    case Kind::Include:
        return "include";
    case Kind::Move:
        return "move";
    }
    Q_UNREACHABLE();
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
