// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/FolderScanner.h"
#include "core/data/ImageDecoder.h"
#include "core/evaluate/NearestImages.h"
#include "core/predict/Predictor.h"
#include "data/Pictures.h"
#include "data/Python.h"
#include "support/Models.h"
#include "support/TinyDataset.h"
#include "support/Verify.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace cultivar;

class NearestImagesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void findsWhatNumpyFinds();
    void knowsOnlyWhatTrainedTheModel();
    void computesNothingTwice();
    void survivesADamagedCache_data();
    void survivesADamagedCache();
    void keepsWithinItsMemory();
    void canBeCancelled();

private:
    /// How many images passed the network.
    Result<NearestImages> make(const Dataset& dataset, NearestImages::Request request, int& passed) const
    {
        passed = 0;
        request.progress = [&](int done, int) { passed = done; };
        return NearestImages::make(*m_predictor, QStringLiteral("hash"), dataset, request);
    }
    std::filesystem::path cacheFile(const std::filesystem::path& cache) const
    {
        return std::filesystem::directory_iterator(cache)->path();
    }

    QTemporaryDir m_folder;
    TinyDataset m_pictures;
    Dataset m_dataset;
    std::optional<Predictor> m_predictor;
};

void NearestImagesTest::initTestCase()
{
    m_dataset = *FolderScanner::scan(m_pictures.path());
    const auto model = saveRandomModel(m_folder);
    VERIFY_RESULT(model);
    auto predictor = Predictor::open(*model, 1);
    VERIFY_RESULT(predictor);
    m_predictor.emplace(std::move(*predictor));
}

/// The features of the plain network, and all distances, in double precision by numpy.
void NearestImagesTest::findsWhatNumpyFinds()
{
    const auto model = loadModel(toPath(m_folder.filePath(QStringLiteral("m.cultivar"))));
    VERIFY_RESULT(model);
    Classifier network = *Classifier::create(model->description.backbone, model->description.head, 3);
    network.restore(model->classifier.snapshot());
    network.freezeAll();
    torch::NoGradGuard guard;
    QJsonArray rows;
    for (const DatasetItem& item : m_dataset.items) {
        const Preprocessing& preprocessing = model->description.preprocessing;
        const auto decoded = ImageDecoder::decode(item.path, preprocessing.resize);
        VERIFY_RESULT(decoded);
        const torch::Tensor input =
            viewTensor(networkView(*decoded, preprocessing), preprocessing).unsqueeze(0);
        const auto placed = network.placedGradient(input, 0).activations; // [1, C, h, w], before the average
        const torch::Tensor features = placed.mean({2, 3}).squeeze(0).to(torch::kFloat64).contiguous();
        QJsonArray row;
        for (std::int64_t i = 0; i < features.size(0); ++i)
            row.append(features[i].item<double>());
        rows.append(row);
    }
    const QString file = m_folder.filePath(QStringLiteral("features.json"));
    QVERIFY(writeFile(file, QJsonDocument(rows).toJson()));
    const QString expected =
        Python::run(QStringLiteral("import json, sys, numpy as np\n"
                                   "f = np.array(json.load(open(sys.argv[1])))\n"
                                   "f /= np.linalg.norm(f, axis=1, keepdims=True)\n"
                                   "for q in (0, 17, 35):\n"
                                   "    d = np.linalg.norm(f - f[q], axis=1)\n"
                                   "    d[q] = np.inf\n"
                                   "    for i in np.argsort(d, kind='stable')[:5]: print(q, i, d[i])"),
                    {file});
    const QStringList lines = expected.split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 15);
    int passed = 0;
    const auto nearest = make(m_dataset, {}, passed);
    VERIFY_RESULT(nearest);
    QCOMPARE(nearest->size(), m_dataset.items.size());
    for (int i = 0; i < lines.size(); ++i) {
        const QStringList words = lines[i].split(u' ');
        const std::filesystem::path query = m_dataset.items[words[0].toUInt()].path;
        const DatasetItem& item = m_dataset.items[words[1].toUInt()];
        const auto prediction = m_predictor->classify(query);
        VERIFY_RESULT(prediction);
        const auto neighbours = nearest->nearest(prediction->features, 5, query);
        QCOMPARE(neighbours.size(), std::size_t(5));
        const Neighbour& neighbour = neighbours[static_cast<std::size_t>(i % 5)];
        QVERIFY2(std::abs(neighbour.distance - words[2].toDouble()) < 1e-4, qPrintable(lines[i]));
        // Others may be equally far, but for the rounding.
        if (neighbour.path != item.path)
            QVERIFY2(i % 5 == 4 ||
                         std::abs(neighbours[std::size_t(i % 5) + 1].distance - neighbour.distance) < 1e-4 ||
                         std::abs(neighbours[std::size_t(std::max(0, i % 5 - 1))].distance -
                                  neighbour.distance) < 1e-4,
                     qPrintable(lines[i]));
        else
            QCOMPARE(neighbour.label, m_dataset.classes[item.label]);
    }
    const auto self = nearest->nearest(m_predictor->classify(m_dataset.items[3].path)->features, 1);
    QCOMPARE(self.front().path, std::filesystem::path(m_dataset.items[3].path));
    QCOMPARE(self.front().distance, 0.0);
}

