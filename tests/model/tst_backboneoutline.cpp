// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/BackboneOutline.h"
#include "core/nn/BackboneFactory.h"
#include "core/weights/BackboneCatalog.h"
#include "support/Verify.h"

#include <QElapsedTimer>
#include <QTest>

using namespace cultivar;

/// The list of a backbone's layers, against the network itself.
class BackboneOutlineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void drawsNothing(); // first: outlines are kept
    void listsWhatTheNetworkHas_data();
    void listsWhatTheNetworkHas();
};

void BackboneOutlineTest::listsWhatTheNetworkHas_data()
{
    QTest::addColumn<QString>("backbone");
    for (const QString& name : BackboneCatalog::names())
        QTest::newRow(qPrintable(name)) << name;
}

void BackboneOutlineTest::listsWhatTheNetworkHas()
{
    QFETCH(QString, backbone);
    QElapsedTimer timer;
    timer.start();
    const auto outline = BackboneOutline::of(backbone);
    VERIFY_RESULT(outline);
    qInfo("%lld ms", timer.elapsed());
    const double millions = BackboneCatalog::find(backbone)->parametersMillions;
    QVERIFY(outline->layerCount() > 0);
    QVERIFY2(static_cast<double>(outline->parameterCount()) / 1e6 <= millions + 0.06,
             qPrintable(QString::number(outline->parameterCount())));
}

/// The random values would take seconds, and the window waits for the list.
void BackboneOutlineTest::drawsNothing()
{
    torch::manual_seed(3);
    const torch::Tensor expected = torch::rand({4});
    torch::manual_seed(3);
    VERIFY_RESULT(BackboneOutline::of(QStringLiteral("vgg11")));
    QVERIFY(torch::equal(torch::rand({4}), expected));
    const auto network = nn::makeBackbone("sprout"); // a real one has them
    QVERIFY(network->parameters().front().std().item<double>() > 0.0);
    QVERIFY(!torch::equal(torch::rand({4}), expected));
}

QTEST_GUILESS_MAIN(BackboneOutlineTest)
#include "tst_backboneoutline.moc"
