// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Memory.h"
#include "core/data/ImageDecoder.h"
#include "core/session/Session.h"
#include "data/Pictures.h"
#include "support/Models.h"
#include "support/TinyDataset.h"
#include "support/Verify.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <thread>

using namespace cultivar;

namespace {

constexpr int kLongMs = 60000;
constexpr int kEndless = 1 << 30;

/// A camera that sends numbered frames (the number is the first pixel) as fast as it is asked, and is
/// unplugged after some.
class FakeCamera : public FrameSource
{
public:
    FakeCamera(int frames, std::atomic<int>& sent) : m_frames(frames), m_sent(sent) {}

    Result<Image> next() override
    {
        if (m_sent >= m_frames)
            return failure(ErrorCode::CameraLost);
        Image frame = m_scene;
        const int number = ++m_sent;
        frame.rgb[0] = static_cast<std::uint8_t>(number % 251);
        return frame;
    }

    static CameraJob::Open opener(int frames, std::atomic<int>& sent)
    {
        return [frames, &sent]() -> Result<std::unique_ptr<FrameSource>> {
            sent = 0;
            return std::make_unique<FakeCamera>(frames, sent);
        };
    }

private:
    int m_frames;
    std::atomic<int>& m_sent;
    Image m_scene = testScene(96, 72, 5);
};

} // namespace

class LiveCameraTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void keepsTheLatestFrameOnly();
    void showsFramesAndAnswers();
    void survivesUnplugging();
    void saysThatThereIsNone();
    void takesAPicture();
    void makesWayForATraining();

private:
    QTemporaryDir m_folder;
    std::filesystem::path m_model;
};

void LiveCameraTest::initTestCase()
{
    const auto saved = saveRandomModel(m_folder);
    VERIFY_RESULT(saved);
    m_model = *saved;
}

/// The window is busy: hundreds of frames come, one is told of, and it is the latest that can be taken.
void LiveCameraTest::keepsTheLatestFrameOnly()
{
    constexpr int kFrames = 500;
    std::atomic<int> sent{0};
    JobRunner runner;
    auto* job = new CameraJob(FakeCamera::opener(kFrames, sent));
    QSignalSpy came(job, &CameraJob::frameCame);
    std::atomic<bool> isOver{false};
    connect(
        job, &Job::finished, job, [&] { isOver = true; }, Qt::DirectConnection);
    runner.start(job);
    while (!isOver)
        std::this_thread::yield(); // no event is handled
    QCOMPARE(came.size(), 1);
    QCOMPARE(int(job->takeFrame().rgb[0]), kFrames % 251);
    QVERIFY(job->takeFrame().isNull());
}

void LiveCameraTest::showsFramesAndAnswers()
{
    std::atomic<int> sent{0};
    Session session;
    LiveCamera& camera = session.liveCamera();
    camera.setSource(FakeCamera::opener(kEndless, sent));
    camera.start();
    QVERIFY(!camera.isRunning()); // there is no model
    session.openModel(m_model);
    QTRY_VERIFY(session.model().has_value());
    QTRY_COMPARE(session.activity(), Session::Activity::Idle);
    QSignalSpy frames(&camera, &LiveCamera::frameCame), answers(&camera, &LiveCamera::answered);
    QSignalSpy activity(&session, &Session::activityChanged);
    camera.start();
    camera.start(); // once is enough
    QVERIFY(camera.isRunning());
    QTRY_VERIFY_WITH_TIMEOUT(answers.size() >= 3 && frames.size() >= 3, kLongMs);
    QCOMPARE(activity.size(), 0); // the window does not flicker
    QCOMPARE(answers[0][0].value<Prediction>().ranked.size(), std::size_t(3));
    // Pictures dropped meanwhile are answered too.
    const TinyDataset dataset(2);
    QSignalSpy classified(&session.classifying(), &Classifying::classified);
    session.classifying().classify({dataset.path()});
    QTRY_VERIFY_WITH_TIMEOUT(!session.classifying().isRunning(), kLongMs);
    QVERIFY(!classified.isEmpty());
    camera.stop();
    QVERIFY(!camera.isRunning());
    const qsizetype before = frames.size();
    QTRY_COMPARE(session.activity(), Session::Activity::Idle);
    QCoreApplication::sendPostedEvents();
    QCoreApplication::processEvents();
    QCOMPARE(frames.size(), before);
}

