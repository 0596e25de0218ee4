// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/NearestFinding.h"

#include "core/jobs/FeatureIndexJob.h"
#include "core/jobs/NearestJob.h"

namespace cultivar {

void NearestFinding::onModelChanged()
{
    m_wanted.reset();
    forgetImages();
}

void NearestFinding::onDatasetChanged()
{
    forgetImages();
    if (m_wanted)
        prepareSmall();
}

void NearestFinding::forgetImages()
{
    if (m_indexing)
        m_indexing->cancel();
    if (m_search)
        m_search->cancel();
    m_indexing = nullptr;
    m_search = nullptr;
    m_images.reset();
    setState(m_dataset && !m_model.empty() ? State::Waiting : State::Nothing);
}

void NearestFinding::setState(State state)
{
    m_state = state;
    Q_EMIT stateChanged();
}

void NearestFinding::setPaused(bool isPaused)
{
    m_isPaused = isPaused;
    if (m_indexing && isPaused)
        m_indexing->pause();
    else if (m_indexing)
        m_indexing->resume();
}

int NearestFinding::find(std::vector<float> features, const std::filesystem::path& self)
{
    m_wanted = Wanted{std::move(features), self};
    ++m_requests;
    if (m_state == State::Ready)
        search();
    else
        prepareSmall();
    return m_requests;
}

void NearestFinding::prepareSmall()
{
    if (m_state == State::Waiting && m_dataset->items.size() <= kUnasked)
        prepare();
}

void NearestFinding::prepare()
{
    if (m_state != State::Waiting)
        return;
    auto* job = new FeatureIndexJob(m_model, *m_dataset);
    m_indexing = job;
    if (m_isPaused)
        job->pause();
    connect(job, &FeatureIndexJob::progress, this, [this, job](int done, int total) {
        if (job == m_indexing)
            Q_EMIT progress(done, total);
    });
    connect(job, &FeatureIndexJob::made, this,
            [this, job](const std::shared_ptr<const NearestImages>& images) {
                if (job == m_indexing)
                    m_images = images;
            });
    connect(job, &Job::finished, this, [this, job](const std::optional<Error>& error) {
        if (job != m_indexing)
            return;
        m_indexing = nullptr;
        if (error && error->code != ErrorCode::Cancelled && error->code != ErrorCode::NoImages)
            Q_EMIT failed(*error);
        setState(m_images ? State::Ready : State::Nothing);
        if (m_images && m_wanted)
            search();
    });
    setState(State::Working);
    m_indexRunner.start(job);
}

void NearestFinding::search()
{
    if (m_search)
        m_search->cancel();
    auto* job = new NearestJob({m_images, m_wanted->features, m_wanted->self, kCount});
    m_search = job;
    connect(job, &NearestJob::found, this,
            [this, job, request = m_requests](const std::vector<Neighbour>& neighbours) {
                if (job == m_search)
                    Q_EMIT found(request, neighbours);
            });
    connect(job, &NearestJob::pictureReady, this,
            [this, job, request = m_requests](int index, const Image& picture) {
                if (job == m_search)
                    Q_EMIT pictureReady(request, index, picture);
            });
    connect(job, &Job::finished, this, [this, job] {
        if (job == m_search)
            m_search = nullptr;
    });
    m_searchRunner.start(job);
}

} // namespace cultivar
