// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/FolderScanner.h"
#include "core/evaluate/Evaluation.h"
#include "core/predict/Predictor.h"
#include "core/train/StartModel_p.h"
#include "core/train/Trainer.h"
#include "core/weights/SafeTensors.h"
#include "support/Models.h"
#include "support/TinyDataset.h"
#include "support/Verify.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTest>

#include <map>
#include <set>

using namespace cultivar;

namespace {

class Notices : public TrainingObserver
{
public:
    std::vector<Error> all;
    void notice(const Error& notice) override { all.push_back(notice); }
    QString detailOf(ErrorCode code) const
    {
        for (const Error& notice : all) {
            if (notice.code == code)
                return notice.detail;
        }
        return {};
    }
};

/// @p dataset without class @p name.
Dataset without(Dataset dataset, const QString& name)
{
    const auto label = static_cast<int>(dataset.classes.indexOf(name));
    dataset.classes.removeAt(label);
    std::erase_if(dataset.items, [&](const DatasetItem& item) { return item.label == label; });
    for (DatasetItem& item : dataset.items)
        item.label -= item.label > label;
    return dataset;
}

std::map<std::string, torch::Tensor> tensorsOf(const std::filesystem::path& model)
{
    std::map<std::string, torch::Tensor> tensors;
    const auto loaded = loadModel(model);
    for (const auto& [name, tensor] : loaded->classifier.tensors())
        tensors[name] = tensor;
    return tensors;
}

std::set<ImageSignature> setOf(const std::vector<ImageSignature>& signatures)
{
    return {signatures.begin(), signatures.end()};
}

} // namespace

/// Training that starts from a model: what it keeps, what it drops, and who may judge it.
class RetrainingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void keepsRowsByName_data();
    void keepsRowsByName();
    void keepsTheNetworkAndTheOldClasses_data();
    void keepsTheNetworkAndTheOldClasses();
    void saysWhereItComesFrom();
    void neverJudgesByWhatHasTrained();
    void saysWhatItCannotKeep();
    void refusesForeignFiles();
    void refusesOtherNetworks_data();
    void refusesOtherNetworks();

private:
    TrainingConfig config(const char* name, bool isLinear = true) const
    {
        TrainingConfig config;
        config.output = toPath(m_folder.filePath(QLatin1String(name)));
        config.follow(isLinear ? Recipe::Automatic : Recipe::Classic);
        config.augmentation.isEnabled = false;
        config.threads = 1;
        config.keepsDuplicatesTogether = false; // the drawn pictures are much alike
        return config;
    }
    TrainingConfig from(const TrainingConfig& earlier, const char* name) const
    {
        TrainingConfig again = earlier;
        again.weights.clear();
        again.output = toPath(m_folder.filePath(QLatin1String(name)));
        again.startFrom(earlier.output, *readModelDescription(earlier.output));
        return again;
    }

    /// On the validation images of m_two.
    double accuracyOnTwo(const std::filesystem::path& model) const
    {
        const auto predictor = Predictor::open(model, 1);
        const auto evaluation = Evaluation::run(*predictor, m_two, {EvaluatedPart::Validation, {}, {}});
        return evaluation ? evaluation->metrics.top1().value : -1.0;
    }

    QTemporaryDir m_folder;
    TinyDataset m_pictures;
    Dataset m_dataset, m_two; // all three classes, and without stripes
    TrainingConfig m_first;   // trained on m_two
};

void RetrainingTest::initTestCase()
{
    m_dataset = *FolderScanner::scan(m_pictures.path());
    m_two = without(m_dataset, QStringLiteral("stripes"));
    m_first = config("first.cultivar");
    VERIFY_RESULT(Trainer::run(m_first, m_two));
}

void RetrainingTest::keepsRowsByName_data()
{
    QTest::addColumn<bool>("isLinear");
    QTest::newRow("linear") << true;
    QTest::newRow("with a hidden layer") << false;
}

void RetrainingTest::keepsRowsByName()
{
    QFETCH(bool, isLinear);
    LoadedModel model = randomModel(3); // discs, squares, stripes
    model.description.head.type = isLinear ? HeadSpec::Type::Linear : HeadSpec::Type::Classic;
    model.classifier = *Classifier::create(model.description.backbone, model.description.head, 3);
    TrainingConfig start = config("rows.cultivar", isLinear);
    start.startModel = toPath(m_folder.filePath(QStringLiteral("random.cultivar")));
    VERIFY_RESULT(saveModel(start.startModel, model.classifier, model.description));
    const auto opened = StartModel::open(start, {});
    VERIFY_RESULT(opened);
    const auto grown = opened->grownTo({QStringLiteral("stripes"), QStringLiteral("stars"),
                                        QStringLiteral("discs"), QStringLiteral("moons")});
    VERIFY_RESULT(grown);
    const auto before = model.classifier.tensors(), after = grown->tensors();
    QCOMPARE(after.size(), before.size());
    for (std::size_t i = 0; i + 2 < before.size(); ++i)
        QVERIFY2(torch::equal(after[i].second, before[i].second), before[i].first.c_str());
    for (std::size_t i = before.size() - 2; i < before.size(); ++i) {
        const torch::Tensor known = before[i].second, rows = after[i].second;
        QCOMPARE(rows.size(0), std::int64_t(4));
        QVERIFY(torch::equal(rows[0], known[2]));
        QVERIFY(torch::equal(rows[2], known[0]));
        const torch::Tensor mean = (known[0] + known[1] + known[2]) / 3;
        QVERIFY(torch::allclose(rows[1], mean) && torch::allclose(rows[3], mean));
    }
}

