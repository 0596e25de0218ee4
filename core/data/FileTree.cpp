// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/FileTree.h"

#include "core/data/ImageDecoder.h"
#include "core/data/NaturalOrder.h"
#include "core/data/RawFile.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <memory>

namespace cultivar {

namespace {

constexpr std::size_t kFilesPerReport = 1000;

struct FolderCloser
{
    void operator()(DIR* folder) const { ::closedir(folder); }
};
using FolderStream = std::unique_ptr<DIR, FolderCloser>;

/// What systems leave beside pictures: hidden entries, archives' leftovers, thumbnail stores.
bool isLitterName(const std::string& name)
{
    static const std::array<QByteArray, 8> kNames{
        "__macosx", "thumbs.db",    "ehthumbs.db", "desktop.ini",
        "icon\r",   "$recycle.bin", "@eadir",      "system volume information"};
    if (name.starts_with('.'))
        return true;
    const QByteArray lower = QByteArray::fromRawData(name.data(), qsizetype(name.size())).toLower();
    return std::find(kNames.begin(), kNames.end(), lower) != kNames.end();
}

} // namespace

int FileTree::add(const std::string& path)
{
    struct stat status;
    if (!rawfile::status(path, status)) {
        reject(0, path, rawfile::codeFor(errno), rawfile::textFor(errno));
        return 0;
    }
    if (!S_ISDIR(status.st_mode)) {
        std::vector<int> none;
        visitTarget(0, AT_FDCWD, path.c_str(), status, none);
        return 0;
    }
    const int top = addFolder(-1, path);
    if (isFirstVisit(status))
        walk(top);
    return top;
}

void FileTree::finish()
{
    // Links may lead to folders with more links, so the list grows while it is worked off.
    for (std::size_t i = 0; i < m_links.size() && !isCancelled(); ++i) {
        const Entry link = m_links[i];
        std::vector<int> found;
        struct stat status;
        const FileDescriptor folder = rawfile::openFolder(path(link.folder));
        if (!folder.isOpen() || ::fstatat(folder.value(), link.name.c_str(), &status, 0) != 0)
            reject(link.folder, link.name, ErrorCode::FileNotFound, QStringLiteral("the link leads nowhere"));
        else
            visitTarget(link.folder, folder.value(), link.name.c_str(), status, found);
        for (const int index : found)
            walk(index);
    }
    const auto byFolderName = [this](int a, int b) {
        return naturallyBefore(folder(a).name, folder(b).name);
    };
    // A folder's index is above its parent's, so going backwards meets every folder before its parent.
    for (std::size_t i = m_folders.size(); i-- > 0 && !isCancelled();) {
        Folder& folder = m_folders[i];
        sortNames(folder.images);
        std::sort(folder.folders.begin(), folder.folders.end(), byFolderName);
        folder.imageCount += folder.images.size();
        if (folder.parent >= 0)
            m_folders[static_cast<std::size_t>(folder.parent)].imageCount += folder.imageCount;
    }
}

/// In pieces, so that cancelling does not wait for a million names.
void FileTree::sortNames(std::vector<std::string>& names) const
{
    constexpr std::size_t kRun = 1 << 15;
    const auto at = [&names](std::size_t i) {
        return names.begin() + static_cast<std::ptrdiff_t>(std::min(i, names.size()));
    };
    for (std::size_t i = 0; i < names.size() && !isCancelled(); i += kRun)
        std::sort(at(i), at(i + kRun), naturallyBefore);
    for (std::size_t run = kRun; run < names.size(); run *= 2) {
        for (std::size_t i = 0; i < names.size() && !isCancelled(); i += 2 * run)
            std::inplace_merge(at(i), at(i + run), at(i + 2 * run), naturallyBefore);
    }
}

std::string FileTree::path(int index) const
{
    std::vector<int> chain;
    for (; index >= 0; index = folder(index).parent)
        chain.push_back(index);
    std::string text = folder(chain.back()).name;
    for (auto it = std::next(chain.rbegin()); it != chain.rend(); ++it) {
        if (!text.ends_with('/'))
            text += '/';
        text += folder(*it).name;
    }
    return text;
}

std::string FileTree::joined(const std::string& parent, const std::string& name)
{
    if (name.empty() || parent.empty())
        return parent + name;
    return parent.ends_with('/') ? parent + name : parent + '/' + name;
}

int FileTree::addFolder(int parent, std::string name)
{
    const int index = static_cast<int>(m_folders.size());
    Folder& added = m_folders.emplace_back();
    added.parent = parent;
    added.name = std::move(name);
    if (parent >= 0) {
        added.isLitter = folder(parent).isLitter || isLitterName(added.name);
        folder(parent).folders.push_back(index);
    }
    return index;
}

void FileTree::walk(int top)
{
    std::vector<int> pending{top};
    while (!pending.empty() && !isCancelled()) {
        const int index = pending.back();
        pending.pop_back();
        readFolder(index, pending);
    }
}

void FileTree::readFolder(int index, std::vector<int>& found)
{
    FileDescriptor descriptor = rawfile::openFolder(path(index));
    const FolderStream stream(descriptor.isOpen() ? ::fdopendir(descriptor.value()) : nullptr);
    if (!stream)
        return reject(index, {}, rawfile::codeFor(errno), rawfile::textFor(errno));
    descriptor.release(); // the stream closes it
    errno = 0;
    while (const dirent* entry = isCancelled() ? nullptr : ::readdir(stream.get())) {
        const std::string_view name = entry->d_name;
        if (name != "." && name != "..")
            visit(index, ::dirfd(stream.get()), entry->d_name, found);
        errno = 0;
    }
    if (errno != 0)
        reject(index, {}, ErrorCode::ReadFailed, rawfile::textFor(errno));
}

void FileTree::visit(int index, int descriptor, const char* name, std::vector<int>& found)
{
    struct stat status;
    if (::fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return reject(index, name, rawfile::codeFor(errno), rawfile::textFor(errno));
    if (S_ISLNK(status.st_mode))
        m_links.push_back({index, name});
    else
        visitTarget(index, descriptor, name, status, found);
}

void FileTree::visitTarget(int index, int descriptor, const char* name, const struct stat& status,
                           std::vector<int>& found)
{
    if (S_ISDIR(status.st_mode)) {
        if (isFirstVisit(status))
            found.push_back(addFolder(index, name));
    } else if (!S_ISREG(status.st_mode)) {
        reject(index, name, ErrorCode::NotARegularFile, QStringLiteral("a pipe, socket or device"));
    } else if (isFirstVisit(status)) {
        addFile(index, descriptor, name, status);
    }
}

void FileTree::addFile(int index, int descriptor, const char* name, const struct stat& status)
{
    countFile();
    // The litter rule looks at names below a chosen folder only: a hidden file chosen by hand is meant.
    if (index != 0 && (folder(index).isLitter || isLitterName(name)))
        return reject(index, name, ErrorCode::UnsupportedImage, QStringLiteral("system file"));
    if (status.st_size == 0)
        return reject(index, name, ErrorCode::EmptyFile, QStringLiteral("0 bytes"));
    std::array<unsigned char, 32> head{};
    const FileDescriptor file = rawfile::openFile(descriptor, name);
    const ssize_t size =
        file.isOpen() ? rawfile::readFully(file.value(), reinterpret_cast<char*>(head.data()), head.size())
                      : -1;
    if (size < 0)
        reject(index, name, rawfile::codeFor(errno), rawfile::textFor(errno));
    else if (!ImageDecoder::looksLikeImage(std::span(head).first(static_cast<std::size_t>(size))))
        reject(index, name, ErrorCode::UnsupportedImage, QStringLiteral("not an image by its first bytes"));
    else
        folder(index).images.emplace_back(name);
}

void FileTree::reject(int index, std::string name, ErrorCode code, QString detail)
{
    folder(index).rejected.push_back({std::move(name), code, std::move(detail)});
}

bool FileTree::isFirstVisit(const struct stat& status)
{
    return m_seen.insert({status.st_dev, status.st_ino}).second;
}

void FileTree::countFile()
{
    if (++m_files % kFilesPerReport == 0 && m_progress)
        m_progress(m_files);
}

} // namespace cultivar
