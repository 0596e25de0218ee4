// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Random.h"
#include "core/weights/SafeTensors.h"
#include "data/Pictures.h"
#include "data/Python.h"
#include "support/Verify.h"

#include <QTemporaryDir>
#include <QTest>

#include <cstring>

using namespace cultivar;

namespace {

/// The file format by hand: eight bytes of length, little end first, then the header, then the data.
QByteArray fileOf(const QByteArray& header, const QByteArray& data)
{
    QByteArray bytes;
    for (int i = 0; i < 8; ++i)
        bytes.append(static_cast<char>(std::uint64_t(header.size()) >> (8 * i) & 0xff));
    return bytes + header + data;
}

QByteArray soundFile()
{
    return fileOf(
        R"({"__metadata__":{"made by":"hand"},"b":{"dtype":"I64","shape":[],"data_offsets":[8,16]},)"
        R"("a":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]}})",
        QByteArray::fromHex("0000803f000000c0"    // 1, -2
                            "0700000000000000")); // 7
}

} // namespace

class SafeTensorsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheFormat();
    void writesWhatOthersRead();
    void refusesBrokenFiles_data();
    void refusesBrokenFiles();
    void survivesDamage();
    void seesAFileThatShrank();
    void keepsTheOldFileWhenWritingFails();

private:
    std::filesystem::path put(const QByteArray& bytes) const
    {
        const QString path = m_folder.filePath(QStringLiteral("weights.safetensors"));
        return writeFile(path, bytes) ? toPath(path) : std::filesystem::path();
    }

    QTemporaryDir m_folder;
};

void SafeTensorsTest::readsTheFormat()
{
    const auto file = SafeTensorsFile::open(put(soundFile()));
    VERIFY_RESULT(file);
    QCOMPARE(file->metadata().at("made by"), std::string("hand"));
    QCOMPARE(file->tensors().size(), std::size_t(2));
    const TensorEntry& a = file->tensors()[0];
    const TensorEntry& b = file->tensors()[1];
    QCOMPARE(a.name, std::string("a"));
    QCOMPARE(a.shape, (std::vector<std::int64_t>{2, 1}));
    float values[2] = {};
    VERIFY_RESULT(file->read(a, reinterpret_cast<char*>(values)));
    QCOMPARE(values[0], 1.0F);
    QCOMPARE(values[1], -2.0F);
    QCOMPARE(b.type, TensorType::I64);
    std::int64_t number = 0;
    VERIFY_RESULT(file->read(b, reinterpret_cast<char*>(&number)));
    QCOMPARE(number, std::int64_t(7));
}

void SafeTensorsTest::writesWhatOthersRead()
{
    if (!Python::hasModules(QStringLiteral("numpy")))
        QSKIP("python3-numpy is not installed");
    const auto path = toPath(m_folder.filePath(QStringLiteral("written.safetensors")));
    const float values[] = {0.5F, -1.25F, 3.0F};
    const std::int64_t count = 41;
    VERIFY_RESULT(writeSafeTensors(
        path,
        {{"naïve.weight", TensorType::F32, {3}, {reinterpret_cast<const char*>(values), sizeof values}},
         {"counter", TensorType::I64, {}, {reinterpret_cast<const char*>(&count), sizeof count}}},
        {{"cultivar", "{\"a\": \"ü\"}"}}));
    const QString said = Python::run(QStringLiteral(R"(
import json, struct, sys
import numpy
with open(sys.argv[1], 'rb') as f:
    n, = struct.unpack('<Q', f.read(8))
    head, data = json.loads(f.read(n)), f.read()
assert (8 + n) % 8 == 0
def get(name, kind):
    a, b = head[name]['data_offsets']
    return numpy.frombuffer(data[a:b], kind).reshape(head[name]['shape']).tolist()
print(get('naïve.weight', '<f4'), get('counter', '<i8'), json.loads(head['__metadata__']['cultivar'])['a'])
)"),
                                     {toQString(path)});
    QCOMPARE(said.trimmed(), QStringLiteral("[0.5, -1.25, 3.0] 41 ü"));
}

