// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Random.h"
#include "core/data/FolderScanner.h"
#include "core/train/Checkpoint_p.h"
#include "core/train/Trainer.h"
#include "data/Pictures.h"
#include "support/Crash.h"
#include "support/Models.h"
#include "support/TinyDataset.h"
#include "support/Verify.h"

#include <QGuiApplication>
#include <QTest>

using namespace cultivar;

namespace {

/// Everything about the epochs that does not depend on the clock.
std::vector<std::tuple<int, double, double, double, double>> numbersOf(const History& history)
{
    std::vector<std::tuple<int, double, double, double, double>> numbers;
    for (const EpochRecord& e : history.epochs())
        numbers.emplace_back(e.epoch, e.trainLoss, e.trainAccuracy, e.validationLoss, e.validationAccuracy);
    return numbers;
}

bool isSame(const NamedTensors& a, const NamedTensors& b)
{
    if (a.size() != b.size())
        return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i].first != b[i].first || !torch::equal(a[i].second, b[i].second))
            return false;
    }
    return true;
}

bool isSame(const Checkpoint& a, const Checkpoint& b)
{
    return a.run == b.run && a.phase == b.phase && a.epochsInPhase == b.epochsInPhase &&
           a.history.toJson() == b.history.toJson() && isSame(a.model, b.model) && isSame(a.best, b.best) &&
           isSame(a.optimizer, b.optimizer) && torch::equal(a.generator, b.generator);
}

Checkpoint exampleCheckpoint(int epochs)
{
    torch::manual_seed(static_cast<std::uint64_t>(epochs));
    Checkpoint checkpoint;
    checkpoint.run = {{"seed", 7}, {"images", "abc"}};
    checkpoint.phase = Phase::Finetune;
    checkpoint.epochsInPhase = epochs;
    for (int epoch = 1; epoch <= epochs; ++epoch)
        checkpoint.history.append({epoch, Phase::Finetune, 1.0 / 3, 0.7, 0.1 * epoch, 0.8, 1.5, 20.0});
    checkpoint.model = {{"head.0.weight", torch::randn({4, 6})}, {"features.0.1.num", torch::tensor(3)}};
    checkpoint.best = {{"head.0.weight", torch::randn({4, 6})}, {"features.0.1.num", torch::tensor(2)}};
    checkpoint.optimizer = {{"0/step", torch::tensor(5)}, {"0/exp_avg", torch::randn({4, 6})}};
    checkpoint.generator = generatorState();
    return checkpoint;
}

} // namespace

class CheckpointTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void comesBackAsItWas();
    void fallsBackToTheOneBefore();
    void neverLoadsADamagedOne();
    void goesOnAsIfNothingHadHappened_data();
    void goesOnAsIfNothingHadHappened();
    void startsAnewWithoutOne();
    void refusesOneOfAnotherRun();
    void saysThatTheNewestIsDamaged();
    void keepsOthersOff();

private:
    std::filesystem::path file() const { return toPath(m_folder.filePath(QStringLiteral("run.checkpoint"))); }
    TrainingConfig config() const;

    QTemporaryDir m_folder;
    TinyDataset m_pictures;
    Dataset m_dataset;
    std::filesystem::path m_weights;
};

void CheckpointTest::initTestCase()
{
    const auto dataset = FolderScanner::scan(m_pictures.path());
    VERIFY_RESULT(dataset);
    m_dataset = *dataset;
    const auto weights = saveRandomModel(m_folder);
    VERIFY_RESULT(weights);
    m_weights = *weights;
}

TrainingConfig CheckpointTest::config() const
{
    TrainingConfig config;
    config.weights = m_weights;
    config.output = toPath(m_folder.filePath(QStringLiteral("out.cultivar")));
    config.checkpoint = file();
    config.threads = 1;
    config.batchSize = 8;
    config.device = DeviceChoice::Cpu;
    return config;
}

void CheckpointTest::comesBackAsItWas()
{
    const CheckpointFile checkpoints(file());
    const Checkpoint written = exampleCheckpoint(3);
    VERIFY_RESULT(checkpoints.write(written));
    const auto read = checkpoints.read();
    VERIFY_RESULT(read);
    QVERIFY(isSame(*read, written));
    QVERIFY(!read->newestDamage);
    QCOMPARE(checkpoints.readHead()->history.toJson(), written.history.toJson());
    checkpoints.remove();
    QVERIFY(!checkpoints.exists());
    QCOMPARE(checkpoints.read().error().code, ErrorCode::FileNotFound);
}

void CheckpointTest::fallsBackToTheOneBefore()
{
    const CheckpointFile checkpoints(file());
    VERIFY_RESULT(checkpoints.write(exampleCheckpoint(1)));
    VERIFY_RESULT(checkpoints.write(exampleCheckpoint(2)));
    QCOMPARE(checkpoints.read()->epochsInPhase, 2);
    const QByteArray bytes = readFile(toQString(file()));
    QVERIFY(writeFile(toQString(file()), bytes.left(bytes.size() / 2)));
    QCOMPARE(checkpoints.read()->epochsInPhase, 1);
    QCOMPARE(checkpoints.read()->newestDamage->code, ErrorCode::OlderCheckpoint);
    QCOMPARE(checkpoints.read()->newestDamage->path, file());
    std::filesystem::remove(file());
    QCOMPARE(checkpoints.read()->epochsInPhase, 1);
    checkpoints.remove();
}

