// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/TrainCommand.h"

#include "app/DatasetScan.h"
#include "app/DeviceOption.h"
#include "app/JsonOutput.h"
#include "app/ProgressPrinter.h"
#include "app/Terminal.h"
#include "core/base/AtomicFile.h"
#include "core/base/Paths.h"
#include "core/data/DatasetChanges.h"
#include "core/model/ModelFile.h"
#include "core/weights/BackboneCatalog.h"
#include "core/weights/WeightsFile.h"

namespace cultivar {

namespace {

constexpr int kMaxEpochs = 100'000;
constexpr int kMaxBatch = 4096;
constexpr int kMaxViews = 64;

QString summaryOf(const TrainingOutcome& outcome)
{
    QString text =
        QStringLiteral("backbone             %1 on %2\n").arg(outcome.model.backbone, outcome.device);
    text += QStringLiteral("classes              %1\n").arg(outcome.model.classes.size());
    text += QStringLiteral("images               %1 to train, %2 to validate, %3 to test, %4 skipped\n")
                .arg(outcome.trainImages)
                .arg(outcome.validationImages)
                .arg(outcome.testImages)
                .arg(outcome.skipped.size());
    text += QStringLiteral("best epoch           %1 of %2%3\n")
                .arg(outcome.history.bestEpoch())
                .arg(outcome.history.epochs().size())
                .arg(outcome.isStopped ? QStringLiteral(", stopped early") : QString());
    text += QStringLiteral("validation accuracy  %1\n").arg(percent(outcome.validationAccuracy));
    if (outcome.testAccuracy)
        text += QStringLiteral("test accuracy        %1\n").arg(percent(*outcome.testAccuracy));
    text += QStringLiteral("time                 %1 s\n").arg(outcome.seconds, 0, 'f', 1);
    return text + QStringLiteral("model                %1\n").arg(displayPath(outcome.modelPath));
}

} // namespace

CommandSyntax TrainCommand::syntax() const
{
    CommandSyntax syntax;
    syntax.name = QStringLiteral("train");
    syntax.summary = QStringLiteral("train a model on a folder of images");
    syntax.operands = {
        {"DATASET",
         "a folder with one folder of images per class,\nor with train, val and test folders of such"}};
    syntax.options = {
        {"--out", "FILE", "the model file to write", true},
        {"--backbone", "NAME",
         "the network to build on ('cultivar backbones' lists\nthem); default " +
             BackboneCatalog::offlineDefault()},
        {"--weights", "FILE",
         "its pretrained weights (.safetensors, .pth, .pt, .th);\ndefault: what 'cultivar backbones' shows "
         "as "
         "found, else random"},
        {"--from", "FILE",
         "go on from a model (.cultivar): its network, and what\nits head knows of the classes that both "
         "have. Its\nbackbone, head and resizing are kept, and images that\nit was trained on never "
         "judge"},
        {"--recipe", "NAME",
         "how everything not given here is chosen: auto, which\nfits a linear head exactly, or classic, a "
         "hidden\nlayer trained in mini-batches; default auto"},
        {"--epochs", "N",
         "epochs of the head, or of everything when training\nfrom scratch; default 12 (classic 10), from "
         "scratch 60,\nor fewer where it no longer gets better"},
        {"--patience", "N", "end a phase after N epochs without a better one; 0:\nnever"},
        {"--unfreeze", "WHAT",
         "what trains after the head: none, all, the last N\nlayers, or blocks by name (BLOCK,BLOCK…)"},
        {"--finetune-epochs", "N",
         "epochs for what is unfrozen; default 5 with\n--unfreeze; alone it unfreezes the last 10 layers"},
        {"--from-scratch", "", "train everything from random values"},
        {"--resume", "",
         "go on where a killed run with the same settings and\nFILE ended; from the start where there was "
         "none"},
        {"--head", "TYPE", "classic (256, ReLU, dropout) or linear; default linear"},
        {"--solver", "NAME",
         "how the head learns: lbfgs fits all features at once\nand needs a linear head; adamw takes "
         "mini-batches, and\nis the default with --lr, --batch, --mixup or a classic\nhead"},
        {"--augment", "HOW",
         "vary the training images: none, light, classic or\nstrong; on and off are the recipe's and none; "
         "default on"},
        {"--views", "N",
         "views of each training image that pass the frozen\nlayers, a clean one among them; default 3 "
         "(classic 4)"},
        {"--class-weights", "on|off", "let rare classes weigh as much as frequent ones;\ndefault off"},
        {"--label-smoothing", "X", "0 to below 1; default 0"},
        {"--mixup", "ALPHA", "blend training samples in pairs; default 0: off"},
        {"--weight-decay", "X", "of AdamW; default 0.0001"},
        {"--group-by", "WHAT",
         "keep images that belong together on one side of the\nsplit: subfolder, or a regular expression "
         "whose "
         "one\ncapture in the path names the group"},
        {"--duplicates-together", "on|off",
         "the same for images with the same bytes or the same\nlook; default on"},
        {"--resize", "HOW",
         "how pictures fill the network's square: crop,\nletterbox or stretch; default: the backbone's own"},
        {"--batch", "N", "images per step; default 32, from scratch on few\nimages down to 8"},
        {"--lr", "R", "learning rate of AdamW; default 0.001. What is\nunfrozen learns at a tenth of it"},
        {"--seed", "N", "the same seed gives the same run on CPU; default 0"},
        {"--mixed-precision", "on|off",
         "let what is unfrozen train in 16-bit numbers where\nthe device is faster at it; default on with "
         "CUDA"},
        {"--threads", "N", "default: all cores"},
        deviceOption(),
        {"--json", "", "print the result as one JSON document on stdout"},
    };
    syntax.notes = QStringLiteral(
        "Ctrl+C stops early, keeps the best epoch so far and saves it. A backbone without published\n"
        "weights is trained from scratch unless --unfreeze, --finetune-epochs or --weights is given.");
    return syntax;
}

UsageResult<void> TrainCommand::configure(const Arguments& arguments)
{
    m_dataset = arguments.operands().front();
    m_isJson = arguments.has("--json");
    m_config.output = arguments.path("--out");
    m_config.checkpoint = std::filesystem::path(m_config.output) += ".checkpoint";
    m_config.isResuming = arguments.has("--resume");
    m_config.groupBy = arguments.text("--group-by");
    m_config.weights = arguments.path("--weights");
    if (arguments.has("--backbone"))
        m_config.backbone = arguments.text("--backbone");
    else
        m_config.backbone = BackboneCatalog::offlineDefault();
    if (const auto start = configureStart(arguments); !start)
        return start;

    const auto device = deviceFrom(arguments);
    if (!device)
        return tl::unexpected(device.error());
    m_config.device = *device;

    if (const auto strategy = configureStrategy(arguments); !strategy)
        return strategy;
    if (const auto recipe = configureRecipe(arguments); !recipe)
        return recipe;
    if (const auto pictures = configurePictures(arguments); !pictures)
        return pictures;
    if (m_startModel) {
        if (m_startModel->head.type == HeadSpec::Type::Classic && arguments.text("--solver") == u"lbfgs")
            return usageFailure(QStringLiteral("--solver lbfgs needs a linear head, and the model has none"));
        m_config.startFrom(arguments.path("--from"), *m_startModel);
    }
    if (const auto regularization = configureRegularization(arguments); !regularization)
        return regularization;
    return configureNumbers(arguments);
}

/// A model that cannot be read is told of by run(), which looks again.
UsageResult<void> TrainCommand::configureStart(const Arguments& arguments)
{
    if (!arguments.has("--from"))
        return {};
    for (const char* option : {"--backbone", "--weights", "--head", "--resize", "--from-scratch"}) {
        if (arguments.has(QLatin1String(option)))
            return usageFailure(
                QStringLiteral("--from keeps what the model has, without %1").arg(QLatin1String(option)));
    }
    m_config.startModel = arguments.path("--from");
    if (const auto model = readModelDescription(m_config.startModel)) {
        m_startModel = *model;
        m_config.backbone = model->backbone;
    }
    return {};
}

/// What is chosen for the user, then the head, as far as it is given.
UsageResult<void> TrainCommand::configureRecipe(const Arguments& arguments)
{
    const auto recipe = arguments.choice("--recipe", {"auto", "classic"});
    if (!recipe)
        return tl::unexpected(recipe.error());
    m_config.follow(*recipe == 0 ? Recipe::Automatic : Recipe::Classic);
    const auto head = arguments.choice("--head", {"classic", "linear"});
    if (!head)
        return tl::unexpected(head.error());
    if (arguments.has("--head"))
        m_config.head.type = *head == 0 ? HeadSpec::Type::Classic : HeadSpec::Type::Linear;
    const auto solver = arguments.choice("--solver", {"adamw", "lbfgs"});
    if (!solver)
        return tl::unexpected(solver.error());
    if (arguments.has("--solver"))
        m_config.headSolver = *solver == 0 ? HeadSolver::AdamW : HeadSolver::Lbfgs;
    else if (m_config.head.type == HeadSpec::Type::Classic || arguments.has("--lr") ||
             arguments.has("--batch") || arguments.has("--mixup"))
        m_config.headSolver = HeadSolver::AdamW;
    return {};
}

/// How pictures are divided, resized and varied.
UsageResult<void> TrainCommand::configurePictures(const Arguments& arguments)
{
    const auto augment = arguments.choice("--augment", {"on", "off", "none", "light", "classic", "strong"});
    if (!augment)
        return tl::unexpected(augment.error());
    if (*augment > 0) { // else the recipe's
        using enum AugmentationPreset;
        constexpr AugmentationPreset kPresets[] = {None, None, Light, Classic, Strong};
        m_config.augmentation = AugmentationConfig::preset(kPresets[*augment - 1]);
    }

    const auto together = arguments.choice("--duplicates-together", {"on", "off"});
    if (!together)
        return tl::unexpected(together.error());
    m_config.keepsDuplicatesTogether = *together == 0;

    const auto policy = arguments.choice("--resize", {"crop", "letterbox", "stretch"}); // as in Policy
    if (!policy)
        return tl::unexpected(policy.error());
    if (arguments.has("--resize"))
        m_config.policy = static_cast<Preprocessing::Policy>(*policy);
    return {};
}

/// Which parts train when: the rules that --unfreeze, --finetune-epochs and --from-scratch follow together.
UsageResult<void> TrainCommand::configureStrategy(const Arguments& arguments)
{
    const auto backbone = BackboneCatalog::find(m_config.backbone);
    if (!backbone) {
        return usageFailure(QStringLiteral("--backbone must be one of %1, not '%2'")
                                .arg(BackboneCatalog::names().join(u", "), m_config.backbone));
    }
    const bool isUnfreezeGiven = arguments.has("--unfreeze");
    const auto finetuneEpochs =
        arguments.integer("--finetune-epochs", isUnfreezeGiven ? kFinetuneEpochs : 0, 0, kMaxEpochs);
    if (!finetuneEpochs)
        return tl::unexpected(finetuneEpochs.error());
    const bool isFinetuneWanted = arguments.has("--finetune-epochs") && *finetuneEpochs > 0;

    if (isUnfreezeGiven) {
        const auto spec = UnfreezeSpec::parse(arguments.text("--unfreeze"));
        if (!spec)
            return usageFailure(
                QStringLiteral(
                    "--unfreeze must be none, all, a number of layers or names of blocks, not '%1'")
                    .arg(arguments.text("--unfreeze")));
        m_config.unfreeze = *spec;
    } else if (isFinetuneWanted) {
        m_config.unfreeze.kind = UnfreezeSpec::Kind::LastLayers;
    }
    const bool isNothingUnfrozen = m_config.unfreeze.kind == UnfreezeSpec::Kind::None;
    if (isNothingUnfrozen && isFinetuneWanted)
        return usageFailure(QStringLiteral("--finetune-epochs has nothing to train with --unfreeze none"));
    m_config.finetuneEpochs = isNothingUnfrozen ? 0 : static_cast<int>(*finetuneEpochs);

    if (m_config.unfreeze.kind == UnfreezeSpec::Kind::Blocks) {
        const auto outline = BackboneOutline::of(m_config.backbone);
        const auto layers =
            outline ? m_config.unfreeze.trainableLayers(*outline) : tl::unexpected(outline.error());
        if (!layers)
            return usageFailure(QStringLiteral("--unfreeze: %1 has no such block: %2")
                                    .arg(m_config.backbone, oneLine(layers.error().detail)));
    }

    const bool isScratchGiven = arguments.has("--from-scratch");
    if (isScratchGiven && arguments.has("--weights"))
        return usageFailure(QStringLiteral("--from-scratch uses no --weights"));
    if (isScratchGiven &&
        (isFinetuneWanted || (isUnfreezeGiven && m_config.unfreeze.kind != UnfreezeSpec::Kind::All)))
        return usageFailure(QStringLiteral("--from-scratch trains everything at once, without %1")
                                .arg(isFinetuneWanted ? "--finetune-epochs" : "--unfreeze"));
    // A frozen network of random values is rarely what somebody wants, so it has to be asked for.
    const bool isScratchImplied = m_config.startModel.empty() && !backbone->needsWeights() &&
                                  !arguments.has("--weights") && !isUnfreezeGiven && !isFinetuneWanted;
    m_config.isFromScratch = isScratchGiven || isScratchImplied;
    return {};
}

UsageResult<void> TrainCommand::configureRegularization(const Arguments& arguments)
{
    struct Real
    {
        const char* option;
        double* value;
        double maximum;
    };
    for (const auto& [option, target, maximum] :
         {Real{"--label-smoothing", &m_config.labelSmoothing, 0.99}, Real{"--mixup", &m_config.mixup, 100.0},
          Real{"--weight-decay", &m_config.weightDecay, 0.99}}) {
        const auto value = arguments.notNegative(QLatin1String(option), *target, maximum);
        if (!value)
            return tl::unexpected(value.error());
        *target = *value;
    }
    const auto weights = arguments.choice("--class-weights", {"off", "on"});
    if (!weights)
        return tl::unexpected(weights.error());
    m_config.balancesClasses = *weights == 1;
    const auto views = arguments.integer("--views", m_config.views, 1, kMaxViews);
    if (!views)
        return tl::unexpected(views.error());
    m_config.views = static_cast<int>(*views);
    return {};
}

UsageResult<void> TrainCommand::configureNumbers(const Arguments& arguments)
{
    const auto epochs = arguments.integer("--epochs", m_config.epochs, 1, kMaxEpochs);
    if (!epochs)
        return tl::unexpected(epochs.error());
    // Who asks for a number of epochs gets them.
    const auto patience =
        arguments.integer("--patience", arguments.has("--epochs") ? 0 : m_config.patience, 0, kMaxEpochs);
    if (!patience)
        return tl::unexpected(patience.error());
    m_config.patience = static_cast<int>(*patience);
    const auto batch = arguments.integer("--batch", m_config.batchSize, 1, kMaxBatch);
    if (!batch)
        return tl::unexpected(batch.error());
    const auto rate = arguments.positive("--lr", m_config.learningRate, 10.0);
    if (!rate)
        return tl::unexpected(rate.error());
    const auto seed = arguments.seed("--seed");
    if (!seed)
        return tl::unexpected(seed.error());
    const auto threads = arguments.integer("--threads", 0, 0, kMaxThreads);
    if (!threads)
        return tl::unexpected(threads.error());
    const auto mixed = arguments.choice("--mixed-precision", {"on", "off"});
    if (!mixed)
        return tl::unexpected(mixed.error());
    if (arguments.has("--mixed-precision"))
        m_config.usesMixedPrecision = *mixed == 0;
    m_config.epochs = static_cast<int>(*epochs);
    m_config.batchSize = static_cast<int>(*batch);
    m_config.learningRate = *rate;
    m_config.seed = *seed;
    m_config.threads = static_cast<int>(*threads);
    if (const auto valid = m_config.validate(); !valid)
        return usageFailure(oneLine(valid.error().detail));
    return {};
}

/// What would otherwise fail after minutes of reading images.
Result<void> TrainCommand::checkFiles() const
{
    if (!m_config.weights.empty()) {
        if (const auto weights = WeightsFile::open(m_config.weights); !weights)
            return tl::unexpected(weights.error());
    }
    if (!m_config.startModel.empty()) {
        if (const auto model = readModelDescription(m_config.startModel); !model)
            return tl::unexpected(model.error());
    }
    return AtomicFile::checkWritable(m_config.output);
}

Result<int> TrainCommand::run(const CancelToken& cancel)
{
    if (const auto files = checkFiles(); !files)
        return tl::unexpected(files.error());
    Result<TrainingOutcome> outcome = failure(ErrorCode::Internal);
    {
        ProgressPrinter printer(m_config.totalEpochs());
        const auto dataset = scanWithProgress(m_dataset, cancel);
        if (!dataset)
            return tl::unexpected(dataset.error());
        outcome = Trainer::run(m_config, *dataset, cancel, &printer);
        const auto noted = outcome ? DatasetChanges(dataset->root).noteTrained(*dataset) : Result<void>();
        if (!noted)
            printer.notice(noted.error());
    }
    if (!outcome)
        return tl::unexpected(outcome.error());
    const auto printed = m_isJson ? printJson(outcome->toJson()) : printText(summaryOf(*outcome));
    if (!printed)
        return tl::unexpected(printed.error());
    return kExitDone;
}

} // namespace cultivar
