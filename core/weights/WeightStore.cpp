// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/weights/WeightStore.h"

#include "core/base/Paths.h"

#include <QStandardPaths>

namespace cultivar {

namespace {

std::vector<std::filesystem::path> folders()
{
    std::vector<std::filesystem::path> folders{WeightStore::folder()};
    const QString extra = qEnvironmentVariable("CULTIVAR_WEIGHTS_PATH");
    for (const QString& folder : extra.split(QLatin1Char(':'), Qt::SkipEmptyParts))
        folders.push_back(toPath(folder));
    return folders;
}

} // namespace

std::filesystem::path WeightStore::folder()
{
    return toPath(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)) / "weights";
}

std::optional<std::filesystem::path> WeightStore::find(const QString& backbone)
{
    const std::string prefix = backbone.toStdString();
    std::optional<std::filesystem::path> found;
    for (const auto& folder : folders()) {
        std::error_code error;
        for (std::filesystem::directory_iterator it(folder, error), end; !error && it != end;
             it.increment(error)) {
            const std::string name = it->path().filename().string();
            const char next = name.size() > prefix.size() ? name[prefix.size()] : 'x';
            const bool fits =
                name.rfind(prefix, 0) == 0 && (next == '.' || next == '-' || next == '_') &&
                it->path().extension() == ".safetensors" &&
                !std::isdigit(static_cast<unsigned char>(name[std::min(name.size() - 1, prefix.size() + 1)]));
            if (fits && it->is_regular_file(error) && (!found || it->path() < *found))
                found = it->path();
        }
        if (found)
            break;
    }
    return found;
}

} // namespace cultivar