void RetrainingTest::keepsTheNetworkAndTheOldClasses_data()
{
    QTest::addColumn<bool>("isLinear");
    QTest::newRow("fitted head") << true;
    QTest::newRow("mini-batches") << false;
}

void RetrainingTest::keepsTheNetworkAndTheOldClasses()
{
    QFETCH(bool, isLinear);
    TrainingConfig first = config(isLinear ? "a1.cultivar" : "a2.cultivar", isLinear);
    if (!isLinear) {
        first.epochs = 30;
        first.learningRate = 3e-3;
    }
    first.finetuneEpochs = 1; // the trunk of the file is no longer any backbone's
    first.unfreeze = *UnfreezeSpec::parse(QStringLiteral("3"));
    const auto two = Trainer::run(first, m_two);
    VERIFY_RESULT(two);
    TrainingConfig second = from(first, isLinear ? "b1.cultivar" : "b2.cultivar");
    second.finetuneEpochs = 0;
    second.unfreeze = {};
    second.seed = 77;
    const auto three = Trainer::run(second, m_dataset);
    VERIFY_RESULT(three);
    QCOMPARE(three->model.classes, m_dataset.classes);
    const auto before = tensorsOf(first.output), after = tensorsOf(second.output);
    for (const auto& [name, tensor] : before) {
        if (name.rfind("head.", 0) != 0)
            QVERIFY2(torch::equal(after.at(name), tensor), name.c_str());
    }
    const double known = accuracyOnTwo(first.output), still = accuracyOnTwo(second.output);
    QVERIFY2(known > 0.7 && still >= known,
             qPrintable(QStringLiteral("%1 before, %2 after").arg(known).arg(still)));
}

void RetrainingTest::saysWhereItComesFrom()
{
    const TrainingConfig again = from(m_first, "again.cultivar");
    const auto outcome = Trainer::run(again, m_two);
    VERIFY_RESULT(outcome);
    const auto description = readModelDescription(again.output);
    VERIFY_RESULT(description);
    QFile file(toQString(m_first.output));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray sha256 = QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256).toHex();
    const QJsonObject expected{{"model", "first.cultivar"}, {"sha256", QString::fromLatin1(sha256)}};
    QCOMPARE(description->training["retrained_from"].toObject(), expected);
    QVERIFY(!description->toJson().contains(
        QFile::encodeName(m_folder.path()))); // whose folder, is nobody's business
}

/// A picture keeps its side, whatever it is called now and whatever the seed; new ones are divided.
void RetrainingTest::neverJudgesByWhatHasTrained()
{
    const auto earlier = readModelDescription(m_first.output);
    VERIFY_RESULT(earlier);
    QVERIFY(earlier->seen.has_value());
    QCOMPARE(earlier->seen->trained().size() + earlier->seen->heldBack().size(), m_two.items.size());

    QTemporaryDir copies;
    int name = 0;
    Dataset renamed = m_dataset;
    renamed.root = toPath(copies.path());
    for (DatasetItem& item : renamed.items) {
        const auto copy = toPath(copies.filePath(QStringLiteral("%1.png").arg(name++ * 37 % 101)));
        std::filesystem::copy_file(item.path, copy);
        item.path = copy;
    }
    TrainingConfig again = from(m_first, "sides.cultivar");
    std::set<ImageSignature> trainedOnce = setOf(earlier->seen->trained());
    for (const std::uint64_t seed : {1, 2, 3}) {
        again.seed = seed;
        const auto outcome = Trainer::run(again, renamed);
        VERIFY_RESULT(outcome);
        const SeenImages& seen = *outcome->model.seen;
        for (const ImageSignature image : seen.heldBack())
            QVERIFY(!earlier->seen->isTrained(image));
        for (const ImageSignature image : earlier->seen->heldBack())
            QVERIFY(seen.isHeldBack(image));
        const auto newOnes = seen.heldBack().size() - earlier->seen->heldBack().size();
        QCOMPARE(newOnes, SplitPlan::validationCount(m_dataset.items.size() - m_two.items.size(), 0.2));
        const std::set<ImageSignature> trained = setOf(seen.trained());
        QVERIFY(std::includes(trained.begin(), trained.end(), trainedOnce.begin(), trainedOnce.end()));
    }
    // What the model was trained on stays known although the next dataset lacks it.
    TrainingConfig onlyNew = from(again, "later.cultivar");
    const auto later = Trainer::run(onlyNew, without(m_dataset, QStringLiteral("discs")));
    VERIFY_RESULT(later);
    const std::set<ImageSignature> trained = setOf(later->model.seen->trained());
    QVERIFY(std::includes(trained.begin(), trained.end(), trainedOnce.begin(), trainedOnce.end()));
}

