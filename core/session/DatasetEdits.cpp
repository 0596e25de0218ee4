// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/DatasetEdits.h"

#include "core/jobs/HealthJob.h"
#include "core/jobs/PicturesJob.h"

namespace cultivar {

void DatasetEdits::onDatasetChanged()
{
    if (m_checkedRoot != m_dataset->root) {
        m_health.reset();
        m_looks = std::make_shared<PictureLooks>();
        m_checkedRoot = m_dataset->root;
    }
    reload();
    if (m_check)
        m_check->cancel();
    m_check = nullptr;
    if (m_health || m_dataset->items.size() <= kCheckedUnasked)
        check();
}

void DatasetEdits::setPaused(bool isPaused)
{
    m_isPaused = isPaused;
    if (m_check && isPaused)
        m_check->pause();
    else if (m_check)
        m_check->resume();
}

DatasetEdits::Paths DatasetEdits::excluded() const
{
    return m_changes ? m_changes->excluded() : Paths();
}

bool DatasetEdits::canUndoAdded() const
{
    return m_changes && m_changes->canUndoAdded();
}

int DatasetEdits::waiting() const
{
    return m_changes ? static_cast<int>(m_changes->waiting()) : 0;
}

std::vector<DatasetChanges::Fate> DatasetEdits::fatesOf(const Paths& files) const
{
    if (m_changes)
        return m_changes->fatesOf(files);
    std::vector<DatasetChanges::Fate> fates;
    for (const auto& file : files)
        fates.push_back({file});
    return fates;
}

bool DatasetEdits::canUndo() const
{
    return m_changes && m_changes->canUndo();
}

void DatasetEdits::check()
{
    if (m_check || !m_dataset)
        return;
    auto* job = new HealthJob(*m_dataset, m_looks);
    m_check = job;
    if (m_isPaused)
        job->pause();
    connect(job, &HealthJob::progress, this, [this, job](int done, int total) {
        if (job == m_check)
            Q_EMIT checkProgress(done, total);
    });
    connect(job, &HealthJob::checked, this, [this, job](const DatasetHealth& health) {
        if (job == m_check)
            m_health = health;
    });
    connect(job, &Job::finished, this, [this, job](const std::optional<Error>& error) {
        if (job != m_check)
            return;
        m_check = nullptr;
        if (error && error->code != ErrorCode::Cancelled)
            Q_EMIT failed(*error);
        Q_EMIT checkChanged();
    });
    m_checkRunner.start(job);
    Q_EMIT checkChanged();
}

void DatasetEdits::exclude(const Paths& files)
{
    change([files](DatasetChanges& changes) { return changes.exclude(files); });
}

void DatasetEdits::include(const Paths& files)
{
    change([files](DatasetChanges& changes) { return changes.include(files); });
}

void DatasetEdits::move(const Paths& files, int label)
{
    if (m_dataset)
        change([files, label, dataset = *m_dataset](DatasetChanges& changes) {
            return changes.move(files, label, dataset);
        });
}

void DatasetEdits::undo()
{
    change([](DatasetChanges& changes) { return changes.undo(); });
}

void DatasetEdits::add(const std::filesystem::path& file, const QString& className)
{
    if (m_dataset)
        change([file, className, dataset = *m_dataset](DatasetChanges& changes) {
            return changes.add(file, className, dataset);
        });
}

void DatasetEdits::undoAdded()
{
    change([](DatasetChanges& changes) { return changes.undoAdded(); });
}

void DatasetEdits::reload()
{
    if (m_dataset)
        m_changes.emplace(m_dataset->root);
}

void DatasetEdits::change(ChangeJob::Change change)
{
    if (m_isChanging || !m_dataset)
        return;
    // A check would take files for missing while they move; it has remembered what it saw so far.
    if (m_check)
        m_check->cancel();
    m_check = nullptr;
    auto* job = new ChangeJob(m_dataset->root, std::move(change));
    connect(job, &ChangeJob::changed, this, &DatasetEdits::changed);
    connect(job, &Job::finished, this, [this](const std::optional<Error>& error) {
        m_isChanging = false;
        reload();
        if (error) {
            Q_EMIT failed(*error);
            check(); // no scan follows that would start it
        }
        Q_EMIT changingChanged();
    });
    m_isChanging = true;
    Q_EMIT changingChanged();
    m_fileRunner.start(job);
}

void DatasetEdits::showPictures(const Paths& files)
{
    auto* job = new PicturesJob(files);
    connect(job, &PicturesJob::pictureReady, this, [this, files](int index, const Image& picture) {
        Q_EMIT pictureReady(files[static_cast<std::size_t>(index)], picture);
    });
    m_fileRunner.start(job);
}

} // namespace cultivar
