// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Memory.h"
#include "core/data/FolderScanner.h"
#include "core/data/SplitPlan.h"
#include "core/predict/Predictor.h"
#include "core/train/Trainer.h"
#include "data/Pictures.h"
#include "support/Models.h"
#include "support/TinyDataset.h"
#include "support/Verify.h"

#include <QTest>

#include <map>

using namespace cultivar;

namespace {

/// Cancels after so many epochs or feature batches, and keeps what it heard.
class Listener : public TrainingObserver
{
public:
    CancelToken cancel;
    int cancelAtEpoch = 0;
    std::optional<TrainingStage> cancelAtStage;
    std::vector<EpochRecord> epochs;
    std::vector<Error> notices;

    void stageProgress(TrainingStage stage, int, int) override
    {
        if (stage == cancelAtStage)
            cancel.cancel();
    }
    void epochFinished(const EpochRecord& epoch) override
    {
        epochs.push_back(epoch);
        if (epoch.epoch == cancelAtEpoch)
            cancel.cancel();
    }
    void notice(const Error& notice) override { notices.push_back(notice); }
};

using Tensors = std::map<std::string, torch::Tensor>;

Tensors tensorsOf(const Classifier& classifier)
{
    Tensors tensors;
    for (const auto& [name, tensor] : classifier.tensors())
        tensors[name] = tensor.detach().clone();
    return tensors;
}

} // namespace

class TrainerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void learnsFromScratch();
    void repeatsItselfWithTheSameSeed_data();
    void repeatsItselfWithTheSameSeed();
    void leavesFrozenLayersAlone_data();
    void leavesFrozenLayersAlone();
    void savesTheBestEpoch_data();
    void savesTheBestEpoch();
    void neverTrainsOnValidationImages();
    void keepsGroupsTogether();
    void leavesDamagedImagesOut();
    void stopsBeforeDuringAndAfter();
    void keepsTheEarlierModelWhenItFails();
    void reportsDivergence();
    void refusesImpossibleRequests();

private:
    TrainingConfig config() const
    {
        TrainingConfig config;
        config.weights = m_weights;
        config.output = toPath(m_folder.filePath(QStringLiteral("out.cultivar")));
        config.epochs = 3;
        config.threads = 2;
        config.batchSize = 8;
        config.keepsDuplicatesTogether = false; // the drawn pictures are much alike
        return config;
    }

    QTemporaryDir m_folder;
    TinyDataset m_pictures;
    Dataset m_dataset;
    std::filesystem::path m_weights;
};

void TrainerTest::initTestCase()
{
    const auto dataset = FolderScanner::scan(m_pictures.path());
    VERIFY_RESULT(dataset);
    m_dataset = *dataset;
    // A model file is a weights file too: the backbone's tensors with the head beside them.
    m_weights = toPath(m_folder.filePath(QStringLiteral("sprout.safetensors")));
    const LoadedModel model = randomModel(7);
    VERIFY_RESULT(saveModel(m_weights, model.classifier, model.description));
}

void TrainerTest::learnsFromScratch()
{
    TrainingConfig scratch = config();
    scratch.isFromScratch = true;
    scratch.epochs = 12;
    scratch.augmentation.isEnabled = false;
    scratch.head = {HeadSpec::Type::Linear};
    const auto outcome = Trainer::run(scratch, m_dataset);
    VERIFY_RESULT(outcome);
    QCOMPARE(outcome->history.epochs().size(), std::size_t(12));
    QCOMPARE(outcome->history.epochs().back().trainAccuracy, 1.0);
    QVERIFY(outcome->history.epochs().back().trainLoss < outcome->history.epochs().front().trainLoss / 4);
    QCOMPARE(outcome->trainImages + outcome->validationImages, int(m_dataset.items.size()));
}

void TrainerTest::repeatsItselfWithTheSameSeed_data()
{
    QTest::addColumn<bool>("isFromScratch");
    QTest::newRow("head and fine-tuning") << false;
    QTest::newRow("from scratch") << true;
}

