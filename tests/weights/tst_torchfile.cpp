// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Random.h"
#include "core/weights/TorchFile.h"
#include "data/Pictures.h"
#include "data/Python.h"
#include "support/MemoryFile.h"
#include "support/Mutation.h"
#include "support/Verify.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <sys/resource.h>

using namespace cultivar;

namespace {

const std::map<QString, TensorType> kTypes = {
    {"torch.float64", TensorType::F64}, {"torch.float32", TensorType::F32},
    {"torch.float16", TensorType::F16}, {"torch.bfloat16", TensorType::BF16},
    {"torch.int64", TensorType::I64},   {"torch.int32", TensorType::I32},
    {"torch.int16", TensorType::I16},   {"torch.int8", TensorType::I8},
    {"torch.uint8", TensorType::U8},    {"torch.bool", TensorType::Bool}};

long peakMemoryMb()
{
    rusage usage = {};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

} // namespace

/// PyTorch itself writes the files and says what is in them.
class TorchFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void readsWhatTorchWrites_data();
    void readsWhatTorchWrites();
    void opensBothKindsByContent();
    void refusesBrokenArchives_data();
    void refusesBrokenArchives();
    void refusesHostileFilesByName_data();
    void refusesHostileFilesByName();
    void survivesDamage_data();
    void survivesDamage();
    void readsAPublishedCheckpoint();

private:
    std::filesystem::path path(const QString& name) const { return toPath(m_folder.filePath(name)); }

    QTemporaryDir m_folder;
    QJsonObject m_expected;
};

void TorchFileTest::initTestCase()
{
    if (!Python::hasModules(QStringLiteral("torch")))
        QSKIP("python3-torch is not installed");
    QFile script(QStringLiteral(CULTIVAR_TORCH_WRITER));
    QVERIFY(script.open(QIODevice::ReadOnly));
    QVERIFY(!Python::run(QString::fromUtf8(script.readAll()), {m_folder.path()}).isNull());
    m_expected =
        QJsonDocument::fromJson(readFile(m_folder.filePath(QStringLiteral("expected.json")))).object();
    QVERIFY(m_expected.size() > 20);
}

void TorchFileTest::readsWhatTorchWrites_data()
{
    QTest::addColumn<QString>("name");
    for (const QString& name : m_expected.keys())
        QTest::newRow(qPrintable(name)) << name;
}

void TorchFileTest::readsWhatTorchWrites()
{
    QFETCH(QString, name);
    const auto file = TorchFile::open(path(name));
    VERIFY_RESULT(file);
    const QJsonArray expected = m_expected[name].toArray();
    QCOMPARE(qsizetype(file->tensors().size()), expected.size());
    for (qsizetype i = 0; i < expected.size(); ++i) {
        const TensorEntry& entry = file->tensors()[std::size_t(i)];
        const QJsonObject tensor = expected[i].toObject();
        QCOMPARE(QString::fromStdString(entry.name), tensor["name"].toString());
        QCOMPARE(entry.type, kTypes.at(tensor["type"].toString()));
        QJsonArray shape;
        for (const std::int64_t side : entry.shape)
            shape.append(qint64(side));
        QCOMPARE(shape, tensor["shape"].toArray());
        QByteArray values(qsizetype(entry.bytes), '\0');
        VERIFY_RESULT(file->read(entry, values.data()));
        QVERIFY2(QString::fromLatin1(values.toHex()) == tensor["values"].toString(), entry.name.c_str());
    }
}

void TorchFileTest::opensBothKindsByContent()
{
    for (const char* name : {"plain.zip.pth", "plain.stream.pth"}) {
        const auto disguised = path(QStringLiteral("disguised.safetensors"));
        std::filesystem::copy_file(path(name), disguised, std::filesystem::copy_options::overwrite_existing);
        const auto file = WeightsFile::open(disguised);
        VERIFY_RESULT(file);
        QVERIFY(dynamic_cast<TorchFile*>(file->get()));
        QCOMPARE((*file)->path(), disguised);
    }
    const MemoryFile text("neither");
    QCOMPARE(WeightsFile::open(text.path()).error().code, ErrorCode::DamagedWeights);
    QCOMPARE(WeightsFile::open(MemoryFile({}).path()).error().code, ErrorCode::EmptyFile);
    QCOMPARE(WeightsFile::open(path(QStringLiteral("none"))).error().code, ErrorCode::FileNotFound);
    QCOMPARE(WeightsFile::open(toPath(m_folder.path())).error().code, ErrorCode::NotARegularFile);
}

void TorchFileTest::refusesBrokenArchives_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const char* reason) {
        QTest::newRow(name) << QStringLiteral("bad-%1.pth").arg(QLatin1String(name))
                            << QString::fromLatin1(reason);
    };
    row("big-endian", "big-endian");
    row("missing", "is missing");
    row("short", "another length");
    row("no-pickle", "not a PyTorch file");
    row("trailing", "after the end of the pickle");
    row("bomb", "unfold");
    row("checksum", "checksum");
}

