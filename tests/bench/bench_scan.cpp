// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Memory.h"
#include "core/data/FolderScanner.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

// bench_scan [--most N] [--classes N] [--folder DIR]
//
// Scans trees of 1,000, 10,000 … N tiny pictures (a million, if not said otherwise), made in a temporary
// folder below DIR. For each: microseconds per image, the peak memory of a process that does nothing else,
// and the longest time from cancel() to the end of the scan, cancelled at ten moments spread over it. A
// markdown table; ends with 1 where a million files take 600 MB or more, or cancelling a second or more.

namespace {

using cultivar::CancelToken;
using cultivar::FolderScanner;
using Clock = std::chrono::steady_clock;
using Path = std::filesystem::path;

constexpr double kMostMegabytes = 600.0;
constexpr double kLongestCancelSeconds = 1.0;
constexpr int kCancelMoments = 10;
constexpr char kPicture[] = "P6\n1 1\n255\nabc"; // 14 bytes that decode

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Adds the files @p from … @p to − 1, spread over the classes.
bool makeFiles(const Path& root, int from, int to, int classes)
{
    for (int i = from; i < to; ++i) {
        char name[64];
        std::snprintf(name, sizeof name, "class%03d/photo_%07d.ppm", i % classes, i);
        if (i < classes)
            std::filesystem::create_directories((root / name).parent_path());
        const int file = ::open((root / name).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        const bool isWritten =
            file >= 0 && ::write(file, kPicture, sizeof kPicture - 1) == sizeof kPicture - 1;
        if (file >= 0)
            ::close(file);
        if (!isWritten)
            return false;
    }
    return true;
}

struct Measured
{
    double seconds = 0.0;
    double megabytes = 0.0;
    long images = 0;
};

/// In a process of its own, so that the peak is that of one scan.
Measured scanInChild(const Path& root)
{
    int ends[2];
    if (::pipe(ends) != 0)
        return {};
    const pid_t child = ::fork();
    if (child == 0) {
        Measured measured;
        const auto start = Clock::now();
        const auto dataset = FolderScanner::scan(root);
        measured.seconds = secondsSince(start);
        measured.images = dataset ? static_cast<long>(dataset->items.size()) : -1;
        rusage usage{};
        ::getrusage(RUSAGE_SELF, &usage);
        measured.megabytes = static_cast<double>(usage.ru_maxrss) / 1024.0;
        const bool isTold = ::write(ends[1], &measured, sizeof measured) == sizeof measured;
        ::_exit(isTold ? 0 : 1);
    }
    ::close(ends[1]);
    Measured measured;
    const bool isHeard = ::read(ends[0], &measured, sizeof measured) == sizeof measured;
    ::close(ends[0]);
    ::waitpid(child, nullptr, 0);
    return isHeard ? measured : Measured();
}

/// Seconds from cancel(), called @p after seconds of scanning, to the end of the scan.
double cancelLatency(const Path& root, double after)
{
    CancelToken cancel;
    Clock::time_point cancelled;
    std::thread canceller([&] {
        std::this_thread::sleep_for(std::chrono::duration<double>(after));
        cancelled = Clock::now();
        cancel.cancel();
    });
    {
        const auto dataset = FolderScanner::scan(root, cancel);
    }
    const auto ended = Clock::now();
    canceller.join();
    return std::max(0.0, std::chrono::duration<double>(ended - cancelled).count());
}

bool measure(const Path& root, int files)
{
    scanInChild(root); // the first one reads the disk
    const Measured measured = scanInChild(root);
    double longest = 0.0;
    for (int moment = 0; moment < kCancelMoments; ++moment)
        longest = std::max(longest, cancelLatency(root, measured.seconds * (moment + 0.5) / kCancelMoments));
    std::printf("| %d | %ld | %.2f s | %.2f µs | %.0f MB | %.0f ms |\n", files, measured.images,
                measured.seconds, measured.seconds / files * 1e6, measured.megabytes, longest * 1e3);
    std::fflush(stdout);
    return measured.images == files && measured.megabytes < kMostMegabytes && longest < kLongestCancelSeconds;
}

} // namespace

int main(int argc, char* argv[])
{
    cultivar::keepFreedMemory();
    int most = 1'000'000;
    int classes = 100;
    Path folder = std::filesystem::temp_directory_path();
    for (int i = 1; i + 1 < argc; i += 2) {
        if (std::strcmp(argv[i], "--most") == 0)
            most = std::atoi(argv[i + 1]);
        else if (std::strcmp(argv[i], "--classes") == 0)
            classes = std::atoi(argv[i + 1]);
        else if (std::strcmp(argv[i], "--folder") == 0)
            folder = argv[i + 1];
    }
    std::string name = (folder / "bench_scan.XXXXXX").native();
    if (!::mkdtemp(name.data()))
        return 2;
    std::printf("| files | images | scan | per image | peak memory | cancelled within "
                "|\n|---|---|---|---|---|---|\n");
    bool isGood = true;
    int made = 0;
    for (int files = 1000; files <= most && isGood; files *= 10) {
        isGood = makeFiles(name, made, files, classes);
        made = files;
        isGood = isGood && measure(name, files);
    }
    std::error_code ignored;
    std::filesystem::remove_all(name, ignored);
    return isGood ? 0 : 1;
}
