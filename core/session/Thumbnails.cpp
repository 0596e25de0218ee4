// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/Thumbnails.h"

#include "core/jobs/PicturesJob.h"

#include <algorithm>

namespace cultivar {

void Thumbnails::want(const std::filesystem::path& file)
{
    if (std::find(m_underWay.begin(), m_underWay.end(), file) != m_underWay.end())
        return;
    std::erase(m_wanted, file);
    m_wanted.push_back(file);
    if (m_wanted.size() > kRemembered)
        m_wanted.erase(m_wanted.begin());
    if (m_job || m_isScheduled)
        return;
    m_isScheduled = true; // after the paint event that asks for a screenful
    QMetaObject::invokeMethod(this, &Thumbnails::startNext, Qt::QueuedConnection);
}

void Thumbnails::startNext()
{
    m_isScheduled = false;
    if (m_wanted.empty())
        return;
    const std::size_t count = std::min(kAtOnce, m_wanted.size());
    m_underWay.assign(m_wanted.rbegin(), m_wanted.rbegin() + static_cast<std::ptrdiff_t>(count));
    m_wanted.resize(m_wanted.size() - count);
    m_job = new PicturesJob(m_underWay);
    connect(m_job, &PicturesJob::pictureReady, this, [this](int index, const Image& picture) {
        Q_EMIT ready(m_underWay[static_cast<std::size_t>(index)], picture);
    });
    connect(m_job, &Job::finished, this, [this] {
        m_job = nullptr;
        m_underWay.clear();
        startNext();
    });
    m_runner.start(m_job);
}

} // namespace cultivar
