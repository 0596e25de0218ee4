// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Arguments.h"

#include <QtTest>

using namespace cultivar;

namespace {

CommandSyntax syntax()
{
    CommandSyntax syntax;
    syntax.name = "graft";
    syntax.operands = {{"STOCK", "", false}, {"SCION", "", true}};
    syntax.options = {{"--out", "FILE", "", true}, {"--epochs", "N", "", false}, {"--json", "", "", false}};
    return syntax;
}

} // namespace

/// Arguments against a made-up command.
class ArgumentsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsOptionsAnywhere()
    {
        const auto arguments =
            Arguments::parse(syntax(), {"a", "--out", "x", "b", "--json", "--epochs=3", "c"});
        QVERIFY(arguments);
        QCOMPARE(arguments->operands().size(), std::size_t(3));
        QCOMPARE(arguments->path("--out"), std::filesystem::path("x"));
        QVERIFY(arguments->has("--json"));
        QCOMPARE(*arguments->integer("--epochs", 1, 1, 9), 3);
    }

    void keepsBytesOfFileNames()
    {
        const auto arguments = Arguments::parse(syntax(), {"a\xff", "b", "--out", "o\xfe"});
        QVERIFY(arguments);
        QCOMPARE(arguments->operands().front().native(), std::string("a\xff"));
        QCOMPARE(arguments->path("--out").native(), std::string("o\xfe"));
    }

    void endsOptionsAtDoubleDash()
    {
        const auto arguments = Arguments::parse(syntax(), {"--out", "x", "--", "--json", "-b"});
        QVERIFY(arguments);
        QVERIFY(!arguments->has("--json"));
        QCOMPARE(arguments->operands().front(), std::filesystem::path("--json"));
    }

    void helpWins() { QVERIFY(Arguments::parse(syntax(), {"--help", "--nonsense"})->isHelpWanted()); }

    void namesWhatIsWrong_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("named");
        QTest::newRow("unknown option") << QStringList{"a", "b", "--out", "x", "--epoch", "1"} << "--epoch";
        QTest::newRow("unknown short option") << QStringList{"a", "b", "--out", "x", "-j"} << "-j";
        QTest::newRow("missing value at the end") << QStringList{"a", "b", "--out"} << "--out";
        QTest::newRow("missing value before an option")
            << QStringList{"a", "b", "--out", "--json"} << "--out";
        QTest::newRow("empty value") << QStringList{"a", "b", "--out="} << "--out";
        QTest::newRow("switch with a value") << QStringList{"a", "b", "--out", "x", "--json=1"} << "--json";
        QTest::newRow("given twice") << QStringList{"a", "b", "--out", "x", "--out", "y"} << "--out";
        QTest::newRow("missing required option") << QStringList{"a", "b"} << "--out";
        QTest::newRow("missing operand") << QStringList{"a", "--out", "x"} << "SCION";
        QTest::newRow("no operand") << QStringList{"--out", "x"} << "STOCK";
    }

    void namesWhatIsWrong()
    {
        QFETCH(QStringList, words);
        QFETCH(QString, named);
        std::vector<std::string> arguments;
        for (const QString& word : words)
            arguments.push_back(word.toStdString());
        const auto parsed = Arguments::parse(syntax(), arguments);
        QVERIFY(!parsed);
        QVERIFY2(parsed.error().message.contains(named), qPrintable(parsed.error().message));
    }

    void refusesBadNumbers_data()
    {
        QTest::addColumn<QString>("value");
        for (const char* value : {"0", "-1", "10", "3.5", "three", "1e3", "99999999999999999999"})
            QTest::newRow(value) << QString(value);
    }

    void refusesBadNumbers()
    {
        QFETCH(QString, value);
        const auto arguments =
            Arguments::parse(syntax(), {"a", "b", "--out", "x", "--epochs", value.toStdString()});
        QVERIFY(arguments);
        const auto number = arguments->integer("--epochs", 1, 1, 9);
        QVERIFY(!number);
        QVERIFY(number.error().message.contains("--epochs"));
        QVERIFY(number.error().message.contains("1 to 9"));
    }

    void refusesNumbersThatAreNone()
    {
        for (const char* value : {"nan", "inf", "0", "-0.1", "11", "x"}) {
            const auto arguments = Arguments::parse(syntax(), {"a", "b", "--out", "x", "--epochs", value});
            QVERIFY2(!arguments->positive("--epochs", 1.0, 10.0), value);
        }
    }

    void helpTextNamesEverything()
    {
        const QString text = syntax().helpText();
        for (const char* word : {"cultivar graft STOCK SCION… --out FILE", "--epochs N", "--json", "--help"})
            QVERIFY2(text.contains(QString::fromUtf8(word)), word);
    }
};

QTEST_APPLESS_MAIN(ArgumentsTest)
#include "tst_arguments.moc"
