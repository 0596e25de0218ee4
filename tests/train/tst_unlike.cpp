// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Paths.h"
#include "core/data/FolderScanner.h"
#include "core/predict/Predictor.h"
#include "core/train/Trainer.h"
#include "support/Verify.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace cultivar;

/// Real photos: trained on one dataset, asked about another. At least 80 % of the other one's pictures must
/// be told to be unlike, at 5 % false alarms on held-out images of the first.
class UnlikeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsOtherPicturesApart_data();
    void tellsOtherPicturesApart();

private:
    struct Counts
    {
        int images = 0, unlike = 0;
        double share() const { return images ? static_cast<double>(unlike) / images : 0.0; }
    };
    static Counts count(const Predictor& predictor, const Dataset& dataset, bool isHeldOutAlone);
};

UnlikeTest::Counts UnlikeTest::count(const Predictor& predictor, const Dataset& dataset, bool isHeldOutAlone)
{
    std::vector<std::filesystem::path> files;
    for (const DatasetItem& item : dataset.items) {
        if (!isHeldOutAlone || item.subset == Subset::Test)
            files.push_back(item.path);
    }
    Counts counts;
    predictor.classifyAll(files, {}, [&](std::size_t, const Result<Prediction>& prediction) {
        if (!prediction)
            return;
        ++counts.images;
        counts.unlike += prediction->isUnlike();
    });
    return counts;
}

void UnlikeTest::tellsOtherPicturesApart_data()
{
    QTest::addColumn<QString>("known");
    QTest::addColumn<QString>("other");
    QTest::newRow("grocery, signs") << "grocery"
                                    << "sign_digits";
    QTest::newRow("blood cells, letters") << "blood_cells"
                                          << "omniglot_greek";
    QTest::newRow("signs, grocery") << "sign_digits"
                                    << "grocery";
}

void UnlikeTest::tellsOtherPicturesApart()
{
    QFETCH(QString, known);
    QFETCH(QString, other);
    const QString shared = qEnvironmentVariable("CULTIVAR_TEST_DATA");
    const QString weights = shared + QStringLiteral("/weights/mobilenet_v2_backbone.safetensors");
    if (!QFile::exists(weights))
        QSKIP("CULTIVAR_TEST_DATA has no weights");
    const auto folder = [&](const QString& name) {
        return toPath(shared + QStringLiteral("/datasets/") + name);
    };
    auto dataset = FolderScanner::scan(folder(known));
    VERIFY_RESULT(dataset);
    const auto foreign = FolderScanner::scan(folder(other));
    VERIFY_RESULT(foreign);
    if (!dataset->hasSubset(Subset::Test)) { // every fifth image is kept from the training
        for (std::size_t i = 0; i < dataset->items.size(); ++i)
            dataset->items[i].subset = i % 5 == 0 ? Subset::Test : Subset::Unassigned;
    }
    const QTemporaryDir place;
    TrainingConfig config;
    config.backbone = QStringLiteral("mobilenet_v2");
    config.weights = toPath(weights);
    config.follow(Recipe::Automatic);
    config.output = toPath(place.filePath(QStringLiteral("m.cultivar")));
    const auto outcome = Trainer::run(config, *dataset);
    VERIFY_RESULT(outcome);
    const auto predictor = Predictor::open(config.output);
    VERIFY_RESULT(predictor);
    const Counts held = count(*predictor, *dataset, true), strange = count(*predictor, *foreign, false);
    qInfo("%s: %.1f %% of %d held-out images flagged; %s: %.1f %% of %d", qPrintable(known),
          held.share() * 100, held.images, qPrintable(other), strange.share() * 100, strange.images);
    QVERIFY(strange.share() >= 0.80);
}

QTEST_GUILESS_MAIN(UnlikeTest)
#include "tst_unlike.moc"