void NearestImagesTest::knowsOnlyWhatTrainedTheModel()
{
    LoadedModel model = randomModel();
    const auto signatures = signaturesOf(m_dataset, 1);
    model.description.seen = SeenImages({*signatures[1], *signatures[20]}, {*signatures[2]});
    const auto path = toPath(m_folder.filePath(QStringLiteral("two.cultivar")));
    VERIFY_RESULT(saveModel(path, model.classifier, model.description));
    const auto predictor = Predictor::open(path, 1);
    VERIFY_RESULT(predictor);
    const auto nearest = NearestImages::make(*predictor, QStringLiteral("two"), m_dataset, {});
    VERIFY_RESULT(nearest);
    QCOMPARE(nearest->size(), std::size_t(2));
    const TinyDataset foreign(3, 40);
    QCOMPARE(NearestImages::make(*predictor, QStringLiteral("two"), *FolderScanner::scan(foreign.path()), {})
                 .error()
                 .code,
             ErrorCode::NoImages);
}

/// Also not when images are moved or others come.
void NearestImagesTest::computesNothingTwice()
{
    const QTemporaryDir cache;
    const TinyDataset pictures(4);
    auto dataset = *FolderScanner::scan(pictures.path());
    int passed = 0;
    const auto first = make(dataset, {toPath(cache.path()), {}}, passed);
    VERIFY_RESULT(first);
    QCOMPARE(passed, 12);
    const auto features = m_predictor->classify(dataset.items[0].path)->features;
    const auto before = first->nearest(features, 12);

    const auto again = make(dataset, {toPath(cache.path()), {}}, passed);
    VERIFY_RESULT(again);
    QCOMPARE(passed, 0);
    const auto after = again->nearest(features, 12);
    for (std::size_t i = 0; i < before.size(); ++i) {
        QCOMPARE(after[i].path, before[i].path);
        QCOMPARE(after[i].distance, before[i].distance);
    }

    std::filesystem::rename(pictures.image(QStringLiteral("discs/1.png")),
                            pictures.image(QStringLiteral("stripes/x.png")));
    QImage other(64, 64, QImage::Format_RGB32);
    other.fill(Qt::darkCyan);
    QVERIFY(other.save(toQString(pictures.image(QStringLiteral("discs/new.png")))));
    dataset = *FolderScanner::scan(pictures.path());
    const auto changed = make(dataset, {toPath(cache.path()), {}}, passed);
    VERIFY_RESULT(changed);
    QCOMPARE(passed, 1);
    QCOMPARE(changed->size(), std::size_t(13));
    const auto moved =
        changed->nearest(m_predictor->classify(pictures.image(QStringLiteral("stripes/x.png")))->features, 1);
    QCOMPARE(moved.front().label, QStringLiteral("stripes"));
}

void NearestImagesTest::survivesADamagedCache_data()
{
    QTest::addColumn<int>("kept");
    QTest::newRow("empty") << 0;
    QTest::newRow("cut") << 1000;
    QTest::newRow("garbage") << -1;
}

void NearestImagesTest::survivesADamagedCache()
{
    QFETCH(int, kept);
    const QTemporaryDir cache;
    int passed = 0;
    const auto first = make(m_dataset, {toPath(cache.path()), {}}, passed);
    VERIFY_RESULT(first);
    const QString file = toQString(cacheFile(toPath(cache.path())));
    const QByteArray whole = readFile(file);
    QVERIFY(writeFile(file, kept < 0 ? QByteArray(whole.size(), 'x') : whole.left(kept)));
    const auto again = make(m_dataset, {toPath(cache.path()), {}}, passed);
    VERIFY_RESULT(again);
    QCOMPARE(passed, 36);
    QCOMPARE(readFile(file), whole); // written anew
    // A cache that cannot be written is none.
    VERIFY_RESULT(make(m_dataset, {"/proc/no", {}}, passed));
}

void NearestImagesTest::keepsWithinItsMemory()
{
    NearestImages::Request request;
    request.maxBytes = m_predictor->featureWidth() * sizeof(float) * 10;
    int passed = 0;
    const auto nearest = make(m_dataset, request, passed);
    VERIFY_RESULT(nearest);
    QCOMPARE(nearest->size(), std::size_t(9)); // three of each class
    QCOMPARE(passed, 9);
    std::map<QString, int> perClass;
    for (const Neighbour& neighbour :
         nearest->nearest(m_predictor->classify(m_dataset.items[0].path)->features, 100))
        ++perClass[neighbour.label];
    for (const auto& [label, count] : perClass)
        QCOMPARE(count, 3);
}

void NearestImagesTest::canBeCancelled()
{
    const QTemporaryDir cache;
    NearestImages::Request request{toPath(cache.path()), {}};
    request.progress = [&request](int done, int) {
        if (done == 5)
            request.cancel.cancel();
    };
    const auto cancelled = NearestImages::make(*m_predictor, QStringLiteral("hash"), m_dataset, request);
    QVERIFY(!cancelled);
    QCOMPARE(cancelled.error().code, ErrorCode::Cancelled);
    int passed = 0;
    VERIFY_RESULT(make(m_dataset, {toPath(cache.path()), {}}, passed));
    QCOMPARE(passed, 31); // what was done is kept
}

QTEST_APPLESS_MAIN(NearestImagesTest)
#include "tst_nearestimages.moc"
