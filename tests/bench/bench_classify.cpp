// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Memory.h"
#include "core/data/FolderScanner.h"
#include "ui/WindowTest.h"
#include "ui/classify/ResultModel.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QListView>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <chrono>
#include <cstdio>

// bench_classify --model FILE --images FOLDER [--threads N]
//
// One JSON line: how many pictures a second the predictor answers, warm and all files in the system's cache,
// and how long after a drop on the window the first result is there, the model loaded: of one picture, and of
// the whole folder. compare_classify.py sets it beside a peer.

namespace {

using namespace cultivar;
using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

QJsonObject throughput(const std::filesystem::path& model, const std::filesystem::path& folder, int threads)
{
    const auto predictor = Predictor::open(model, threads);
    if (!predictor)
        return {{"error", predictor.error().detail}};
    std::vector<std::filesystem::path> images;
    for (const DatasetItem& item : FolderScanner::collect({folder}).items)
        images.push_back(item.path);
    QJsonArray labels;
    double seconds = 0.0;
    for (int round = 0; round < 2; ++round) { // the first one warms up
        labels = {};
        const auto start = Clock::now();
        predictor->classifyAll(images, {}, [&](std::size_t, const Result<Prediction>& prediction) {
            labels.append(prediction ? prediction->ranked.front().label : -1);
        });
        seconds = secondsSince(start);
    }
    return {{"pictures", static_cast<qint64>(images.size())},
            {"per_second", static_cast<double>(images.size()) / seconds},
            {"labels", labels}};
}

/// Milliseconds from the drop until the window has painted the first result.
double firstResult(WindowTest& test, const std::filesystem::path& dropped)
{
    auto* list = test.find<QListView>("resultList");
    const int before = list->model()->rowCount();
    const auto start = Clock::now();
    test.drop("classifyDropArea", dropped);
    if (!QTest::qWaitFor([&] { return list->model()->rowCount() > before; }, 60000))
        return -1.0;
    list->viewport()->repaint();
    const double milliseconds = secondsSince(start) * 1000;
    test.session.classifying().cancel();
    if (!QTest::qWaitFor([&] { return !test.session.classifying().isRunning(); }, 60000))
        return -1.0;
    return milliseconds;
}

} // namespace

int main(int argc, char* argv[])
{
    keepFreedMemory();
    const QTemporaryDir home;
    useTemporaryHome(home.path());
    const QApplication application(argc, argv);
    std::filesystem::path model, images;
    int threads = 2;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string_view word = argv[i];
        if (word == "--model")
            model = argv[i + 1];
        else if (word == "--images")
            images = argv[i + 1];
        else if (word == "--threads")
            threads = std::atoi(argv[i + 1]);
    }
    QJsonObject result = throughput(model, images, threads);

    WindowTest test;
    test.window.show();
    test.session.openModel(model);
    if (!QTest::qWaitFor(
            [&] { return test.session.model() && test.session.activity() == Session::Activity::Idle; },
            60000))
        return 1;
    const Dataset found = FolderScanner::collect({images});
    result["first_of_one_ms"] = firstResult(test, found.items.back().path);
    result["first_of_folder_ms"] = firstResult(test, images);
    std::printf("%s\n", QJsonDocument(result).toJson(QJsonDocument::Compact).constData());
    return 0;
}
