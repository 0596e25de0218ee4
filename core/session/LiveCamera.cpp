// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/LiveCamera.h"

#include "core/base/AtomicFile.h"
#include "core/base/Paths.h"
#include "core/data/Camera.h"
#include "core/jobs/ClassifyJob.h"
#include "core/jobs/SaveJob.h"

#include <QBuffer>
#include <QDateTime>
#include <QImage>

namespace cultivar {

namespace {

QByteArray pngOf(const Image& picture)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImage(picture.rgb.data(), picture.width, picture.height, qsizetype(picture.width) * 3,
           QImage::Format_RGB888)
        .save(&buffer, "PNG");
    return bytes;
}

} // namespace

LiveCamera::LiveCamera(Workbench& workbench, Evaluating::InUse inUse, std::filesystem::path folder)
    : m_workbench(workbench), m_inUse(inUse), m_folder(std::move(folder)), m_open(&Camera::open)
{
    connect(&workbench, &Workbench::activityChanged, this, [this](Workbench::Activity activity) {
        if (activity == Workbench::Activity::Training)
            stop();
    });
}

void LiveCamera::start()
{
    if (m_job || !m_inUse.model || m_workbench.activity() == Workbench::Activity::Training)
        return;
    auto* job = new CameraJob(m_open);
    m_job = job;
    connect(job, &CameraJob::frameCame, this, [this, job] {
        if (job == m_job)
            onFrame();
    });
    connect(job, &Job::finished, this, [this, job](const std::optional<Error>& error) {
        if (job != m_job)
            return;
        if (error && error->code != ErrorCode::Cancelled)
            Q_EMIT failed(*error);
        stop();
    });
    m_cameraRunner.start(job);
    Q_EMIT runningChanged(true);
}

void LiveCamera::stop()
{
    if (!m_job)
        return;
    m_job->cancel();
    m_job = nullptr;
    m_frame = {};
    Q_EMIT runningChanged(false);
}

void LiveCamera::onFrame()
{
    m_frame = m_job->takeFrame();
    Q_EMIT frameCame(m_frame);
    if (!m_isAsking)
        ask();
}

void LiveCamera::ask()
{
    auto* job = new ClassifyJob(m_inUse.path, m_inUse.predictor);
    job->setImage(m_frame);
    const auto isSame = [this, model = m_inUse.path] { return m_job && m_inUse.path == model; };
    connect(job, &ClassifyJob::modelReady, this, [this, isSame](const std::shared_ptr<Predictor>& predictor) {
        if (isSame())
            m_inUse.predictor = predictor;
    });
    connect(job, &ClassifyJob::classified, this,
            [this, isSame](const std::vector<ClassifiedPicture>& pictures) {
                if (isSame() && pictures.front().answer)
                    Q_EMIT answered(*pictures.front().answer);
            });
    connect(job, &Job::finished, this, [this, isSame](const std::optional<Error>& error) {
        if (error && isSame()) // the next frame would fail as well
            stop();
    });
    m_isAsking = true;
    // Too short to call the app busy: the window would flicker.
    m_workbench.run(job, Workbench::Activity::Idle, [this] { m_isAsking = false; });
}

void LiveCamera::takePicture()
{
    if (m_frame.isNull())
        return;
    std::error_code error;
    std::filesystem::create_directories(m_folder, error); // writing reports a folder that is not there
    const QString stamp = QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd HH.mm.ss.zzz"));
    const auto file = m_folder / toPath(stamp + QStringLiteral(".png"));
    auto* job = new SaveJob([file, frame = m_frame] { return AtomicFile::replace(file, pngOf(frame)); });
    connect(job, &Job::finished, this, [this, file](const std::optional<Error>& problem) {
        if (problem)
            Q_EMIT failed(*problem);
        else
            Q_EMIT taken(file);
    });
    m_savingRunner.start(job);
}

} // namespace cultivar