void TrainerTest::repeatsItselfWithTheSameSeed()
{
    QFETCH(bool, isFromScratch);
    TrainingConfig same = config();
    same.seed = 5;
    same.isFromScratch = isFromScratch;
    same.epochs = 2;
    same.finetuneEpochs = 2;
    same.unfreeze = *UnfreezeSpec::parse(QStringLiteral("4"));
    const auto losses = [&](const TrainingConfig& settings) {
        std::vector<double> values;
        if (const auto outcome = Trainer::run(settings, m_dataset)) {
            for (const EpochRecord& epoch : outcome->history.epochs())
                values.insert(values.end(), {epoch.trainLoss, epoch.validationLoss});
        }
        return values;
    };
    const auto first = losses(same);
    QCOMPARE(first.size(), std::size_t(isFromScratch ? 4 : 8));
    QCOMPARE(losses(same), first); // to the last bit
    TrainingConfig other = same;
    other.seed = 6;
    QVERIFY(losses(other) != first);
}

void TrainerTest::leavesFrozenLayersAlone_data()
{
    QTest::addColumn<QString>("unfreeze");
    QTest::addColumn<QStringList>("trained"); // starts of the names of tensors that may change
    QTest::newRow("nothing") << "none" << QStringList{};
    QTest::newRow("last layers") << "2" << QStringList{QStringLiteral("stage4.refine.")};
    QTest::newRow("a block in the middle") << "stage2" << QStringList{QStringLiteral("stage2.")};
}

void TrainerTest::leavesFrozenLayersAlone()
{
    QFETCH(QString, unfreeze);
    QFETCH(QStringList, trained);
    TrainingConfig tuned = config();
    tuned.epochs = 1;
    tuned.finetuneEpochs = 8;
    tuned.learningRate = 0.01;
    tuned.unfreeze = *UnfreezeSpec::parse(unfreeze);
    const auto outcome = Trainer::run(tuned, m_dataset);
    VERIFY_RESULT(outcome);
    QCOMPARE(outcome->history.bestEpoch() > 1, !trained.isEmpty()); // or the saved layers are those before
    const auto model = loadModel(tuned.output);
    VERIFY_RESULT(model);
    const Tensors before = tensorsOf(randomModel(7).classifier), after = tensorsOf(model->classifier);
    int moved = 0;
    for (const auto& [name, tensor] : before) {
        const QString text = QString::fromStdString(name);
        if (text.startsWith(QStringLiteral("head.")))
            continue;
        const bool mayMove = std::any_of(trained.begin(), trained.end(), [&](const QString& start) {
            return text.startsWith(start) && !text.contains(QStringLiteral("running_")) &&
                   !text.contains(QStringLiteral("num_batches"));
        });
        const bool isSame = torch::equal(tensor, after.at(name));
        QVERIFY2(isSame || mayMove, name.c_str());
        moved += !isSame;
    }
    QCOMPARE(moved > 0, !trained.isEmpty());
}

void TrainerTest::savesTheBestEpoch_data()
{
    QTest::addColumn<QString>("unfreeze");
    QTest::addColumn<bool>("isFromScratch");
    QTest::newRow("head") << "none" << false;
    QTest::newRow("fine-tuned from a cut") << "4" << false;
    QTest::newRow("everything") << "all" << false;
    QTest::newRow("from scratch") << "none" << true;
}

/// The model file, opened as a user's would be, must do on the validation images what the history says.
void TrainerTest::savesTheBestEpoch()
{
    QFETCH(QString, unfreeze);
    QFETCH(bool, isFromScratch);
    TrainingConfig tuned = config();
    tuned.unfreeze = *UnfreezeSpec::parse(unfreeze);
    tuned.finetuneEpochs = 3;
    tuned.isFromScratch = isFromScratch;
    tuned.seed = 3;
    const auto outcome = Trainer::run(tuned, m_dataset);
    VERIFY_RESULT(outcome);
    const auto& epochs = outcome->history.epochs();
    const auto best =
        std::max_element(epochs.begin(), epochs.end(), [](const EpochRecord& a, const EpochRecord& b) {
            return std::pair(a.validationAccuracy, -a.validationLoss) <
                   std::pair(b.validationAccuracy, -b.validationLoss);
        });
    QCOMPARE(outcome->history.bestEpoch(), best->epoch);
    QCOMPARE(outcome->validationAccuracy, best->validationAccuracy);

    const auto split = SplitPlan::make(m_dataset, tuned.seed, TrainingConfig::kValidationShare);
    const auto predictor = Predictor::open(outcome->modelPath, 1);
    VERIFY_RESULT(predictor);
    const double temperature = predictor->description().temperature();
    double loss = 0.0; // of the head as it was trained, without the temperature that was fitted afterwards
    int correct = 0;
    for (const std::size_t item : split->validation) {
        const auto prediction = predictor->classify(m_dataset.items[item].path);
        VERIFY_RESULT(prediction);
        correct += prediction->ranked.front().label == m_dataset.items[item].label;
        double total = 0.0;
        for (const LabelProbability& entry : prediction->ranked) {
            const double weight = std::pow(entry.probability, temperature);
            total += weight;
            if (entry.label == m_dataset.items[item].label)
                loss -= std::log(weight);
        }
        loss += std::log(total);
    }
    const auto count = double(split->validation.size());
    QCOMPARE(correct / count, best->validationAccuracy);
    QVERIFY2(std::abs(loss / count - best->validationLoss) < 1e-4,
             qPrintable(QStringLiteral("%1, history: %2").arg(loss / count).arg(best->validationLoss)));
}