void RetrainingTest::saysWhatItCannotKeep()
{
    Notices notices;
    const TrainingConfig again = from(m_first, "fewer.cultivar");
    const auto outcome = Trainer::run(again, without(m_dataset, QStringLiteral("discs")), {}, &notices);
    VERIFY_RESULT(outcome);
    QCOMPARE(outcome->model.classes, QStringList({QStringLiteral("squares"), QStringLiteral("stripes")}));
    QCOMPARE(notices.detailOf(ErrorCode::ClassesDropped), QStringLiteral("discs"));
    QVERIFY(notices.detailOf(ErrorCode::SeenBefore).isEmpty());

    // Folders are what the user says, so pictures that have trained may lie where they judge; that is said.
    Dataset folders = m_two;
    for (std::size_t i = 0; i < folders.items.size(); ++i)
        folders.items[i].subset = i % 2 ? Subset::Train : Subset::Validation;
    const auto signatures = signaturesOf(folders, 1);
    const auto first = readModelDescription(m_first.output);
    int trained = 0;
    for (std::size_t i = 0; i < folders.items.size(); i += 2)
        trained += first->seen->isTrained(signatures[i]);
    Notices told;
    VERIFY_RESULT(Trainer::run(from(m_first, "folders.cultivar"), folders, {}, &told));
    QVERIFY2(told.detailOf(ErrorCode::SeenBefore).startsWith(QStringLiteral("%1 of").arg(trained)),
             qPrintable(told.detailOf(ErrorCode::SeenBefore)));

    // An older file does not say what it has seen.
    auto old = loadModel(m_first.output);
    VERIFY_RESULT(old);
    old->description.seen.reset();
    TrainingConfig fromOld = m_first;
    fromOld.output = toPath(m_folder.filePath(QStringLiteral("old.cultivar")));
    VERIFY_RESULT(saveModel(fromOld.output, old->classifier, old->description));
    Notices unsure;
    VERIFY_RESULT(Trainer::run(from(fromOld, "fromold.cultivar"), m_two, {}, &unsure));
    QVERIFY(!unsure.detailOf(ErrorCode::SeenBefore).isEmpty());
}

void RetrainingTest::refusesForeignFiles()
{
    TrainingConfig foreign = config("no.cultivar");
    foreign.startModel = toPath(m_folder.filePath(QStringLiteral("foreign.safetensors")));
    const std::vector<float> values{1, 2};
    VERIFY_RESULT(writeSafeTensors(
        foreign.startModel,
        {{"weight", TensorType::F32, {2}, {reinterpret_cast<const char*>(values.data()), 8}}}, {}));
    const auto outcome = Trainer::run(foreign, m_dataset);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, ErrorCode::DamagedModel);
    QCOMPARE(outcome.error().path, foreign.startModel);
    foreign.startModel = toPath(m_folder.filePath(QStringLiteral("missing.cultivar")));
    QCOMPARE(Trainer::run(foreign, m_dataset).error().code, ErrorCode::FileNotFound);
    QVERIFY(!std::filesystem::exists(foreign.output));
}

void RetrainingTest::refusesOtherNetworks_data()
{
    QTest::addColumn<QString>("what");
    QTest::newRow("backbone") << "backbone";
    QTest::newRow("head") << "head";
    QTest::newRow("from scratch") << "from scratch";
}

void RetrainingTest::refusesOtherNetworks()
{
    QFETCH(QString, what);
    TrainingConfig other = from(m_first, "other.cultivar");
    if (what == QLatin1String("backbone"))
        other.backbone = QStringLiteral("mobilenet_v2");
    if (what == QLatin1String("head")) {
        other.head.type = HeadSpec::Type::Classic;
        other.headSolver = HeadSolver::AdamW;
    }
    other.isFromScratch = what == QLatin1String("from scratch");
    const auto outcome = Trainer::run(other, m_dataset);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, ErrorCode::InvalidSetting);
    QVERIFY2(outcome.error().detail.contains(what), qPrintable(outcome.error().detail));
}

QTEST_APPLESS_MAIN(RetrainingTest)
#include "tst_retraining.moc"
