// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Familiarity_p.h"
#include "core/predict/Predictor.h"
#include "data/Python.h"
#include "support/Models.h"
#include "support/Verify.h"

#include <QTemporaryFile>
#include <QTest>
#include <QTextStream>

using namespace cultivar;

namespace {

constexpr int kWidth = 6, kClasses = 3;

/// Classes whose features spread differently in different directions.
struct Cloud
{
    torch::Tensor features, labels;

    explicit Cloud(std::int64_t count, std::uint64_t seed)
    {
        torch::manual_seed(1);
        const torch::Tensor centres = 4 * torch::randn({kClasses, kWidth});
        const torch::Tensor shape = torch::randn({kWidth, kWidth});
        torch::manual_seed(seed);
        labels = torch::arange(count).remainder(kClasses);
        features = centres.index_select(0, labels) + 0.3 * torch::randn({count, kWidth}).mm(shape);
    }
};

/// Mahalanobis distances over the limit, from their definition.
const QString kFamiliarityReference = QStringLiteral(R"(
import sys
import numpy as np
def read(path):
    table = np.loadtxt(path); x = table[:, 1:]
    return table[:, 0].astype(int), x / np.linalg.norm(x, axis=1, keepdims=True)
(labels, known), (_, held), (_, asked) = map(read, sys.argv[1:])
means = np.array([known[labels == c].mean(0) for c in range(labels.max() + 1)])
spread = known - means[labels]
cov = spread.T @ spread / len(known)
cov = 0.8 * cov + 0.2 * np.trace(cov) / len(cov) * np.eye(len(cov))
inverse = np.linalg.inv(cov)
def distance(x):
    return np.sqrt(min((x - m) @ inverse @ (x - m) for m in means))
limit = sorted(map(distance, held))[int(np.ceil(0.95 * (len(held) + 1))) - 1]
print(*(distance(x) / limit for x in asked))
)");

bool writeTable(QTemporaryFile& file, const Cloud& cloud)
{
    QTextStream text(&file);
    text.setRealNumberPrecision(9);
    for (std::int64_t i = 0; i < cloud.labels.size(0); ++i) {
        text << cloud.labels[i].item<int>();
        for (int k = 0; k < kWidth; ++k)
            text << ' ' << cloud.features[i][k].item<float>();
        text << '\n';
    }
    text.flush();
    return file.error() == QFile::NoError;
}

} // namespace

class FamiliarityTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void equalsNumpy();
    void flagsWhatIsFarAndFewOthers();
    void refusesWhatTellsNothing();
    void travelsInTheModelFile();
    void refusesPartsThatDoNotFit();
};

void FamiliarityTest::equalsNumpy()
{
    const Cloud known(300, 2), held(100, 3), asked(50, 4);
    const auto familiarity = Familiarity::fit(known.features, known.labels, kClasses, held.features);
    QVERIFY(familiarity.has_value());
    QTemporaryFile files[3];
    QStringList names;
    for (const auto& [file, cloud] :
         {std::pair{&files[0], &known}, {&files[1], &held}, {&files[2], &asked}}) {
        QVERIFY(file->open() && writeTable(*file, *cloud));
        names.append(file->fileName());
    }
    const QStringList expected = Python::run(kFamiliarityReference, names).simplified().split(u' ');
    QCOMPARE(expected.size(), 50);
    const torch::Tensor distances = familiarity->distances(asked.features);
    for (int i = 0; i < 50; ++i)
        QVERIFY(std::abs(distances[i].item<double>() / expected[i].toDouble() - 1.0) < 1e-4);
}

