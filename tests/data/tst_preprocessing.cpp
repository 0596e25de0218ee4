// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/Preprocessing.h"
#include "tests/data/Pictures.h"
#include "tests/data/Python.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <cstring>

using namespace cultivar;

class TestPreprocessing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void agreesWithTorchvision_data();
    void agreesWithTorchvision();
    void veryLongPictureStaysSmall();
    void letterboxKeepsProportionsOnGrey();
    void stretchFillsTheCrop();
    void viewAreaTellsWhatIsSeen_data();
    void viewAreaTellsWhatIsSeen();

private:
    QTemporaryDir m_folder;
    bool m_hasTorchvision = false;
};

namespace {

struct Case
{
    const char* name;
    int width, height, resize, crop;
};

const Case kCases[] = {
    {"landscape", 400, 301, 256, 224},
    {"portrait", 301, 403, 256, 224},
    {"square", 300, 300, 232, 224},
    {"odd margins", 301, 233, 231, 224},
    {"tiny", 9, 7, 256, 224},
    {"padded", 300, 200, 100, 127},
    {"padded on one side", 300, 100, 100, 128},
    {"cut to its reach", 1733, 60, 61, 48},
};

const char* const kReferenceScript = R"(
import sys
from PIL import Image
import torchvision.transforms as T
d, rest = sys.argv[1], sys.argv[2:]
for i in range(0, len(rest), 5):
    p = d + '/' + rest[i]
    w, h, r, c = map(int, rest[i + 1:i + 5])
    im = Image.frombytes('RGB', (w, h), open(p, 'rb').read())
    view = T.CenterCrop(c)(T.Resize(r)(im))
    open(p + '.view', 'wb').write(view.tobytes())
    n = T.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])(T.ToTensor()(view))
    open(p + '.floats', 'wb').write(n.contiguous().numpy().tobytes())
)";

} // namespace

void TestPreprocessing::initTestCase()
{
    QStringList arguments{m_folder.path()};
    for (const Case& row : kCases) {
        QVERIFY(writeFile(m_folder.filePath(row.name), bytesOf(testPicture(row.width, row.height))));
        arguments << row.name;
        for (const int number : {row.width, row.height, row.resize, row.crop})
            arguments << QString::number(number);
    }
    // One run for all rows: importing torch takes seconds.
    m_hasTorchvision = !Python::run(kReferenceScript, arguments).isNull();
}

void TestPreprocessing::agreesWithTorchvision_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < int(std::size(kCases)); ++i)
        QTest::newRow(kCases[i].name) << i;
}

void TestPreprocessing::agreesWithTorchvision()
{
    if (!m_hasTorchvision)
        QSKIP("torchvision could not be run");
    QFETCH(int, index);
    const auto [name, width, height, resize, crop] = kCases[index];
    const QString base = m_folder.filePath(name);
    const Image picture = testPicture(width, height);
    Preprocessing preprocessing;
    preprocessing.resize = resize;
    preprocessing.crop = crop;
    const Image view = networkView(picture, preprocessing);
    QCOMPARE(Difference::between(bytesOf(view), readFile(base + ".view")).largest, 0);
    QCOMPARE(bytesOf(centerCropped(resizedForNetwork(picture, preprocessing), preprocessing)), bytesOf(view));

    std::vector<float> ours(view.rgb.size());
    normalizeInto(view, preprocessing, ours.data());
    const QByteArray theirs = readFile(base + ".floats");
    QCOMPARE(theirs.size(), qsizetype(ours.size() * sizeof(float)));
    for (std::size_t i = 0; i < ours.size(); ++i) {
        float expected = 0;
        std::memcpy(&expected, theirs.constData() + i * sizeof(float), sizeof(float));
        QVERIFY(std::abs(ours[i] - expected) < 1e-6f);
    }
}

