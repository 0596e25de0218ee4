// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/Resizer.h"
#include "tests/data/Pictures.h"
#include "tests/data/Python.h"

#include <QTemporaryDir>
#include <QTest>

using namespace cultivar;
using Interpolation = Preprocessing::Interpolation;

class TestResizer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithPillow_data();
    void agreesWithPillow();
    void windowIsPartOfTheWhole();
    void sameSizeChangesNothing();
    void flatColorStaysFlat();
};

void TestResizer::agreesWithPillow_data()
{
    QTest::addColumn<QSize>("from");
    QTest::addColumn<QSize>("to");
    QTest::addColumn<bool>("isBicubic");
    const QList<QPair<QSize, QSize>> sizes{{{400, 300}, {341, 256}}, {{97, 61}, {224, 224}},
                                           {{500, 40}, {33, 7}},     {{1, 1}, {5, 9}},
                                           {{3, 200}, {3, 50}},      {{640, 480}, {16, 16}}};
    for (const auto& [from, to] : sizes) {
        for (const bool isBicubic : {false, true})
            QTest::addRow("%dx%d to %dx%d %s", from.width(), from.height(), to.width(), to.height(),
                          isBicubic ? "bicubic" : "bilinear")
                << from << to << isBicubic;
    }
}

void TestResizer::agreesWithPillow()
{
    if (!Python::hasModules("PIL"))
        QSKIP("Pillow is not installed");
    QFETCH(QSize, from);
    QFETCH(QSize, to);
    QFETCH(bool, isBicubic);
    QTemporaryDir folder;
    const Image picture = testPicture(from.width(), from.height());
    QVERIFY(writeFile(folder.filePath("in"), bytesOf(picture)));
    const QString script = "import sys; from PIL import Image; d, w, h, W, H, f = sys.argv[1:]\n"
                           "im = Image.frombytes('RGB', (int(w), int(h)), open(d + '/in', 'rb').read())\n"
                           "open(d + '/out', 'wb').write(im.resize((int(W), int(H)), int(f)).tobytes())";
    const auto text = [](int number) { return QString::number(number); };
    QVERIFY(!Python::run(script, {folder.path(), text(from.width()), text(from.height()), text(to.width()),
                                  text(to.height()), isBicubic ? "3" : "2"})
                 .isNull());
    const Image resized = Resizer::resize(picture, to.width(), to.height(),
                                          isBicubic ? Interpolation::Bicubic : Interpolation::Bilinear);
    QCOMPARE(QSize(resized.width, resized.height), to);
    const auto difference = Difference::between(bytesOf(resized), readFile(folder.filePath("out")));
    QVERIFY2(difference.largest == 0, qPrintable(QString::number(difference.mean)));
}

void TestResizer::windowIsPartOfTheWhole()
{
    const Image picture = testPicture(301, 203);
    const Image whole = Resizer::resize(picture, 120, 80, Interpolation::Bicubic);
    const Image part = Resizer::resize(picture, 120, 80, Interpolation::Bicubic, {17, 31, 40, 49});
    QCOMPARE(part.width, 40);
    QCOMPARE(part.height, 49);
    for (int y = 0; y < part.height; ++y)
        QCOMPARE(bytesOf(part).sliced(y * 120, 120), bytesOf(whole).sliced(((y + 31) * 120 + 17) * 3, 120));
}

void TestResizer::sameSizeChangesNothing()
{
    const Image picture = testPicture(31, 17);
    QCOMPARE(bytesOf(Resizer::resize(picture, 31, 17, Interpolation::Bilinear)), bytesOf(picture));
}

void TestResizer::flatColorStaysFlat()
{
    for (const int value : {0, 1, 128, 255}) {
        const Image picture{50, 70, std::vector<std::uint8_t>(50 * 70 * 3, std::uint8_t(value))};
        const QByteArray resized = bytesOf(Resizer::resize(picture, 13, 91, Interpolation::Bicubic));
        QCOMPARE(resized, QByteArray(13 * 91 * 3, char(value)));
    }
}

QTEST_GUILESS_MAIN(TestResizer)
#include "tst_resizer.moc"
