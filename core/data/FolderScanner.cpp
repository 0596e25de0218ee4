// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/FolderScanner.h"

#include "core/base/Log.h"
#include "core/base/Paths.h"
#include "core/data/FileTree.h"
#include "core/data/NaturalOrder.h"
#include "core/data/RawFile.h"

#include <algorithm>
#include <cerrno>
#include <map>
#include <optional>

namespace cultivar {

namespace {

const QString kOutsideClasses = QStringLiteral("not inside a class folder");

/// Which subset a folder's name stands for, in any case of letters; nothing for other names.
std::optional<Subset> subsetNamed(const std::string& name)
{
    static const std::map<QByteArray, Subset> kNames{
        {"train", Subset::Train},      {"training", Subset::Train},        {"val", Subset::Validation},
        {"valid", Subset::Validation}, {"validation", Subset::Validation}, {"test", Subset::Test},
        {"testing", Subset::Test},
    };
    const auto found = kNames.find(QByteArray::fromStdString(name).toLower());
    return found == kNames.end() ? std::nullopt : std::optional(found->second);
}

/// Turns a finished FileTree into a Dataset: decides which folders are classes and explains every other file.
/// Lives for one scan.
class LayoutReader
{
public:
    explicit LayoutReader(FileTree& tree) : m_tree(tree) {}

    Dataset read(int root)
    {
        const int content = contentFolder(root);
        if (hasSubsets(content))
            readSubsets(content);
        else
            readClasses(content, Subset::Unassigned, true);
        // Whatever was not taken as part of a class lies outside the classes.
        skipImagesBelow(root, kOutsideClasses);
        skipRejected(root);
        return std::move(m_dataset);
    }

    /// All images below @p root in natural order, under one nameless class.
    void collect(int root)
    {
        takeImagesBelow(root, 0, Subset::Unassigned);
        skipRejected(root);
    }
    Dataset takeDataset() { return std::move(m_dataset); }

private:
    std::vector<int> foldersWithImages(int index) const
    {
        std::vector<int> filled;
        for (const int child : m_tree.folder(index).folders) {
            if (m_tree.folder(child).imageCount > 0)
                filled.push_back(child);
        }
        return filled;
    }

    /// Looks through lone folders down to the one that holds several classes; @p root where there is none.
    int contentFolder(int root) const
    {
        int index = root;
        while (true) {
            const auto filled = foldersWithImages(index);
            if (filled.size() > 1)
                return index;
            const bool isLone = filled.size() == 1 && (index == root || m_tree.folder(index).images.empty());
            if (!isLone)
                return root;
            index = filled.front();
            if (hasSubsets(index))
                return index;
            if (!m_tree.folder(index).images.empty())
                return root;
        }
    }

    bool hasSubsets(int index) const
    {
        bool hasTrain = false;
        bool hasOther = false;
        for (const int child : m_tree.folder(index).folders) {
            const auto subset = subsetNamed(m_tree.folder(child).name);
            hasTrain |= subset == Subset::Train;
            hasOther |= subset.has_value() && subset != Subset::Train;
        }
        return hasTrain && hasOther;
    }

    /// The classes are those of the train folder; it is read first, whatever its place in the order.
    void readSubsets(int index)
    {
        const std::vector<int> children = m_tree.folder(index).folders;
        for (const bool isTrainTurn : {true, false}) {
            for (const int child : children) {
                const auto subset = subsetNamed(m_tree.folder(child).name);
                if (subset && (subset == Subset::Train) == isTrainTurn)
                    readClasses(child, *subset, isTrainTurn);
            }
        }
        for (const int child : children) {
            if (!subsetNamed(m_tree.folder(child).name))
                skipImagesBelow(child, QStringLiteral("outside the train, validation and test folders"));
        }
    }

    void readClasses(int index, Subset subset, bool mayAddClasses)
    {
        for (const int child : foldersWithImages(index)) {
            const std::string name = m_tree.folder(child).name;
            const auto known = m_labels.find(name);
            if (known != m_labels.end()) {
                takeImagesBelow(child, known->second, subset);
            } else if (mayAddClasses) {
                const int label = static_cast<int>(m_dataset.classes.size());
                m_labels.emplace(name, label);
                m_dataset.classes.append(displayPath(name));
                takeImagesBelow(child, label, subset);
            } else {
                skipImagesBelow(
                    child, QStringLiteral("class \"%1\" is not in the train folder").arg(displayPath(name)));
            }
        }
    }

