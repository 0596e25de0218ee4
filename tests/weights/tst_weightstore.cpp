// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Paths.h"
#include "core/weights/WeightStore.h"
#include "data/Pictures.h"

#include <QDir>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace cultivar;

class WeightStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void takesNames_data();
    void takesNames();
    void looksIntoTorchsDownloads();
    void prefersOwnFolders();
    void tellsNetworksApartWhoseNamesBeginAlike();

private:
    QString found(const char* backbone) const
    {
        const auto file = WeightStore::find(QString::fromLatin1(backbone));
        return file ? QDir(m_folder->path()).relativeFilePath(toQString(*file)) : QString();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void WeightStoreTest::init()
{
    QStandardPaths::setTestModeEnabled(true);
    m_folder = std::make_unique<QTemporaryDir>();
    QDir(m_folder->path()).mkpath(QStringLiteral("own"));
    QDir(m_folder->path()).mkpath(QStringLiteral("torch/hub/checkpoints"));
    qputenv("CULTIVAR_WEIGHTS_PATH", m_folder->filePath(QStringLiteral("own")).toUtf8());
    qputenv("TORCH_HOME", m_folder->filePath(QStringLiteral("torch")).toUtf8());
}

void WeightStoreTest::takesNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isTaken");
    const auto row = [](const char* name, bool isTaken) {
        QTest::newRow(name) << QString::fromLatin1(name) << isTaken;
    };
    row("resnet18.safetensors", true);
    row("resnet18-imagenet.pth", true);
    row("resnet18_mine.pt", true);
    row("resnet18.th", true);
    row("resnet18-f37072fd.pth", true);
    row("resnet18-0676ba61.pth", true); // a hash that begins with a digit
    row("resnet18-0676.pth", false);
    row("resnet18_050.pth", false);
    row("resnet180.pth", false);
    row("resnet18.onnx", false);
    row("my-resnet18.pth", false);
}

void WeightStoreTest::takesNames()
{
    QFETCH(QString, name);
    QFETCH(bool, isTaken);
    QVERIFY(writeFile(m_folder->filePath(QStringLiteral("own/") + name), "x"));
    QCOMPARE(found("resnet18"), isTaken ? QStringLiteral("own/") + name : QString());
}

void WeightStoreTest::looksIntoTorchsDownloads()
{
    const QString folder = QStringLiteral("torch/hub/checkpoints/");
    QVERIFY(writeFile(m_folder->filePath(folder + QStringLiteral("resnet50-mine.pth")), "x"));
    QCOMPARE(found("resnet50"), QString()); // anybody's file may lie there
    QVERIFY(writeFile(m_folder->filePath(folder + QStringLiteral("resnet50-11ad3fa6.pth")), "x"));
    QCOMPARE(found("resnet50"), folder + QStringLiteral("resnet50-11ad3fa6.pth"));
}

void WeightStoreTest::prefersOwnFolders()
{
    QVERIFY(
        writeFile(m_folder->filePath(QStringLiteral("torch/hub/checkpoints/resnet18-00000000.pth")), "x"));
    QVERIFY(writeFile(m_folder->filePath(QStringLiteral("own/resnet18-mine.pth")), "x"));
    QCOMPARE(found("resnet18"), QStringLiteral("own/resnet18-mine.pth"));
}

void WeightStoreTest::tellsNetworksApartWhoseNamesBeginAlike()
{
    const QString normalised = QStringLiteral("own/vgg16_bn-6c64b313.pth");
    QVERIFY(writeFile(m_folder->filePath(normalised), "x"));
    QCOMPARE(found("vgg16"), QString());
    QCOMPARE(found("vgg16_bn"), normalised);
    const QString published = QStringLiteral("torch/hub/checkpoints/efficientnet_b0_rwightman-3dd342df.pth");
    QVERIFY(writeFile(m_folder->filePath(published), "x"));
    QCOMPARE(found("efficientnet_b0"), published);
}

QTEST_GUILESS_MAIN(WeightStoreTest)
#include "tst_weightstore.moc"
