// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/Camera.h"
#include "data/Pictures.h"
#include "support/Verify.h"

#include <QImage>
#include <QTemporaryDir>

using namespace cultivar;

class CameraTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsFramesToTheLast();
    void saysWhatCannotBeOpened();
};

/// Numbered pictures stand for a camera: OpenCV reads both alike.
void CameraTest::readsFramesToTheLast()
{
    const QTemporaryDir folder;
    std::vector<Image> pictures;
    for (int i = 0; i < 3; ++i) {
        pictures.push_back(testPicture(64, 48, static_cast<std::uint64_t>(i + 1)));
        const QImage image(pictures.back().rgb.data(), 64, 48, 64 * 3, QImage::Format_RGB888);
        QVERIFY(image.save(folder.filePath(QStringLiteral("frame%1.png").arg(i, 2, 10, QLatin1Char('0')))));
    }
    auto source = Camera::openFile(toPath(folder.filePath(QStringLiteral("frame%02d.png"))));
    VERIFY_RESULT(source);
    for (const Image& picture : pictures) {
        const auto frame = (*source)->next();
        VERIFY_RESULT(frame);
        QCOMPARE(frame->width, 64);
        QCOMPARE(frame->height, 48);
        QVERIFY(frame->rgb == picture.rgb); // colours in the right order too
    }
    QCOMPARE((*source)->next().error().code, ErrorCode::CameraLost);
    QCOMPARE((*source)->next().error().code, ErrorCode::CameraLost); // and again
}

void CameraTest::saysWhatCannotBeOpened()
{
    const QTemporaryDir folder;
    const auto missing = Camera::openFile(toPath(folder.filePath(QStringLiteral("none.avi"))));
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, ErrorCode::CameraUnavailable);
    if (!Camera::isThere())
        QCOMPARE(Camera::open().error().code, ErrorCode::CameraUnavailable);
}

QTEST_GUILESS_MAIN(CameraTest)
#include "tst_camera.moc"