/// With all validation images replaced by noise, the training itself must go on as before.
void TrainerTest::neverTrainsOnValidationImages()
{
    const TrainingConfig plain = config();
    const auto first = Trainer::run(plain, m_dataset);
    VERIFY_RESULT(first);
    const TinyDataset other;
    auto dataset = FolderScanner::scan(other.path());
    VERIFY_RESULT(dataset);
    const auto split = SplitPlan::make(*dataset, plain.seed, TrainingConfig::kValidationShare);
    for (const std::size_t item : split->validation) {
        const Image noise = testPicture(64, 64, item);
        QVERIFY(QImage(noise.rgb.data(), 64, 64, 64 * 3, QImage::Format_RGB888)
                    .save(toQString(dataset->items[item].path)));
    }
    const auto second = Trainer::run(plain, *dataset);
    VERIFY_RESULT(second);
    for (std::size_t i = 0; i < first->history.epochs().size(); ++i) {
        QCOMPARE(second->history.epochs()[i].trainLoss, first->history.epochs()[i].trainLoss);
        QVERIFY(second->history.epochs()[i].validationLoss != first->history.epochs()[i].validationLoss);
    }
}

void TrainerTest::keepsGroupsTogether()
{
    TrainingConfig grouped = config();
    grouped.epochs = 1;
    grouped.groupBy = QStringLiteral("([0-9])\\.png$"); // 0 with 10, 1 with 11: units of two and of one
    const auto outcome = Trainer::run(grouped, m_dataset);
    VERIFY_RESULT(outcome);
    QCOMPARE(outcome->model.training["group_by"].toString(), grouped.groupBy);
    QCOMPARE(outcome->model.training["duplicates_together"].toBool(true), false);
    grouped.groupBy = QStringLiteral("("); // no expression
    const auto refused = Trainer::run(grouped, m_dataset);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::InvalidSetting);
}

void TrainerTest::leavesDamagedImagesOut()
{
    const TinyDataset pictures;
    const auto cut = pictures.image(QStringLiteral("squares/4.png"));
    const auto empty = pictures.image(QStringLiteral("discs/1.png"));
    auto dataset = FolderScanner::scan(pictures.path());
    VERIFY_RESULT(dataset);
    const QByteArray sound = readFile(toQString(cut));
    QVERIFY(writeFile(toQString(cut), sound.left(sound.size() / 2))); // after the scan had seen it whole
    QVERIFY(writeFile(toQString(empty), {}));
    for (const bool isFromScratch : {false, true}) {
        TrainingConfig settings = config();
        settings.isFromScratch = isFromScratch;
        settings.epochs = 1;
        const auto outcome = Trainer::run(settings, *dataset);
        VERIFY_RESULT(outcome);
        QCOMPARE(outcome->trainImages + outcome->validationImages, int(dataset->items.size()) - 2);
        QCOMPARE(outcome->skipped.size(), std::size_t(2));
        for (const SkippedFile& file : outcome->skipped)
            QVERIFY(file.path == cut || file.path == empty);
    }
    for (int i = 0; i < 12; ++i)
        QVERIFY(writeFile(toQString(pictures.image(QStringLiteral("discs/%1.png").arg(i))), "no picture"));
    QCOMPARE(Trainer::run(config(), *dataset).error().code, ErrorCode::ClassTooSmall);
}

