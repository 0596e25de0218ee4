// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/weights/TorchFile.h"
#include "support/MemoryFile.h"
#include "support/PickleWriter.h"
#include "support/Verify.h"

#include <QElapsedTimer>
#include <QTest>

#include <sys/resource.h>

using namespace cultivar;

namespace {

using Sides = PickleWriter::Sides;
constexpr std::int64_t kHuge = INT64_MAX;

PickleWriter dict()
{
    return std::move(PickleWriter().raw("}").text("t"));
}

std::string view(std::int64_t offset, const Sides& shape, const Sides& strides)
{
    return dict().tensor("k", 6, offset, shape, strides).raw("s").finish();
}

/// @p opening before and @p closing after, @p count times each.
std::string nested(const std::string& opening, const std::string& closing, int count)
{
    std::string bytes;
    for (int i = 0; i < count; ++i)
        bytes += opening;
    bytes += "N";
    for (int i = 0; i < count; ++i)
        bytes += closing;
    return bytes;
}

} // namespace

/// Pickles written opcode by opcode, in the stream format, where nothing else would notice them first.
class PickleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsASoundOne();
    void refuses_data();
    void refuses();
    void refusesEveryCut();
    void bearsHarmlessExcess_data();
    void bearsHarmlessExcess();
    void allowsViewsToTheLastElement();
};

void PickleTest::readsASoundOne()
{
    const MemoryFile memory(torchStream(soundState(), 6));
    const auto file = TorchFile::open(memory.path());
    VERIFY_RESULT(file);
    float values[6] = {};
    VERIFY_RESULT(file->read(file->tensors().at(0), reinterpret_cast<char*>(values)));
    QCOMPARE(values[5], 5.0F);
}

