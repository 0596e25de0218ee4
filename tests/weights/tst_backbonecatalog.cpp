// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/weights/BackboneCatalog.h"
#include "data/Python.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTest>

using namespace cultivar;

/// The catalogue against what torchvision publishes.
class BackboneCatalogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatTorchvisionPublishes();
    void describesEachOnce();
};

void BackboneCatalogTest::saysWhatTorchvisionPublishes()
{
    if (!Python::hasModules(QStringLiteral("torchvision")))
        QSKIP("python3-torchvision is not installed");
    QFile script(QStringLiteral(CULTIVAR_CATALOGUE_ORACLE));
    QVERIFY(script.open(QIODevice::ReadOnly));
    const QString said = Python::run(QString::fromUtf8(script.readAll()));
    QHash<QString, QJsonObject> published; // by address
    for (const auto& entry : QJsonDocument::fromJson(said.toUtf8()).array())
        published.insert(entry.toObject()["url"].toString(), entry.toObject());
    QVERIFY(published.size() > 40);

    int compared = 0;
    for (const BackboneInfo& info : BackboneCatalog::all()) {
        if (!info.needsWeights())
            continue;
        QVERIFY2(published.contains(info.weightsUrl), qPrintable(info.weightsUrl));
        const QJsonObject entry = published[info.weightsUrl];
        const auto what = qPrintable(info.name);
        QVERIFY2(entry["name"].toString() == info.name, what);
        QVERIFY2(std::abs(entry["num_params"].toDouble() / 1e6 - info.parametersMillions) < 1e-9, what);
        QVERIFY2(std::abs(entry["acc@1"].toDouble() / 100 - info.top1) < 1e-6, what);
        QVERIFY2(entry["crop_size"].toInt() == info.preprocessing.crop, what);
        QVERIFY2(entry["resize_size"].toInt() == info.preprocessing.resize, what);
        const bool isBicubic = info.preprocessing.interpolation == Preprocessing::Interpolation::Bicubic;
        QVERIFY2(entry["interpolation"].toString() == (isBicubic ? "bicubic" : "bilinear"), what);
        for (int i = 0; i < 3; ++i) {
            QVERIFY2(std::abs(entry["mean"][i].toDouble() - info.preprocessing.mean[i]) < 1e-6, what);
            QVERIFY2(std::abs(entry["std"][i].toDouble() - info.preprocessing.std[i]) < 1e-6, what);
        }
        ++compared;
    }
    QCOMPARE(compared, int(BackboneCatalog::all().size()) - 1); // all but our own
}

void BackboneCatalogTest::describesEachOnce()
{
    QSet<QString> names;
    int featured = 0;
    for (const BackboneInfo& info : BackboneCatalog::all()) {
        names.insert(info.name);
        featured += info.isFeatured;
        QVERIFY2(!info.displayName.isEmpty() && !info.family.isEmpty() &&
                     info.goodFor.endsWith(QLatin1Char('.')),
                 qPrintable(info.name));
        QVERIFY2(info.gflops > 0 && info.parametersMillions > 0 && info.downloadBytes() > 0,
                 qPrintable(info.name));
    }
    QCOMPARE(names.size(), qsizetype(BackboneCatalog::all().size()));
    QVERIFY(featured >= 3 && featured <= 8);
    QVERIFY(BackboneCatalog::find(BackboneCatalog::offlineDefault())->isFeatured);
}

QTEST_GUILESS_MAIN(BackboneCatalogTest)
#include "tst_backbonecatalog.moc"