    /// Calls @p visit for @p top and every folder below it, parents first and in natural order.
    template <typename Visitor>
    void forEachFolder(int top, Visitor visit)
    {
        std::vector<int> pending{top};
        while (!pending.empty() && !m_tree.isCancelled()) {
            const int index = pending.back();
            pending.pop_back();
            visit(index);
            const auto& folders = m_tree.folder(index).folders;
            pending.insert(pending.end(), folders.rbegin(), folders.rend());
        }
    }

    /// Moves the images out of the tree, so that no name is kept twice.
    void takeImagesBelow(int top, int label, Subset subset)
    {
        forEachFolder(top, [&](int index) {
            const std::string parent = m_tree.path(index);
            for (const std::string& name : std::exchange(m_tree.folder(index).images, {})) {
                if (m_tree.isCancelled())
                    return;
                m_dataset.items.push_back({FileTree::joined(parent, name), label, subset});
            }
        });
    }

    void skipImagesBelow(int top, const QString& reason)
    {
        forEachFolder(top, [&](int index) {
            for (const std::string& name : std::exchange(m_tree.folder(index).images, {}))
                skip(m_tree.path(index, name), ErrorCode::LabelMismatch, reason);
        });
    }

    void skipRejected(int top)
    {
        forEachFolder(top, [&](int index) {
            for (FileTree::Rejected& file : std::exchange(m_tree.folder(index).rejected, {}))
                skip(m_tree.path(index, file.name), file.code, file.detail);
        });
    }

    void skip(const std::filesystem::path& path, ErrorCode code, const QString& detail)
    {
        m_dataset.skipped.push_back({path, Error{code, path, detail}});
    }

    FileTree& m_tree;
    Dataset m_dataset;
    std::map<std::string, int> m_labels;
};

Result<void> checkFolder(const std::filesystem::path& root)
{
    struct stat status;
    if (!rawfile::status(root.native(), status))
        return failure(rawfile::codeFor(errno), root, rawfile::textFor(errno));
    if (!S_ISDIR(status.st_mode))
        return failure(ErrorCode::NotAFolder, root);
    if (!rawfile::openFolder(root.native()).isOpen())
        return failure(rawfile::codeFor(errno), root, rawfile::textFor(errno));
    return {};
}

QString whyEmpty(const Dataset& dataset)
{
    const auto isOutside = [](const SkippedFile& file) {
        return file.reason.code == ErrorCode::LabelMismatch;
    };
    if (std::any_of(dataset.skipped.begin(), dataset.skipped.end(), isOutside))
        return QStringLiteral("the images are not inside class folders");
    return QStringLiteral("%1 files, none of them an image").arg(dataset.skipped.size());
}

} // namespace

Result<Dataset> FolderScanner::scan(const std::filesystem::path& root, const CancelToken& cancel,
                                    const Progress& progress)
{
    if (const auto usable = checkFolder(root); !usable)
        return tl::unexpected(usable.error());
    FileTree tree(cancel, progress);
    const int top = tree.add(root.native());
    tree.finish();
    if (cancel.isCancelled())
        return failure(ErrorCode::Cancelled, root);
    Dataset dataset = LayoutReader(tree).read(top);
    if (cancel.isCancelled())
        return failure(ErrorCode::Cancelled, root);
    dataset.root = root;
    qCInfo(logData) << "scanned" << displayPath(root) << dataset.classes.size() << "classes"
                    << dataset.items.size() << "images" << dataset.skipped.size() << "skipped";
    if (dataset.items.empty())
        return failure(ErrorCode::NoImages, root, whyEmpty(dataset));
    return dataset;
}

Dataset FolderScanner::collect(const std::vector<std::filesystem::path>& paths, const CancelToken& cancel)
{
    std::vector<std::string> sorted;
    for (const auto& path : paths)
        sorted.push_back(path.native());
    std::sort(sorted.begin(), sorted.end(), naturallyBefore);
    FileTree tree(cancel, {});
    std::vector<int> tops{0};
    for (const std::string& path : sorted) {
        if (const int top = tree.add(path); top != 0)
            tops.push_back(top);
    }
    tree.finish();
    LayoutReader reader(tree);
    for (const int top : tops)
        reader.collect(top);
    return reader.takeDataset();
}

} // namespace cultivar