void SafeTensorsTest::refusesBrokenFiles_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    const auto row = [](const char* name, const QByteArray& bytes,
                        ErrorCode code = ErrorCode::DamagedWeights) {
        QTest::newRow(name) << bytes << int(code);
    };
    const QByteArray four(4, '\0'), eight(8, '\0');
    row("empty", {}, ErrorCode::EmptyFile);
    row("seven bytes", QByteArray(7, 'x'));
    row("header longer than the file", fileOf("{}", {}).replace(0, 1, "\x7f"));
    row("header of 2^63 bytes", QByteArray::fromHex("0000000000000080") + "{}");
    row("a zip archive", "PK\x03\x04" + QByteArray(60, '\0'));
    row("not an object", fileOf("[]", {}));
    row("cut JSON", fileOf(R"({"a":)", {}));
    row("text after the object", fileOf("{} x", {}));
    row("unknown type", fileOf(R"({"a":{"dtype":"F31","shape":[1],"data_offsets":[0,4]}})", four));
    row("no shape", fileOf(R"({"a":{"dtype":"F32","data_offsets":[0,4]}})", four));
    row("shape twice", fileOf(R"({"a":{"dtype":"F32","shape":[1],"shape":[1],"data_offsets":[0,4]}})", four));
    row("name twice", fileOf(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},)"
                             R"("a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})",
                             eight));
    row("negative side", fileOf(R"({"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}})", four));
    row("fraction", fileOf(R"({"a":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}})", four));
    row("product overflows",
        fileOf(R"({"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}})", {}));
    row("offsets do not fit the shape",
        fileOf(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}})", four));
    row("offsets backwards", fileOf(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[8,4]}})", eight));
    row("overlap", fileOf(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},)"
                          R"("b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})",
                          four));
    row("hole", fileOf(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})", eight));
    row("data too short", fileOf(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})", four));
    row("bytes after the data", fileOf(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", eight));
    row("thousands of brackets", fileOf("{\"a\":" + QByteArray(100'000, '['), {}));
    row("metadata that is not text", fileOf(R"({"__metadata__":{"a":1}})", {}));
}

void SafeTensorsTest::refusesBrokenFiles()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, code);
    const auto path = put(bytes);
    const auto file = SafeTensorsFile::open(path);
    QVERIFY(!file.has_value());
    QCOMPARE(int(file.error().code), code);
    QCOMPARE(file.error().path, path);
}

/// Bytes changed, cut and doubled at random: whatever comes, the file is refused or all its tensors lie
/// inside it.
void SafeTensorsTest::survivesDamage()
{
    Random random{20};
    int refused = 0;
    for (int round = 0; round < 4000; ++round) {
        QByteArray bytes = soundFile();
        for (std::uint64_t change = 0; change <= random.below(3); ++change) {
            const auto at = qsizetype(random.below(std::uint64_t(bytes.size())));
            switch (random.below(3)) {
            case 0:
                bytes[at] = char(random.below(256));
                break;
            case 1:
                bytes.remove(at, 1 + qsizetype(random.below(4)));
                break;
            default:
                bytes.insert(at, bytes.mid(at, 1 + qsizetype(random.below(16))));
            }
            if (bytes.isEmpty())
                break;
        }
        const auto file = SafeTensorsFile::open(put(bytes));
        if (!file) {
            ++refused;
            continue;
        }
        std::uint64_t end = 0;
        for (const TensorEntry& entry : file->tensors()) {
            QCOMPARE(entry.offset, end);
            end += entry.bytes;
            QByteArray values(qsizetype(entry.bytes), '\0');
            VERIFY_RESULT(file->read(entry, values.data()));
        }
        QVERIFY(end <= std::uint64_t(bytes.size()));
    }
    QVERIFY2(refused > 2000, qPrintable(QString::number(refused)));
}

void SafeTensorsTest::seesAFileThatShrank()
{
    const auto path = put(soundFile());
    const auto file = SafeTensorsFile::open(path);
    VERIFY_RESULT(file);
    put(soundFile().chopped(12)); // another program cut it meanwhile
    char values[8];
    const auto read = file->read(file->tensors()[1], values);
    QVERIFY(!read.has_value());
    QCOMPARE(read.error().code, ErrorCode::ReadFailed);
}

void SafeTensorsTest::keepsTheOldFileWhenWritingFails()
{
    const auto missing = toPath(m_folder.filePath(QStringLiteral("nowhere/weights.safetensors")));
    const auto written = writeSafeTensors(missing, {}, {{"a", "b"}});
    QVERIFY(!written.has_value());
    QCOMPARE(written.error().code, ErrorCode::NotAFolder);
    const auto folder = toPath(m_folder.filePath(QStringLiteral("a folder")));
    std::filesystem::create_directory(folder);
    QCOMPARE(writeSafeTensors(folder, {}, {}).error().code, ErrorCode::WriteFailed);
    QVERIFY(std::filesystem::is_directory(folder));
    QVERIFY(std::filesystem::is_empty(folder));
}

QTEST_GUILESS_MAIN(SafeTensorsTest)
#include "tst_safetensors.moc"
