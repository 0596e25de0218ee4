// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowTest.h"
#include "support/TinyDataset.h"
#include "ui/train/AugmentationPreview.h"

#include <QComboBox>
#include <QSignalSpy>

using namespace cultivar;

/// The nine samples below the augmentation presets.
class AugmentationPreviewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsWhatTheNetworkSees();
};

void AugmentationPreviewTest::showsWhatTheNetworkSees()
{
    const TinyDataset dataset;
    WindowTest test;
    test.window.show();
    test.window.showPage(MainWindow::Page::Train);
    auto* preview = test.find<AugmentationPreview>("augmentationPreview");
    QVERIFY(preview);
    QCOMPARE(preview->viewCount(), 0); // nothing to show yet
    QSignalSpy previewed(&test.session.previews(), &Previews::augmented);
    test.session.openDataset(dataset.path());
    QTRY_COMPARE(preview->viewCount(), 9);

    const auto views = [&] { return previewed.last()[0].value<std::vector<Image>>(); };
    const Image plain = views().front();
    QVERIFY(views()[1].rgb != plain.rgb);
    test.find<QComboBox>("augmentationChoice")->setCurrentIndex(3); // strongly
    QTRY_VERIFY(previewed.size() >= 2 && views().size() == 9);
    QCOMPARE(views().front().rgb, plain.rgb);                       // the first is always as it is
    test.find<QComboBox>("augmentationChoice")->setCurrentIndex(0); // not at all
    QTRY_COMPARE(preview->viewCount(), 1);

    const auto before = previewed.size();
    test.window.showPage(MainWindow::Page::Train);
    preview->click(); // another picture
    QTRY_VERIFY(previewed.size() > before);
    QVERIFY(views().front().rgb != plain.rgb);
}

CULTIVAR_WINDOW_TEST_MAIN(AugmentationPreviewTest)
#include "tst_augmentationpreview.moc"