void TorchFileTest::refusesBrokenArchives()
{
    QFETCH(QString, name);
    QFETCH(QString, reason);
    Error error;
    const auto file = TorchFile::open(path(name));
    if (!file) {
        error = file.error();
    } else { // damaged values show when they are read
        QByteArray values(qsizetype(file->tensors()[0].bytes), '\0');
        const auto read = file->read(file->tensors()[0], values.data());
        QVERIFY(!read.has_value());
        error = read.error();
    }
    QCOMPARE(error.code, ErrorCode::DamagedWeights);
    QCOMPARE(error.path, path(name));
    QVERIFY2(error.detail.contains(reason), qPrintable(error.detail));
}

void TorchFileTest::refusesHostileFilesByName_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("culprit");
    const auto row = [](const char* name, const char* culprit) {
        QTest::newRow(name) << QStringLiteral("hostile-%1.pth").arg(QLatin1String(name))
                            << QString::fromLatin1(culprit);
    };
    for (const char* kind : {"zip", "stream"}) {
        row(qPrintable(QStringLiteral("system.%1").arg(QLatin1String(kind))), "posix.system");
        row(qPrintable(QStringLiteral("eval.%1").arg(QLatin1String(kind))), "__builtin__.eval");
        row(qPrintable(QStringLiteral("open.%1").arg(QLatin1String(kind))), "io.open");
    }
    row("module.zip", "torch.nn.modules.container.Sequential");
    row("script.zip", "TorchScript");
}

void TorchFileTest::refusesHostileFilesByName()
{
    QFETCH(QString, name);
    QFETCH(QString, culprit);
    const auto file = WeightsFile::open(path(name));
    QVERIFY(!file.has_value());
    QCOMPARE(file.error().code, ErrorCode::UnsafeWeights);
    QCOMPARE(file.error().path, path(name));
    QVERIFY2(file.error().detail.contains(culprit), qPrintable(file.error().detail));
    QVERIFY(!std::filesystem::exists(path(QStringLiteral("ran"))));
}

void TorchFileTest::survivesDamage_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("zip") << QStringLiteral("state_dict.zip.pth");
    QTest::newRow("deflated") << QStringLiteral("deflated.pth");
    QTest::newRow("stream") << QStringLiteral("state_dict.stream.pth");
}

void TorchFileTest::survivesDamage()
{
    QFETCH(QString, name);
    const std::string sound = readFile(m_folder.filePath(name)).toStdString();
    const long before = peakMemoryMb();
    Random random{20};
    int refused = 0;
    for (int round = 0; round < 10'000; ++round) {
        const MemoryFile memory(mutated(sound, random));
        const auto file = WeightsFile::open(memory.path());
        bool isSound = file.has_value();
        for (std::size_t i = 0; isSound && i < (*file)->tensors().size(); ++i) {
            const TensorEntry& entry = (*file)->tensors()[i];
            std::string values(entry.bytes, '\0');
            isSound = (*file)->read(entry, values.data()).has_value();
        }
        refused += !isSound;
    }
    const long grown = peakMemoryMb() - before;
    qInfo("%d of 10000 refused, memory grew by %ld MB", refused, grown);
    QVERIFY(refused > 1000);
    QVERIFY(grown < 200);
}

void TorchFileTest::readsAPublishedCheckpoint()
{
    const QString folder = qEnvironmentVariable("CULTIVAR_TEST_DATA");
    const QString name = folder + QStringLiteral("/checkpoints/resnet20-12fca82f.th");
    if (folder.isEmpty() || !QFile::exists(name))
        QSKIP("CULTIVAR_TEST_DATA has no checkpoints/resnet20-12fca82f.th");
    const auto file = TorchFile::open(toPath(name));
    VERIFY_RESULT(file);
    QCOMPARE(file->tensors()[0].name, std::string("conv1.weight"));
    QCOMPARE(file->tensors()[0].shape, (std::vector<std::int64_t>{16, 3, 3, 3}));
    QByteArray all;
    for (const TensorEntry& entry : file->tensors()) {
        const qsizetype start = all.size();
        all.resize(start + qsizetype(entry.bytes));
        VERIFY_RESULT(file->read(entry, all.data() + start));
    }
    const QString said = Python::run(QStringLiteral(R"(
import hashlib, sys, torch
state = torch.load(sys.argv[1], map_location='cpu')['state_dict']
print(hashlib.sha256(b''.join(value.numpy().tobytes() for value in state.values())).hexdigest(), len(state))
)"),
                                     {name});
    QCOMPARE(said.trimmed(),
             QStringLiteral("%1 %2")
                 .arg(QString::fromLatin1(QCryptographicHash::hash(all, QCryptographicHash::Sha256).toHex()))
                 .arg(file->tensors().size()));
}

QTEST_GUILESS_MAIN(TorchFileTest)
#include "tst_torchfile.moc"
