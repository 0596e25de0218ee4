// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ErrorText.h"

#include <QSet>
#include <QTest>

using namespace cultivar;

class ErrorTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCodeHasItsOwnSentence();
    void worksWithoutAPath();
    void showsHostileNamesOnOneLine();
};

void ErrorTextTest::everyCodeHasItsOwnSentence()
{
    QSet<QString> seen;
    const int last = static_cast<int>(ErrorCode::Internal);
    for (int code = 0; code <= last; ++code) {
        const QString text =
            errorText({static_cast<ErrorCode>(code), "/photos/oak 1.jpg", QStringLiteral("the detail")});
        QVERIFY2(text.contains(QStringLiteral("/photos/oak 1.jpg")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("; ")), qPrintable(text)); // the next step follows
        QVERIFY2(text.contains(QStringLiteral("the detail")), qPrintable(text));
        seen << text;
    }
    QCOMPARE(seen.size(), last + 1);
}

void ErrorTextTest::worksWithoutAPath()
{
    for (int code = 0; code <= static_cast<int>(ErrorCode::Internal); ++code) {
        const QString text = errorText({static_cast<ErrorCode>(code), {}, {}});
        QVERIFY2(!text.contains(QLatin1Char('%')) && text.at(0).isUpper() && text.endsWith(QLatin1Char('.')),
                 qPrintable(text));
    }
}

void ErrorTextTest::showsHostileNamesOnOneLine()
{
    const QString text = errorText({ErrorCode::EmptyFile, "/photos/%1 %2\nfoo\xff.jpg", {}});
    QVERIFY(!text.contains(QLatin1Char('\n')));
    QVERIFY(text.contains(QStringLiteral("%1 %2")));
}

QTEST_GUILESS_MAIN(ErrorTextTest)
#include "tst_errortext.moc"