void LiveCameraTest::survivesUnplugging()
{
    std::atomic<int> sent{0};
    Session session;
    session.openModel(m_model);
    QTRY_VERIFY(session.model().has_value());
    LiveCamera& camera = session.liveCamera();
    camera.setSource(FakeCamera::opener(20, sent));
    QSignalSpy failed(&session, &Session::failed), running(&camera, &LiveCamera::runningChanged);
    for (int time = 1; time <= 2; ++time) { // plugged in again, it starts again
        camera.start();
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), time, kLongMs);
        QCOMPARE(failed.last()[0].value<Error>().code, ErrorCode::CameraLost);
        QVERIFY(!camera.isRunning());
        QCOMPARE(running.size(), 2 * time);
        camera.takePicture(); // of nothing: does nothing
    }
}

void LiveCameraTest::saysThatThereIsNone()
{
    Session session;
    session.openModel(m_model);
    QTRY_VERIFY(session.model().has_value());
    session.liveCamera().setSource(
        []() -> Result<std::unique_ptr<FrameSource>> { return failure(ErrorCode::CameraUnavailable); });
    QSignalSpy failed(&session, &Session::failed);
    session.liveCamera().start();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed[0][0].value<Error>().code, ErrorCode::CameraUnavailable);
    QVERIFY(!session.liveCamera().isRunning());
}

/// The picture becomes a file of its own, pixel for pixel, and its answer one of the results.
void LiveCameraTest::takesAPicture()
{
    std::atomic<int> sent{0};
    Session session;
    session.openModel(m_model);
    QTRY_VERIFY(session.model().has_value());
    LiveCamera& camera = session.liveCamera();
    camera.setSource(FakeCamera::opener(kEndless, sent));
    Image latest;
    connect(&camera, &LiveCamera::frameCame, this, [&](const Image& frame) { latest = frame; });
    QSignalSpy classified(&session.classifying(), &Classifying::classified);
    camera.start();
    QTRY_VERIFY_WITH_TIMEOUT(!latest.isNull(), kLongMs);
    const Image wanted = latest;
    camera.takePicture();
    QTRY_COMPARE_WITH_TIMEOUT(classified.size(), 1, kLongMs);
    camera.stop();
    const auto pictures = classified[0][0].value<std::vector<ClassifiedPicture>>();
    QCOMPARE(pictures.size(), std::size_t(1));
    VERIFY_RESULT(pictures[0].answer);
    QCOMPARE(pictures[0].path.parent_path(), Session::picturesFolder());
    const auto file = ImageDecoder::decode(pictures[0].path);
    VERIFY_RESULT(file);
    QVERIFY(file->rgb == wanted.rgb);
    const auto predictor = Predictor::open(m_model);
    VERIFY_RESULT(predictor);
    const auto direct = predictor->classify(wanted);
    VERIFY_RESULT(direct);
    for (std::size_t i = 0; i < direct->ranked.size(); ++i)
        QVERIFY(direct->ranked[i].probability == pictures[0].answer->ranked[i].probability);
}

void LiveCameraTest::makesWayForATraining()
{
    std::atomic<int> sent{0};
    const TinyDataset dataset;
    Session session;
    session.openModel(m_model);
    QTRY_VERIFY(session.model().has_value());
    session.openDataset(dataset.path());
    QTRY_VERIFY(session.dataset() && session.activity() == Session::Activity::Idle);
    session.liveCamera().setSource(FakeCamera::opener(kEndless, sent));
    session.liveCamera().start();
    QTRY_VERIFY(sent > 5);
    TrainingConfig config;
    config.epochs = 500;
    config.threads = 1;
    session.startTraining(config);
    QVERIFY(!session.liveCamera().isRunning());
    session.liveCamera().start();
    QVERIFY(!session.liveCamera().isRunning());
    session.cancelAll();
    QTRY_COMPARE_WITH_TIMEOUT(session.activity(), Session::Activity::Idle, kLongMs);
}

int main(int argc, char* argv[])
{
    keepFreedMemory();
    const QTemporaryDir home;
    qputenv("XDG_DATA_HOME", home.path().toUtf8());
    const QCoreApplication application(argc, argv);
    LiveCameraTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_livecamera.moc"