void TestPreprocessing::veryLongPictureStaysSmall()
{
    const Image picture = testPicture(20'000, 1);
    const Image resized = resizedForNetwork(picture, {});
    QCOMPARE(resized.height, 256);
    QVERIFY(resized.width <= 4 * 256 + 3);
    QCOMPARE(bytesOf(centerCropped(resized, {})), bytesOf(networkView(picture, {})));
}

void TestPreprocessing::letterboxKeepsProportionsOnGrey()
{
    Preprocessing preprocessing;
    preprocessing.policy = Preprocessing::Policy::Letterbox;
    preprocessing.crop = 100;
    const Image white{40, 20, std::vector<std::uint8_t>(40 * 20 * 3, 255)};
    const Image view = networkView(white, preprocessing);
    QCOMPARE(view.width, 100);
    QCOMPARE(view.height, 100);
    QCOMPARE(std::count(view.rgb.begin(), view.rgb.end(), 255), 100 * 50 * 3);
    QCOMPARE(std::count(view.rgb.begin(), view.rgb.end(), 128), 100 * 50 * 3);
    QCOMPARE(int(view.rgb[24 * 300]), 128);
    QCOMPARE(int(view.rgb[25 * 300]), 255);
}

void TestPreprocessing::stretchFillsTheCrop()
{
    Preprocessing preprocessing;
    preprocessing.policy = Preprocessing::Policy::Stretch;
    const Image view = networkView(testPicture(40, 300), preprocessing);
    QCOMPARE(view.width, 224);
    QCOMPARE(view.height, 224);
}

void TestPreprocessing::viewAreaTellsWhatIsSeen_data()
{
    using Policy = Preprocessing::Policy;
    QTest::addColumn<int>("policy");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("resize");
    for (const auto& [name, policy] :
         {std::pair{"crop", Policy::Crop}, {"letterbox", Policy::Letterbox}, {"stretch", Policy::Stretch}}) {
        QTest::addRow("%s, landscape", name) << int(policy) << 500 << 301 << 256;
        QTest::addRow("%s, portrait", name) << int(policy) << 240 << 700 << 256;
        QTest::addRow("%s, padded", name) << int(policy) << 300 << 200 << 150;
    }
}

/// In a picture whose colours are its coordinates, every pixel of the view tells where it comes from.
void TestPreprocessing::viewAreaTellsWhatIsSeen()
{
    QFETCH(int, policy);
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(int, resize);
    Image picture{width, height, {}};
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            picture.rgb.push_back(static_cast<std::uint8_t>(x * 255 / width));
            picture.rgb.push_back(static_cast<std::uint8_t>(y * 255 / height));
            picture.rgb.push_back(255);
        }
    }
    Preprocessing preprocessing;
    preprocessing.policy = static_cast<Preprocessing::Policy>(policy);
    preprocessing.resize = resize;
    const Image view = networkView(picture, preprocessing);
    const ViewArea area = viewArea(width, height, preprocessing);
    int inside = 0;
    for (int y = 3; y < view.height; y += 7) {
        for (int x = 3; x < view.width; x += 7) {
            const double sourceX = area.left + (x + 0.5) / view.width * area.width;
            const double sourceY = area.top + (y + 0.5) / view.height * area.height;
            const std::uint8_t* pixel = view.rgb.data() + 3 * (y * view.width + x);
            const bool isInside = sourceX > 0.02 && sourceX < 0.98 && sourceY > 0.02 && sourceY < 0.98;
            if (!isInside)
                continue;
            ++inside;
            QCOMPARE(int(pixel[2]), 255);
            QVERIFY2(std::abs(pixel[0] - sourceX * 255) < 4 && std::abs(pixel[1] - sourceY * 255) < 4,
                     qPrintable(QStringLiteral("%1, %2").arg(x).arg(y)));
        }
    }
    QVERIFY(inside > 100);
}

QTEST_GUILESS_MAIN(TestPreprocessing)
#include "tst_preprocessing.moc"
