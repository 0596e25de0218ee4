// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Memory.h"
#include "core/train/AdamWTrainer_p.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>

// bench_training NAME [--threads N] [--batch N] [--steps N] [--full]
//
// Images per second of our training step with everything unfrozen, on random pictures of 224 px in memory:
// the median of the steps after the first two. --full: without mixed precision. See compare_training.py.

using namespace cultivar;

namespace {

constexpr int kClasses = 10, kWarmUp = 2;

struct Options
{
    QString name;
    int threads = 2, batch = 32, steps = 5;
    bool isFull = false;
};

/// The same pictures in every step.
class FixedPictures : public EpochSource
{
public:
    explicit FixedPictures(const Options& options)
        : m_samples(static_cast<std::int64_t>(options.batch) * (options.steps + kWarmUp)),
          m_pictures(torch::rand({options.batch, 3, 224, 224})),
          m_labels(torch::randint(kClasses, {options.batch}))
    {
    }
    void begin(int, bool) override {}
    std::int64_t sampleCount() const override { return m_samples; }
    Result<Batch> batch(std::int64_t, std::int64_t) override { return Batch{m_pictures, m_labels}; }

private:
    std::int64_t m_samples;
    torch::Tensor m_pictures, m_labels;
};

/// Seconds from one step to the next.
struct Stopwatch : TrainingObserver
{
    using Clock = std::chrono::steady_clock;
    Clock::time_point last = Clock::now();
    std::vector<double> seconds;

    void batchFinished(const BatchRecord&) override
    {
        const auto now = Clock::now();
        seconds.push_back(std::chrono::duration<double>(now - std::exchange(last, now)).count());
    }
};

Options optionsFrom(int argc, char* argv[])
{
    Options options;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        if (word == "--full")
            options.isFull = true;
        else if (word == "--threads" && i + 1 < argc)
            options.threads = std::atoi(argv[++i]);
        else if (word == "--batch" && i + 1 < argc)
            options.batch = std::atoi(argv[++i]);
        else if (word == "--steps" && i + 1 < argc)
            options.steps = std::atoi(argv[++i]);
        else
            options.name = QString::fromStdString(word);
    }
    return options;
}

} // namespace

int main(int argc, char* argv[])
{
    const Options options = optionsFrom(argc, argv);
    keepFreedMemory();
    at::set_num_threads(options.threads);
    torch::manual_seed(1);
    auto classifier = Classifier::create(options.name, {HeadSpec::Type::Linear}, kClasses);
    const auto outline = BackboneOutline::of(options.name);
    if (!classifier || !outline) {
        std::fprintf(stderr, "usage: bench_training NAME [--threads N] [--batch N] [--steps N] [--full]\n");
        return 2;
    }
    classifier->setTrainable(std::vector<bool>(static_cast<std::size_t>(outline->layerCount()), true), true);
    std::vector<AdamWTrainer::Group> groups{{classifier->headParameters()}};
    for (const auto& block : classifier->trainableBlocks())
        groups.push_back({block});
    AdamWTrainer::Settings settings{Phase::Scratch, 1, 1e-4, 1e-2, options.batch};
    settings.usesMixedPrecision = !options.isFull;
    Objective objective(0.0, 0.0);
    FixedPictures pictures(options);
    Stopwatch stopwatch;
    AdamWTrainer trainer(settings, std::move(groups), *classifier, objective, {}, stopwatch);
    trainer.setInput(pictures, [&](const torch::Tensor& x) { return classifier->restLogits(x); });
    if (!trainer.train(1, 0))
        return 1;
    std::vector<double> times(stopwatch.seconds.begin() + kWarmUp, stopwatch.seconds.end());
    std::sort(times.begin(), times.end());
    std::printf("%.2f\n", options.batch / times[times.size() / 2]);
    return 0;
}
