// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/AdvancedOptions.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QTest>

using namespace cultivar;

class AdvancedOptionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// What stays on one side of the split: copies unless they are let go, and groups by choice.
    void choosesWhatStaysTogether()
    {
        AdvancedOptions options;
        options.show();
        const auto chosen = [&options] {
            TrainingConfig config;
            options.apply(config);
            return config;
        };
        auto* groups = options.findChild<QComboBox*>("groupsChoice");
        auto* pattern = options.findChild<QLineEdit*>("groupPattern");
        QVERIFY(chosen().keepsDuplicatesTogether);
        QVERIFY(chosen().groupBy.isEmpty());
        for (const bool isMixed : {true, false}) {
            options.findChild<QCheckBox*>("mixedPrecisionCheck")->setChecked(isMixed);
            QCOMPARE(chosen().usesMixedPrecision, std::optional(isMixed));
        }
        QVERIFY(!pattern->isVisible());
        options.findChild<QCheckBox*>("duplicatesTogetherCheck")->setChecked(false);
        QVERIFY(!chosen().keepsDuplicatesTogether);
        groups->setCurrentIndex(1);
        QCOMPARE(chosen().groupBy, QStringLiteral("subfolder"));
        groups->setCurrentIndex(2);
        QVERIFY(pattern->isVisible());
        pattern->setText(QStringLiteral("^(\\d+)"));
        QCOMPARE(chosen().groupBy, QStringLiteral("^(\\d+)"));
        groups->setCurrentIndex(0);
        QVERIFY(chosen().groupBy.isEmpty());
    }
};

QTEST_MAIN(AdvancedOptionsTest)
#include "tst_advancedoptions.moc"
