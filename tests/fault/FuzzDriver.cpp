// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/Mutation.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sys/resource.h>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
std::vector<std::string> fuzzSeeds();

/// fuzz_NAME ROUNDS [FILE…]: feeds mutations of the built-in seeds and of the files to the target, the same
/// ones each time. The sanitizers stop it at the first fault; more than 1 GB of memory is a fault as well.
/// Linked with -fsanitize=fuzzer instead of this file, the target runs under libFuzzer.
int main(int count, char** arguments)
{
    constexpr long kMaxMemoryKb = 1'000'000;
    const long rounds = count > 1 ? std::atol(arguments[1]) : 10'000;
    std::vector<std::string> seeds = fuzzSeeds();
    for (int i = 2; i < count; ++i) {
        std::ifstream file(arguments[i], std::ios::binary);
        seeds.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    const auto start = std::chrono::steady_clock::now();
    cultivar::Random random{7};
    for (long round = 0; round < rounds; ++round) {
        const std::string& seed = seeds[random.below(seeds.size())];
        const std::string input =
            round < long(seeds.size()) ? seeds[std::size_t(round)] : cultivar::mutated(seed, random);
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
    }
    rusage usage = {};
    getrusage(RUSAGE_SELF, &usage);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    std::printf("%ld rounds of %zu seeds in %.1f s, at most %ld MB\n", rounds, seeds.size(), seconds.count(),
                usage.ru_maxrss / 1024);
    return usage.ru_maxrss > kMaxMemoryKb;
}
