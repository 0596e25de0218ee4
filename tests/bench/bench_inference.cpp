// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Memory.h"
#include "core/nn/BackboneFactory.h"
#include "core/nn/InferenceForm.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>

// bench_inference [--threads N] [--batch N] [--rounds N] [NAME…]
//
// Milliseconds per picture of each backbone as LibTorch runs it eagerly, in NCHW and in channels-last, and in
// our inference form. The three take turns within a round, so that a slow minute of the machine hits all;
// medians of the rounds and their ratio against eager channels-last, as a markdown table.

namespace {

using cultivar::nn::Backbone;
using cultivar::nn::InferenceForm;

constexpr double kSecondsPerTurn = 0.7;

struct Options
{
    int threads = 2, batch = 8, rounds = 5;
    std::vector<std::string> names;
};

// One of each family, and both networks that a bar is set for.
const std::vector<std::string> kUsualNames{
    "sprout",          "mobilenet_v2",    "mobilenet_v3_large", "resnet18",       "resnet50",
    "resnext50_32x4d", "vgg16",           "vgg16_bn",           "squeezenet1_1",  "densenet121",
    "inception_v3",    "efficientnet_b0", "efficientnet_v2_s",  "regnet_y_400mf", "convnext_tiny",
    "swin_t",          "vit_b_16"};

std::int64_t sideOf(const std::string& name)
{
    return name == "inception_v3" ? 299 : 224;
}

/// Milliseconds per picture, the mean over kSecondsPerTurn.
double turn(const std::function<void()>& pass, int batch)
{
    using Clock = std::chrono::steady_clock;
    const auto start = Clock::now();
    int passes = 0;
    double seconds = 0.0;
    do {
        pass();
        ++passes;
        seconds = std::chrono::duration<double>(Clock::now() - start).count();
    } while (seconds < kSecondsPerTurn);
    return seconds * 1000.0 / passes / batch;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

void measure(const std::string& name, const Options& options)
{
    torch::manual_seed(1);
    const auto backbone = cultivar::nn::makeBackbone(name);
    if (!backbone) {
        std::printf("| %s | unknown |\n", name.c_str());
        return;
    }
    backbone->initialize();
    backbone->eval();
    for (torch::Tensor& parameter : backbone->parameters())
        parameter.requires_grad_(false);
    const torch::Tensor pictures = torch::rand({options.batch, 3, sideOf(name), sideOf(name)});
    const InferenceForm form = InferenceForm::make(
        [&](const torch::Tensor& x) { return backbone->features(x); }, pictures.slice(0, 0, 1).contiguous());

    const auto lastPictures = pictures.contiguous(torch::MemoryFormat::ChannelsLast);
    const auto setFormat = [&](torch::MemoryFormat format) {
        for (torch::Tensor& parameter : backbone->parameters()) {
            if (parameter.dim() == 4)
                parameter.set_data(parameter.contiguous(format));
        }
    };
    const auto plain = [&] { backbone->features(pictures); };
    const auto last = [&] { backbone->features(lastPictures); };
    const auto ours = [&] { form(pictures); };

    std::vector<double> times[3];
    for (int round = -1; round < options.rounds; ++round) { // the first one warms up
        setFormat(torch::MemoryFormat::Contiguous);
        const double a = turn(plain, options.batch);
        setFormat(torch::MemoryFormat::ChannelsLast);
        const double b = turn(last, options.batch);
        const double c = turn(ours, options.batch);
        if (round < 0)
            continue;
        times[0].push_back(a);
        times[1].push_back(b);
        times[2].push_back(c);
    }
    const double nchw = median(times[0]), channelsLast = median(times[1]), inference = median(times[2]);
    std::printf("| %s | %.1f | %.1f | %.1f | %.2f |\n", name.c_str(), nchw, channelsLast, inference,
                channelsLast / inference);
    std::fflush(stdout);
}

Options optionsFrom(int argc, char* argv[])
{
    Options options;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        if (word == "--threads" && i + 1 < argc)
            options.threads = std::atoi(argv[++i]);
        else if (word == "--batch" && i + 1 < argc)
            options.batch = std::atoi(argv[++i]);
        else if (word == "--rounds" && i + 1 < argc)
            options.rounds = std::atoi(argv[++i]);
        else
            options.names.push_back(word);
    }
    if (options.names.empty())
        options.names = kUsualNames;
    return options;
}

} // namespace

int main(int argc, char* argv[])
{
    const Options options = optionsFrom(argc, argv);
    cultivar::keepFreedMemory();
    at::set_num_threads(options.threads);
    torch::NoGradGuard guard;
    std::printf("%d threads, batches of %d, medians of %d rounds, milliseconds per picture\n\n"
                "| backbone | eager | eager, channels-last | inference form | faster than channels-last |\n"
                "|---|---|---|---|---|\n",
                options.threads, options.batch, options.rounds);
    for (const std::string& name : options.names)
        measure(name, options);
    return 0;
}