void FamiliarityTest::flagsWhatIsFarAndFewOthers()
{
    const Cloud known(600, 2), held(200, 3), fresh(4000, 4);
    const auto familiarity = Familiarity::fit(known.features, known.labels, kClasses, held.features);
    QVERIFY(familiarity.has_value());
    const double falseAlarms =
        familiarity->distances(fresh.features).gt(1.0).to(torch::kFloat64).mean().item<double>();
    QVERIFY2(std::abs(falseAlarms - Familiarity::kFalseAlarms) < 0.03,
             qPrintable(QString::number(falseAlarms)));
    const double found =
        familiarity->distances(-fresh.features).gt(1.0).to(torch::kFloat64).mean().item<double>();
    QVERIFY2(found > 0.95, qPrintable(QString::number(found)));
    // The same thing in another brightness is no other thing.
    QVERIFY(torch::allclose(familiarity->distances(3.0 * fresh.features),
                            familiarity->distances(fresh.features), 1e-3));
}

void FamiliarityTest::refusesWhatTellsNothing()
{
    const Cloud known(30, 2);
    const torch::Tensor none = torch::empty({0, kWidth});
    QVERIFY(!Familiarity::fit(known.features, known.labels, kClasses, none));
    QVERIFY(!Familiarity::fit(known.features, known.labels, kClasses + 1, known.features)); // an empty class
    torch::Tensor broken = known.features.clone();
    broken[0][0] = std::nan("");
    QVERIFY(!Familiarity::fit(broken, known.labels, kClasses, known.features));
    QVERIFY(!Familiarity::fit(known.features, known.labels, kClasses, broken));
    // All alike: nothing spreads, and nothing is far.
    QVERIFY(!Familiarity::fit(torch::ones({9, kWidth}), torch::arange(9).remainder(3), kClasses,
                              torch::ones({3, kWidth})));
}

void FamiliarityTest::travelsInTheModelFile()
{
    const QTemporaryDir folder;
    const auto path = toPath(folder.filePath(QStringLiteral("knowing.cultivar")));
    const LoadedModel model = randomModel();
    const std::int64_t width = model.classifier.featureWidth();
    torch::manual_seed(3);
    const torch::Tensor features = torch::rand({60, width});
    const auto familiarity =
        Familiarity::fit(features, torch::arange(60).remainder(3), 3, torch::rand({40, width}));
    QVERIFY(familiarity.has_value());
    VERIFY_RESULT(saveModel(path, model.classifier, model.description, familiarity));
    const auto loaded = loadModel(path);
    VERIFY_RESULT(loaded);
    QVERIFY(loaded->familiarity.has_value());
    QVERIFY(torch::equal(loaded->familiarity->distances(features), familiarity->distances(features)));

    // With it the probabilities stay what they are without, to the last bit.
    const auto plainPath = saveRandomModel(folder);
    VERIFY_RESULT(plainPath);
    const auto knowing = Predictor::open(path, 1), plain = Predictor::open(*plainPath, 1);
    VERIFY_RESULT(knowing);
    VERIFY_RESULT(plain);
    const Image grey{64, 64, std::vector<std::uint8_t>(64 * 64 * 3, 90)};
    const auto with = knowing->classify(grey), without = plain->classify(grey);
    VERIFY_RESULT(with);
    VERIFY_RESULT(without);
    QVERIFY(with->distance.has_value());
    QVERIFY(!without->distance && !without->isUnlike());
    for (std::size_t i = 0; i < with->ranked.size(); ++i)
        QVERIFY(with->ranked[i].probability == without->ranked[i].probability);
}

void FamiliarityTest::refusesPartsThatDoNotFit()
{
    const torch::Tensor means = torch::zeros({3, kWidth}), whitener = torch::eye(kWidth);
    QVERIFY(Familiarity::fromTensors(means, whitener));
    QVERIFY(!Familiarity::fromTensors(means, torch::eye(kWidth + 1)));
    QVERIFY(!Familiarity::fromTensors(means, torch::ones({kWidth, 2})));
    QVERIFY(!Familiarity::fromTensors(means.flatten(), whitener));
    QVERIFY(!Familiarity::fromTensors(torch::empty({0, kWidth}), whitener));
    QVERIFY(!Familiarity::fromTensors(means * std::nan(""), whitener));
}

QTEST_GUILESS_MAIN(FamiliarityTest)
#include "tst_familiarity.moc"
