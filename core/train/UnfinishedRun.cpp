// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/UnfinishedRun.h"

#include "core/base/Log.h"
#include "core/base/Paths.h"
#include "core/train/Checkpoint_p.h"

#include <algorithm>
#include <map>

namespace cultivar {

namespace {

const std::string kModelSuffix = ".cultivar", kCheckpointSuffix = ".checkpoint";

/// QSaveFile's temporary names: a dot and six letters behind the name of the file to be. Without a capital
/// among them it may be a name that somebody has given.
bool isHalfWritten(const std::string& suffix)
{
    constexpr std::size_t kLength = 7;
    if (suffix.size() < kLength || suffix[suffix.size() - kLength] != '.')
        return false;
    const auto isLetter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const auto isCapital = [](char c) { return c >= 'A' && c <= 'Z'; };
    const std::string start = suffix.substr(0, suffix.size() - kLength);
    const auto first = suffix.end() - kLength + 1;
    return (start.empty() || start == kCheckpointSuffix) && std::all_of(first, suffix.end(), isLetter) &&
           std::any_of(first, suffix.end(), isCapital);
}

/// All files that are not models but belong to one, by the model's path.
std::map<std::filesystem::path, std::vector<std::filesystem::path>>
leftovers(const std::filesystem::path& folder)
{
    std::map<std::filesystem::path, std::vector<std::filesystem::path>> byModel;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().native();
        const std::size_t end = name.rfind(kModelSuffix);
        if (end != std::string::npos && end + kModelSuffix.size() < name.size())
            byModel[folder / name.substr(0, end + kModelSuffix.size())].push_back(entry.path());
    }
    return byModel;
}

/// Nothing where it cannot be gone on with.
std::optional<UnfinishedRun> readRun(const std::filesystem::path& model,
                                     const std::filesystem::path& checkpointPath)
{
    const auto checkpoint = CheckpointFile(checkpointPath).readHead();
    const auto config = checkpoint ? TrainingConfig::fromJson(checkpoint->run)
                                   : Result<TrainingConfig>(tl::unexpected(checkpoint.error()));
    if (!config) {
        qCWarning(logTrain) << "not to be gone on with:" << displayPath(checkpointPath)
                            << config.error().detail;
        return {};
    }
    UnfinishedRun run{decodedPath(checkpoint->run["dataset"].toString()), *config, checkpoint->history};
    run.config.output = model;
    run.config.checkpoint = checkpointPath;
    run.config.isResuming = true;
    return run;
}

} // namespace

std::vector<UnfinishedRun> UnfinishedRun::findIn(const std::filesystem::path& folder)
{
    std::multimap<std::filesystem::file_time_type, UnfinishedRun, std::greater<>> byTime;
    for (const auto& [model, files] : leftovers(folder)) {
        const std::filesystem::path path = std::filesystem::path(model) += kCheckpointSuffix;
        const CheckpointFile checkpoint(path);
        const auto lock = checkpoint.lock();
        if (!lock)
            continue; // somebody is at it
        std::error_code error;
        for (const std::filesystem::path& file : files) {
            if (isHalfWritten(file.filename().native().substr(model.filename().native().size())))
                std::filesystem::remove(file, error);
        }
        if (std::filesystem::exists(model, error))
            checkpoint.remove();
        const auto time = std::filesystem::last_write_time(path, error);
        if (auto run = error ? std::nullopt : readRun(model, path))
            byTime.emplace(time, std::move(*run));
    }
    std::vector<UnfinishedRun> runs;
    for (auto& [time, run] : byTime)
        runs.push_back(std::move(run));
    return runs;
}

Result<void> UnfinishedRun::discard() const
{
    const CheckpointFile checkpoint(config.checkpoint);
    const auto lock = checkpoint.lock();
    if (!lock)
        return tl::unexpected(lock.error());
    checkpoint.remove();
    return {};
}

} // namespace cultivar