void PickleTest::refuses_data()
{
    QTest::addColumn<std::string>("state");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const std::string& state, const char* reason) {
        QTest::newRow(name) << state << QString::fromLatin1(reason);
    };
    const auto wants = [&](const char* module, const char* name) {
        const QByteArray whole = QByteArray(module) + '.' + name;
        row(whole, dict().global(module, name).raw("(").text("touch ran").raw("tRs").finish(), whole);
    };
    wants("os", "system");
    wants("builtins", "eval");
    wants("builtins", "getattr");
    wants("torch", "load");
    wants("torch.storage", "_load_from_bytes");
    wants("torch._utils", "_rebuild_tensor_v2.__globals__");
    row("stack global", dict().text("subprocess").text("Popen").raw("\x93)Rs").finish(), "subprocess.Popen");
    row("inst", dict().raw("(ios\nsystem\ns").finish(), "os.system");
    row("inst of an allowed name", dict().raw("(icollections\nOrderedDict\ns").finish(), "builds an object");
    row("newobj", dict().global("collections", "OrderedDict").raw(")\x81s").finish(), "opcode 0x81");
    row("extension registry", dict().raw("\x82\x01s").finish(), "opcode 0x82");
    row("calls a storage type", dict().global("torch", "FloatStorage").raw(")Rs").finish(), "no function");
    row("calls a text", dict().text("print").raw(")Rs").finish(), "no function");
    row("attributes of a global", dict().global("torch", "device").raw("}bs").finish(), "no container");
    row("name with a new line", dict().text("os\n").text("sys tem").raw("\x93s").finish(), "os?.sys?tem");

    row("text of 4 GB", dict().raw("X\xff\xff\xff\xffs").finish(), "a text of 4294967295 bytes");
    row("text of 2^64 bytes", dict().raw(std::string("\x8d") + std::string(8, '\xff')).finish(), "a text of");
    row("long of 4 GB", dict().raw("\x8b\xff\xff\xff\xffs").finish(), "cut short");
    row("memo slot of 4 G", dict().raw("r\xff\xff\xff\xff").finish(), "remembers too much");
    row("empty memo", dict().raw("j\x01\0\0\0").finish(), "");
    row("empty stack", PickleWriter().raw("0").finish(), "never put");
    row("no mark", PickleWriter().raw("t").finish(), "never put");
    row("below the mark", PickleWriter().raw("N(0").finish(), "never put");
    row("odd dictionary", PickleWriter().raw("}(Nu").finish(), "no value");
    row("too many marks", PickleWriter().raw(nested("(", "t", 100'000)).finish(), "too deeply");
    row("too many values", PickleWriter().raw(std::string(1'100'000, 'N')).finish(), "too many values");
    row("memo bomb", PickleWriter().raw("]q\x01" + nested("h\x01", "", 8'500'000)).finish(),
        "too many steps");

    row("beyond the storage", view(0, {2, 4}, {4, 1}), "beyond its storage");
    row("offset beyond the storage", view(6, {1}, {1}), "beyond its storage");
    row("offset overflows", view(kHuge, {1}, {1}), "overflows");
    row("negative offset", view(-1, {1}, {1}), "negative");
    row("negative side", view(0, {-2, -3}, {3, 1}), "negative");
    row("negative stride", view(5, {6}, {-1}), "negative");
    row("stride overflows", view(0, {3}, {kHuge}), "overflows");
    row("sides overflow", view(0, {kHuge, kHuge}, {0, 0}), "overflows");
    row("repeats a value", view(0, {1 << 20, 1 << 20}, {0, 0}), "too often");
    row("other number of strides", view(0, {2, 3}, {1}), "broken");
    row("65 dimensions", view(0, Sides(65, 1), Sides(65, 1)), "broken");
    row("two lengths for one storage",
        dict().tensor("k", 6, 0, {6}, {1}).raw("s").text("u").tensor("k", 7, 0, {7}, {1}).raw("s").finish(),
        "two types or lengths");
    row("longer than its bytes", dict().tensor("k", 7, 0, {7}, {1}).raw("s").finish(), "another length");
    row("storage of 2^63 doubles", dict().raw("(").storage("DoubleStorage", "k", kHuge).raw("ts").finish(),
        "overflows");
    row("another storage", dict().tensor("x", 6, 0, {6}, {1}).raw("s").finish(), "list of storages");
    row("name comes twice",
        dict().tensor("k", 6, 0, {6}, {1}).raw("s").text("t").tensor("k", 6, 0, {6}, {1}).raw("s").finish(),
        "comes twice");
    row("number for a name", PickleWriter().raw("}K\x01").tensor("k", 6, 0, {6}, {1}).raw("s").finish(),
        "proper name");
    row("a tensor by itself", PickleWriter().tensor("k", 6, 0, {6}, {1}).finish(), "no state dict");
}

void PickleTest::refuses()
{
    QFETCH(std::string, state);
    QFETCH(QString, reason);
    const MemoryFile memory(torchStream(state, 6));
    QElapsedTimer timer;
    timer.start();
    const auto file = TorchFile::open(memory.path());
    QVERIFY(!file.has_value());
    const bool isUnsafe = file.error().detail.contains(QStringLiteral("wants to run"));
    QCOMPARE(file.error().code, isUnsafe ? ErrorCode::UnsafeWeights : ErrorCode::DamagedWeights);
    QVERIFY2(file.error().detail.contains(reason), qPrintable(file.error().detail));
    QVERIFY(timer.elapsed() < 5000);
    rusage usage = {};
    getrusage(RUSAGE_SELF, &usage);
    QVERIFY2(usage.ru_maxrss < 400'000, qPrintable(QString::number(usage.ru_maxrss)));
}

void PickleTest::refusesEveryCut()
{
    const std::string whole = torchStream(soundState(), 6);
    for (std::size_t length = 1; length < whole.size(); ++length) {
        const MemoryFile memory(whole.substr(0, length));
        const auto file = WeightsFile::open(memory.path());
        QVERIFY2(!file.has_value(), qPrintable(QString::number(length)));
        QCOMPARE(file.error().code, ErrorCode::DamagedWeights);
    }
    const MemoryFile longer(whole + "x");
    QVERIFY(WeightsFile::open(longer.path()).error().detail.contains(QStringLiteral("longer")));
}

void PickleTest::bearsHarmlessExcess_data()
{
    QTest::addColumn<std::string>("beside");
    QTest::newRow("tuples in tuples") << nested("", "\x85", 500'000);
    QTest::newRow("tuples that double") << nested("", "2\x86", 300'000);
    QTest::newRow("a list in itself") << std::string("]2a");
    QTest::newRow("a dictionary in itself") << std::string("}q\x07K\x01h\x07s");
    QTest::newRow("lists in lists") << nested("]", "a", 300'000);
}

/// Shapes that make recursive readers overflow their stack, or take time without end.
void PickleTest::bearsHarmlessExcess()
{
    QFETCH(std::string, beside);
    const std::string state =
        dict().tensor("k", 6, 0, {6}, {1}).raw("s").text("x").raw(beside).raw("s").finish();
    const MemoryFile memory(torchStream(state, 6));
    const auto file = TorchFile::open(memory.path());
    VERIFY_RESULT(file);
    QCOMPARE(file->tensors().size(), std::size_t(1));
}

void PickleTest::allowsViewsToTheLastElement()
{
    for (const std::string& state : {view(1, {2, 2}, {3, 1}), view(5, {1, 1}, {kHuge, kHuge}),
                                     view(0, {2, 3}, {0, 2}), view(6, {0, 4}, {4, 1})}) {
        const MemoryFile memory(torchStream(state, 6));
        const auto file = TorchFile::open(memory.path());
        VERIFY_RESULT(file);
        std::string values(file->tensors().at(0).bytes, '\0');
        VERIFY_RESULT(file->read(file->tensors().at(0), values.data()));
    }
}

QTEST_GUILESS_MAIN(PickleTest)
#include "tst_pickle.moc"