void TrainerTest::stopsBeforeDuringAndAfter()
{
    TrainingConfig settings = config();
    settings.output = toPath(m_folder.filePath(QStringLiteral("stopped.cultivar")));
    for (const TrainingStage stage : {TrainingStage::LoadingBackbone, TrainingStage::ComputingFeatures}) {
        Listener listener;
        listener.cancelAtStage = stage;
        const auto outcome = Trainer::run(settings, m_dataset, listener.cancel, &listener);
        QVERIFY(!outcome.has_value());
        QCOMPARE(outcome.error().code, ErrorCode::Cancelled);
        QVERIFY(!std::filesystem::exists(settings.output));
    }
    Listener listener;
    listener.cancelAtEpoch = 2;
    settings.epochs = 50;
    const auto outcome = Trainer::run(settings, m_dataset, listener.cancel, &listener);
    VERIFY_RESULT(outcome);
    QVERIFY(outcome->isStopped);
    QCOMPARE(listener.epochs.size(), std::size_t(2));
    QCOMPARE(outcome->history.epochs().size(), std::size_t(2));
    VERIFY_RESULT(loadModel(settings.output));

    Listener last;
    last.cancelAtEpoch = 3;
    settings.epochs = 3;
    VERIFY_RESULT(Trainer::run(settings, m_dataset, last.cancel, &last));
}

void TrainerTest::keepsTheEarlierModelWhenItFails()
{
    TrainingConfig settings = config();
    settings.output = toPath(m_folder.filePath(QStringLiteral("earlier.cultivar")));
    VERIFY_RESULT(Trainer::run(settings, m_dataset));
    const QByteArray earlier = readFile(toQString(settings.output));
    Listener listener;
    listener.cancelAtStage = TrainingStage::ComputingFeatures;
    QVERIFY(!Trainer::run(settings, m_dataset, listener.cancel, &listener).has_value());
    QVERIFY(readFile(toQString(settings.output)) == earlier);
}

/// Steps so large that the logits overflow in the second batch.
void TrainerTest::reportsDivergence()
{
    TrainingConfig settings = config();
    settings.learningRate = 1e30;
    settings.output = toPath(m_folder.filePath(QStringLiteral("diverged.cultivar")));
    const auto outcome = Trainer::run(settings, m_dataset);
    QVERIFY(!outcome.has_value());
    QCOMPARE(outcome.error().code, ErrorCode::Diverged);
    QVERIFY(!std::filesystem::exists(settings.output));
}

void TrainerTest::refusesImpossibleRequests()
{
    const auto codeOf = [&](auto&& change) {
        TrainingConfig settings = config();
        change(settings);
        const auto outcome = Trainer::run(settings, m_dataset);
        return outcome ? ErrorCode::Internal : outcome.error().code;
    };
    QCOMPARE(codeOf([](auto& c) { c.backbone = QStringLiteral("resnet19"); }), ErrorCode::UnknownBackbone);
    QCOMPARE(codeOf([](auto& c) { c.epochs = 0; }), ErrorCode::InvalidSetting);
    QCOMPARE(codeOf([](auto& c) { c.learningRate = std::nan(""); }), ErrorCode::InvalidSetting);
    QCOMPARE(codeOf([](auto& c) { c.output = "/nowhere/at/all.cultivar"; }), ErrorCode::NotAFolder);
    QCOMPARE(codeOf([](auto& c) { c.backbone = QStringLiteral("mobilenet_v2"); }),
             ErrorCode::WeightsMismatch); // the weights are Sprout's
    QCOMPARE(codeOf([](auto& c) {
                 c.finetuneEpochs = 1;
                 c.unfreeze = {UnfreezeSpec::Kind::Blocks, 0, {QStringLiteral("stage9")}};
             }),
             ErrorCode::UnknownBlock);
    Dataset one = m_dataset;
    one.classes = one.classes.mid(0, 1);
    std::erase_if(one.items, [](const DatasetItem& item) { return item.label > 0; });
    QCOMPARE(Trainer::run(config(), one).error().code, ErrorCode::TooFewClasses);
}

int main(int argc, char* argv[])
{
    keepFreedMemory();
    TrainerTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_trainer.moc"