void CheckpointTest::neverLoadsADamagedOne()
{
    const CheckpointFile checkpoints(file());
    VERIFY_RESULT(checkpoints.write(exampleCheckpoint(2)));
    const QByteArray bytes = readFile(toQString(file()));
    Random random{1};
    for (int flip = 0; flip < 500; ++flip) {
        QByteArray damaged = bytes;
        const auto at = static_cast<qsizetype>(random.below(static_cast<std::size_t>(damaged.size())));
        damaged[at] = static_cast<char>(damaged[at] ^ (1 << random.below(8)));
        QVERIFY(writeFile(toQString(file()), damaged));
        const auto read = checkpoints.read();
        // Flips in the padding or in the spelling of the description change no value.
        if (read)
            QVERIFY2(isSame(*read, exampleCheckpoint(2)), qPrintable(QString::number(at)));
        else
            QCOMPARE(read.error().code, ErrorCode::DamagedCheckpoint);
    }
    for (qsizetype length = 0; length < bytes.size(); length += 64) {
        QVERIFY(writeFile(toQString(file()), bytes.left(length)));
        QVERIFY(!checkpoints.read());
    }
    checkpoints.remove();
}

void CheckpointTest::goesOnAsIfNothingHadHappened_data()
{
    QTest::addColumn<bool>("isFromScratch");
    QTest::addColumn<int>("crashAfter");
    for (const int after : {1, 3}) // epochs of the head: 3
        QTest::addRow("frozen, then fine-tuned: %d", after) << false << after;
    QTest::newRow("in the middle of fine-tuning") << false << 4;
    QTest::newRow("from scratch") << true << 2;
}

void CheckpointTest::goesOnAsIfNothingHadHappened()
{
    QFETCH(bool, isFromScratch);
    QFETCH(int, crashAfter);
    TrainingConfig config = this->config();
    config.epochs = 3;
    config.isFromScratch = isFromScratch;
    if (!isFromScratch) {
        config.finetuneEpochs = 3;
        config.unfreeze = {UnfreezeSpec::Kind::LastLayers, 6, {}};
    }
    const auto whole = Trainer::run(config, m_dataset);
    VERIFY_RESULT(whole);
    const QByteArray wholeModel = readFile(toQString(config.output));
    QVERIFY(!CheckpointFile(config.checkpoint).exists()); // it has done its work

    Crash crash(crashAfter);
    QVERIFY(!Trainer::run(config, m_dataset, {}, &crash));
    QVERIFY(CheckpointFile(config.checkpoint).exists());
    config.isResuming = true;
    const auto resumed = Trainer::run(config, m_dataset);
    VERIFY_RESULT(resumed);
    QCOMPARE(numbersOf(resumed->history), numbersOf(whole->history));
    const auto tensorsOf = [](const LoadedModel& model) { return model.classifier.tensors(); };
    const QString other = m_folder.filePath(QStringLiteral("whole.cultivar"));
    QVERIFY(writeFile(other, wholeModel));
    QVERIFY(isSame(tensorsOf(*loadModel(config.output)), tensorsOf(*loadModel(toPath(other)))));
}

void CheckpointTest::startsAnewWithoutOne()
{
    TrainingConfig config = this->config();
    config.epochs = 1;
    config.isResuming = true;
    VERIFY_RESULT(Trainer::run(config, m_dataset));
}

void CheckpointTest::refusesOneOfAnotherRun()
{
    TrainingConfig config = this->config();
    config.epochs = 3;
    Crash crash(1);
    QVERIFY(!Trainer::run(config, m_dataset, {}, &crash));
    config.isResuming = true;
    config.seed = 5;
    const auto resumed = Trainer::run(config, m_dataset);
    QVERIFY(!resumed);
    QCOMPARE(resumed.error().code, ErrorCode::DamagedCheckpoint);
    QVERIFY(CheckpointFile(config.checkpoint).exists()); // still there for the run it belongs to
    CheckpointFile(config.checkpoint).remove();
}

void CheckpointTest::saysThatTheNewestIsDamaged()
{
    TrainingConfig config = this->config();
    config.epochs = 3;
    Crash crash(2);
    QVERIFY(!Trainer::run(config, m_dataset, {}, &crash));
    const QByteArray bytes = readFile(toQString(file()));
    QVERIFY(writeFile(toQString(file()), bytes.left(bytes.size() - 8)));
    struct Listener : TrainingObserver
    {
        std::vector<ErrorCode> notices;
        void notice(const Error& notice) override { notices.push_back(notice.code); }
    } listener;
    config.isResuming = true;
    const auto resumed = Trainer::run(config, m_dataset, {}, &listener);
    VERIFY_RESULT(resumed);
    QCOMPARE(listener.notices, std::vector{ErrorCode::OlderCheckpoint});
    QCOMPARE(resumed->history.epochs().size(), std::size_t(3));
}

void CheckpointTest::keepsOthersOff()
{
    const auto lock = CheckpointFile(file()).lock();
    VERIFY_RESULT(lock);
    const auto refused = Trainer::run(config(), m_dataset);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::InUse);
    QVERIFY(refused.error().detail.contains(QString::number(QCoreApplication::applicationPid())));
}

int main(int argc, char* argv[])
{
    const QTemporaryDir home;
    qputenv("XDG_DATA_HOME", home.path().toUtf8());
    const QGuiApplication application(argc, argv);
    CheckpointTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_checkpoint.moc"
