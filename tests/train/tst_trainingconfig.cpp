// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/TrainingConfig.h"
#include "support/Verify.h"

#include <QTest>

using namespace cultivar;

/// What a checkpoint keeps of the settings.
class TrainingConfigTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesBackFromJson_data();
    void comesBackFromJson();
    void refusesWhatIsOutOfRange();
    void keepsPathsThatAreNotUtf8();
};

void TrainingConfigTest::comesBackFromJson_data()
{
    QTest::addColumn<QString>("key");
    for (const QString& key : TrainingConfig().toJson().keys())
        QTest::newRow(qPrintable(key)) << key;
}

/// Each value, changed by itself, arrives: none can be forgotten when one is added.
void TrainingConfigTest::comesBackFromJson()
{
    QFETCH(QString, key);
    const std::map<QString, QJsonValue> words{
        {"backbone", "resnet18"}, {"weights", "/a%FFb"},  {"start_model", "/m%FF.cultivar"},
        {"head_type", "linear"},  {"unfreeze", "layer4"}, {"group_by", "subfolder"},
        {"head_solver", "lbfgs"}, {"resize_policy", 2},   {"mixed_precision", true}};
    QJsonObject json = TrainingConfig().toJson();
    if (key == QLatin1String("head_solver"))
        json["head_type"] = "linear"; // they go together
    const QJsonValue value = json[key];
    if (words.contains(key))
        json[key] = words.at(key);
    else if (value.isBool())
        json[key] = !value.toBool();
    else if (key == QLatin1String("augmentation"))
        json[key] = AugmentationConfig::preset(AugmentationPreset::Strong).toJson();
    else
        json[key] = value.toDouble() < 1.0 ? value.toDouble() / 2 + 0.25 : value.toDouble() + 1;
    if (key == QLatin1String("seed"))
        json[key] = -1; // all 64 bits
    if (key == QLatin1String("depth_decay"))
        json[key] = 0.5;
    for (const char* whole : {"batch", "finetune_epochs", "patience", "threads"}) {
        if (key == QLatin1String(whole))
            json[key] = 3;
    }
    const auto config = TrainingConfig::fromJson(json);
    VERIFY_RESULT(config);
    QCOMPARE(config->toJson(), json);
}

void TrainingConfigTest::refusesWhatIsOutOfRange()
{
    QJsonObject json = TrainingConfig().toJson();
    json["epochs"] = 0;
    QCOMPARE(TrainingConfig::fromJson(json).error().code, ErrorCode::InvalidSetting);
    QCOMPARE(TrainingConfig::fromJson({}).error().code, ErrorCode::InvalidSetting);
}

void TrainingConfigTest::keepsPathsThatAreNotUtf8()
{
    TrainingConfig config;
    config.weights = "/photos/\xff%20\n.pth";
    QCOMPARE(TrainingConfig::fromJson(config.toJson())->weights, config.weights);
}

QTEST_GUILESS_MAIN(TrainingConfigTest)
#include "tst_trainingconfig.moc"
