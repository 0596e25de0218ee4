// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/BackboneOutline.h"
#include "core/model/BackboneTiming.h"
#include "data/Pictures.h"
#include "support/Verify.h"

#include <QStandardPaths>
#include <QTemporaryDir>

using namespace cultivar;

class BackboneTimingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void measuresTimeAndMemory();
    void canBeCancelled();
    void refusesUnknownBackbones();
    void keepsTheLatestOfEach();
    void survivesADamagedFile();
    void saysWhyItCannotKeepThem();
};

void BackboneTimingTest::measuresTimeAndMemory()
{
    const auto small = BackboneTiming::measure(QStringLiteral("sprout"), 1, DeviceChoice::Cpu);
    VERIFY_RESULT(small);
    QCOMPARE(small->device, QStringLiteral("cpu"));
    QCOMPARE(small->threads, 1);
    QVERIFY(small->millisecondsPerImage > 0.0);
    QVERIFY(small->measuredAt.isValid());
    // Its values, and at least the pictures' first activations: 8 × 3 × side² floats go in.
    const auto outline = BackboneOutline::of(QStringLiteral("sprout"));
    VERIFY_RESULT(outline);
    QVERIFY(small->memoryBytes > outline->parameterCount() * 4 + 1'000'000);

    const auto large = BackboneTiming::measure(QStringLiteral("resnet50"), 1, DeviceChoice::Cpu);
    VERIFY_RESULT(large);
    QVERIFY(large->millisecondsPerImage > small->millisecondsPerImage); // 150 times the work
    QVERIFY(large->memoryBytes > 23'500'000LL * 4);
    QVERIFY(large->memoryBytes < 23'500'000LL * 4 * 6);
}

void BackboneTimingTest::canBeCancelled()
{
    CancelToken cancel;
    cancel.cancel();
    const auto timing = BackboneTiming::measure(QStringLiteral("sprout"), 1, DeviceChoice::Cpu, cancel);
    QVERIFY(!timing);
    QCOMPARE(timing.error().code, ErrorCode::Cancelled);
}

void BackboneTimingTest::refusesUnknownBackbones()
{
    const auto timing = BackboneTiming::measure(QStringLiteral("alexnet9"));
    QVERIFY(!timing);
    QCOMPARE(timing.error().code, ErrorCode::UnknownBackbone);
}

void BackboneTimingTest::keepsTheLatestOfEach()
{
    const BackboneTiming first{3.5, 1'000'000, 2, QStringLiteral("cpu"), QDateTime::currentDateTimeUtc()};
    BackboneTiming second = first;
    second.millisecondsPerImage = 4.25;
    VERIFY_RESULT(TimingStore::keep(QStringLiteral("resnet18"), first));
    VERIFY_RESULT(TimingStore::keep(QStringLiteral("vgg16"), first));
    VERIFY_RESULT(TimingStore::keep(QStringLiteral("resnet18"), second));
    const auto all = TimingStore::all();
    QCOMPARE(all.size(), std::size_t(2));
    QCOMPARE(all.at(QStringLiteral("resnet18")).toJson(), second.toJson());
    QCOMPARE(all.at(QStringLiteral("vgg16")).toJson(), first.toJson());

    // Another computer's, in a home folder that both see.
    QByteArray bytes = readFile(toQString(TimingStore::file()));
    QVERIFY(writeFile(toQString(TimingStore::file()), bytes.replace("LibTorch", "elsewhere")));
    QVERIFY(TimingStore::all().empty());
}

void BackboneTimingTest::survivesADamagedFile()
{
    const BackboneTiming timing{3.5, 1'000'000, 2, QStringLiteral("cpu"), QDateTime::currentDateTimeUtc()};
    for (const char* damage : {"", "{", "[]", "\x00\xff", "{\"a\": 3}"}) {
        QVERIFY(writeFile(toQString(TimingStore::file()), damage));
        QVERIFY(TimingStore::all().empty());
        VERIFY_RESULT(TimingStore::keep(QStringLiteral("vgg16"), timing));
        QCOMPARE(TimingStore::all().size(), std::size_t(1));
    }
}

void BackboneTimingTest::saysWhyItCannotKeepThem()
{
    QVERIFY(QFile::remove(toQString(TimingStore::file())));
    QVERIFY(QDir().mkpath(toQString(TimingStore::file())));
    const auto kept = TimingStore::keep(QStringLiteral("vgg16"), {});
    QVERIFY(!kept);
    QCOMPARE(kept.error().code, ErrorCode::WriteFailed);
    QVERIFY(QDir().rmdir(toQString(TimingStore::file())));
}

int main(int argc, char* argv[])
{
    const QTemporaryDir home;
    qputenv("XDG_DATA_HOME", home.path().toUtf8());
    const QCoreApplication application(argc, argv);
    BackboneTimingTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_backbonetiming.moc"
