// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/weights/WeightStore.h"

#include "core/base/Paths.h"
#include "core/weights/BackboneCatalog.h"

#include <QStandardPaths>
#include <QUrl>

#include <regex>

namespace cultivar {

namespace {

struct Folder
{
    std::filesystem::path path;
    bool isDownloads = false; // of PyTorch: only its own file names are trusted to be what they say
};

std::vector<Folder> folders()
{
    std::vector<Folder> folders{{WeightStore::folder()}};
    const QString extra = qEnvironmentVariable("CULTIVAR_WEIGHTS_PATH");
    for (const QString& folder : extra.split(QLatin1Char(':'), Qt::SkipEmptyParts))
        folders.push_back({toPath(folder)});
    const QString torchHome = qEnvironmentVariable("TORCH_HOME");
    const QString cache = QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation);
    folders.push_back(
        {(torchHome.isEmpty() ? toPath(cache) / "torch" : toPath(torchHome)) / "hub/checkpoints", true});
    return folders;
}

/// torchvision names a file after the network and the start of its hash: "-f37072fd.pth".
bool isHashSuffix(const std::string& suffix)
{
    static const std::regex kPattern("-[0-9a-f]{8}\\.pth");
    return std::regex_match(suffix, kPattern);
}

/// Whether the file is named after a network whose name goes on where @p backbone ends: vgg16_bn, not vgg16.
bool isOfLongerName(const QString& fileName, const QString& backbone)
{
    const QStringList names = BackboneCatalog::names();
    return std::any_of(names.begin(), names.end(), [&](const QString& name) {
        return name.size() > backbone.size() && name.startsWith(backbone) && fileName.startsWith(name);
    });
}

bool isWeightsSuffix(const std::string& suffix)
{
    static const std::regex kPattern("([-_.][^0-9].*)?\\.(safetensors|pth|pt|th)");
    return std::regex_match(suffix, kPattern);
}

} // namespace

std::filesystem::path WeightStore::folder()
{
    return toPath(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)) / "weights";
}

std::optional<std::filesystem::path> WeightStore::find(const QString& backbone)
{
    const std::string prefix = backbone.toStdString();
    const auto info = BackboneCatalog::find(backbone);
    const std::string published = info ? QUrl(info->weightsUrl).fileName().toStdString() : std::string();
    std::optional<std::filesystem::path> found;
    for (const Folder& folder : folders()) {
        std::error_code error;
        for (std::filesystem::directory_iterator it(folder.path, error), end; !error && it != end;
             it.increment(error)) {
            const std::string name = it->path().filename().string();
            if (name.rfind(prefix, 0) != 0 || isOfLongerName(displayPath(name), backbone))
                continue;
            const std::string suffix = name.substr(prefix.size());
            const bool fits =
                name == published || isHashSuffix(suffix) || (!folder.isDownloads && isWeightsSuffix(suffix));
            if (fits && it->is_regular_file(error) && (!found || it->path() < *found))
                found = it->path();
        }
        if (found)
            break;
    }
    return found;
}

} // namespace cultivar
