// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/FreezePlan.h"

#include <QTest>

using namespace cultivar;

class FreezePlanTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesLastLayersAndBlocks();
    void countsTheHead();

private:
    static BackboneOutline outline()
    {
        BackboneOutline outline;
        outline.blocks = {
            {QStringLiteral("stem"), {{QStringLiteral("stem.0"), 10}, {QStringLiteral("stem.1"), 2}}, 12},
            {QStringLiteral("layer1"),
             {{QStringLiteral("layer1.0"), 100}, {QStringLiteral("layer1.1"), 4}},
             104}};
        outline.featureWidth = 8;
        return outline;
    }
};

void FreezePlanTest::namesLastLayersAndBlocks()
{
    FreezePlan plan(outline());
    QCOMPARE(plan.spec().kind, UnfreezeSpec::Kind::None);
    plan.setLastLayers(3);
    QCOMPARE(plan.spec().kind, UnfreezeSpec::Kind::LastLayers);
    QCOMPARE(plan.spec().lastLayers, 3);
    QCOMPARE(plan.trainedLayersOf(0), 1);
    plan.setBlock(1, false);
    QCOMPARE(plan.spec().kind, UnfreezeSpec::Kind::Blocks);
    QCOMPARE(plan.spec().blocks, QStringList{QStringLiteral("stem.1")});
    QCOMPARE(plan.lastLayers(), 0);
    plan.setBlock(0, true);
    QCOMPARE(plan.spec().blocks, QStringList{QStringLiteral("stem")});
    plan.setBlock(1, true);
    QCOMPARE(plan.spec().kind, UnfreezeSpec::Kind::All);
}

void FreezePlanTest::countsTheHead()
{
    FreezePlan plan(outline());
    const ParameterCount linear = plan.parameters({HeadSpec::Type::Linear, 256, 0.5}, 3);
    QCOMPARE(linear.trainable, 27);
    QCOMPARE(linear.total, 27 + 116);
    plan.setLastLayers(2);
    QCOMPARE(plan.parameters({HeadSpec::Type::Classic, 4, 0.5}, 3).trainable, 104 + 36 + 15);
}

QTEST_GUILESS_MAIN(FreezePlanTest)
#include "tst_freezeplan.moc"
