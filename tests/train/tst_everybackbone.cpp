// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Memory.h"
#include "core/data/FolderScanner.h"
#include "core/predict/Predictor.h"
#include "core/train/Trainer.h"
#include "core/weights/BackboneCatalog.h"
#include "support/TinyDataset.h"
#include "support/Verify.h"

#include <QTest>

using namespace cultivar;

/// Every network of the catalogue does the whole job: frozen, then with its last ten layers, then
/// classifying.
class EveryBackboneTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void trainsFrozenAndFineTuned_data();
    void trainsFrozenAndFineTuned();
};

void EveryBackboneTest::trainsFrozenAndFineTuned_data()
{
    QTest::addColumn<QString>("backbone");
    for (const QString& backbone : BackboneCatalog::names())
        QTest::newRow(backbone.toLatin1().constData()) << backbone;
}

void EveryBackboneTest::trainsFrozenAndFineTuned()
{
    QFETCH(QString, backbone);
    const TinyDataset pictures(4);
    const auto dataset = FolderScanner::scan(pictures.path());
    VERIFY_RESULT(dataset);
    const QTemporaryDir folder;
    TrainingConfig config;
    config.backbone = backbone;
    config.output = toPath(folder.filePath(QStringLiteral("m.cultivar")));
    config.epochs = 1;
    config.finetuneEpochs = 1;
    config.unfreeze = {UnfreezeSpec::Kind::LastLayers, 10, {}};
    config.augmentation.isEnabled = false;
    const auto outcome = Trainer::run(config, *dataset);
    VERIFY_RESULT(outcome);
    QCOMPARE(outcome->history.epochs().size(), std::size_t(2));
    QCOMPARE(outcome->history.epochs().back().phase, Phase::Finetune);
    const auto predictor = Predictor::open(config.output);
    VERIFY_RESULT(predictor);
    VERIFY_RESULT(predictor->classify(pictures.image(QStringLiteral("discs/0.png"))));
}

int main(int argc, char* argv[])
{
    keepFreedMemory();
    const QTemporaryDir home; // random values, not what happens to lie on this computer
    qputenv("XDG_DATA_HOME", home.path().toUtf8());
    qputenv("TORCH_HOME", home.path().toUtf8());
    qputenv("CULTIVAR_WEIGHTS_PATH", "");
    EveryBackboneTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_everybackbone.moc"
