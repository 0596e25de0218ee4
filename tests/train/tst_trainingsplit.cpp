// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/FolderScanner.h"
#include "core/data/ImageDecoder.h"
#include "core/train/TrainingImages_p.h"
#include "core/train/TrainingSplit.h"
#include "data/Pictures.h"
#include "support/Verify.h"

#include <QDir>
#include <QImage>
#include <QTemporaryDir>

#include <algorithm>
#include <set>

using namespace cultivar;

namespace {

/// Two classes of @p count scenes each, all unlike each other; of each scene with an even number there is a
/// copy in half the size.
class FolderWithCopies
{
public:
    explicit FolderWithCopies(int count)
    {
        for (const char* name : {"a", "b"}) {
            QDir(m_folder.path()).mkpath(name);
            for (int i = 0; i < count; ++i) {
                const std::uint64_t seed = m_seed++;
                save(testScene(96, 96, seed), QStringLiteral("%1/%2.png").arg(name).arg(i));
                if (i % 2 == 0)
                    save(testScene(48, 48, seed), QStringLiteral("%1/copy%2.png").arg(name).arg(i));
            }
        }
    }
    Result<Dataset> scan() const { return FolderScanner::scan(toPath(m_folder.path())); }
    void save(const Image& image, const QString& name) const
    {
        const QImage picture(image.rgb.data(), image.width, image.height, image.width * 3,
                             QImage::Format_RGB888);
        QVERIFY(picture.save(m_folder.filePath(name), nullptr, 95));
    }
    std::filesystem::path path(const QString& name) const { return toPath(m_folder.filePath(name)); }

private:
    QTemporaryDir m_folder;
    std::uint64_t m_seed = 1000;
};

/// How many copies lie on another side than their original.
int partedCopies(const Dataset& dataset, const SplitPlan& split)
{
    std::set<std::string> validation;
    for (const std::size_t item : split.validation)
        validation.insert(dataset.items[item].path.native());
    int parted = 0;
    for (const DatasetItem& item : dataset.items) {
        const std::string name = item.path.filename().native();
        if (!name.starts_with("copy"))
            continue;
        const std::string original = (item.path.parent_path() / name.substr(4)).native();
        parted += validation.contains(item.path.native()) != validation.contains(original);
    }
    return parted;
}

} // namespace

class TrainingSplitTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsCopiesOnOneSide();
    void looksAtNothingThatFoldersDivide();
    void canBeCancelled();
    void keepsWhatTookLongToDecode();
};

void TrainingSplitTest::keepsCopiesOnOneSide()
{
    const FolderWithCopies folder(20);
    const auto dataset = folder.scan();
    VERIFY_RESULT(dataset);
    TrainingConfig config;
    QVERIFY(config.keepsDuplicatesTogether);
    int partedWithout = 0;
    for (config.seed = 0; config.seed < 5; ++config.seed) {
        config.keepsDuplicatesTogether = true;
        const auto together = splitForTraining(config, *dataset);
        VERIFY_RESULT(together);
        QCOMPARE(partedCopies(*dataset, *together), 0);
        QCOMPARE(together->validation.size(), std::size_t(12)); // a fifth of 2 × 30, as ever
        config.keepsDuplicatesTogether = false;
        const auto apart = splitForTraining(config, *dataset);
        VERIFY_RESULT(apart);
        partedWithout += partedCopies(*dataset, *apart);
    }
    QVERIFY(partedWithout > 5);
}

void TrainingSplitTest::looksAtNothingThatFoldersDivide()
{
    const FolderWithCopies folder(10);
    auto dataset = folder.scan();
    VERIFY_RESULT(dataset);
    std::vector<std::size_t> looked;
    const LookAtItems lookAt = [&](const std::vector<std::size_t>& items) {
        looked = items;
        return std::vector<PerceptualHash>(items.size());
    };
    for (std::size_t i = 0; i < dataset->items.size(); ++i)
        dataset->items[i].subset = i % 3 == 0 ? Subset::Test : Subset::Train;
    VERIFY_RESULT(splitForTraining({}, *dataset, lookAt));
    QCOMPARE(int(looked.size()), dataset->count(Subset::Train));
    looked.clear();
    Dataset single = *dataset;
    std::erase_if(single.items, [](const DatasetItem& item) { return item.label == 1; });
    QCOMPARE(splitForTraining({}, single, lookAt).error().code, ErrorCode::TooFewClasses);
    QVERIFY(looked.empty());
    dataset->items[1].subset = Subset::Validation;
    VERIFY_RESULT(splitForTraining({}, *dataset, lookAt));
    QVERIFY(looked.empty());
}

void TrainingSplitTest::canBeCancelled()
{
    const FolderWithCopies folder(3);
    const auto dataset = folder.scan();
    VERIFY_RESULT(dataset);
    CancelToken cancel;
    cancel.cancel();
    const auto split = splitForTraining({}, *dataset, cancel);
    QVERIFY(!split);
    QCOMPARE(split.error().code, ErrorCode::Cancelled);
}

/// A large file is decoded once: for its look, and then from memory for its first view.
void TrainingSplitTest::keepsWhatTookLongToDecode()
{
    const FolderWithCopies folder(1);
    folder.save(testPicture(1200, 900), "a/large.jpg");
    const auto large = folder.path("a/large.jpg");
    QVERIFY(std::filesystem::file_size(large) > std::uintmax_t(TrainingImages::kCostlyBytes));
    const auto dataset = folder.scan();
    VERIFY_RESULT(dataset);
    std::vector<std::size_t> items(dataset->items.size());
    for (std::size_t i = 0; i < items.size(); ++i)
        items[i] = i;
    TrainingImages::Settings settings;
    settings.augmentation.isEnabled = false;
    settings.threads = 2;
    std::vector<std::size_t> readable;
    const torch::Tensor expected = TrainingImages(*dataset, settings).views(items, 0, 1, readable);

    TrainingImages images(*dataset, settings);
    const auto hashes = images.look(items);
    std::filesystem::remove(large);
    QVERIFY(torch::equal(images.views(items, 0, 1, readable), expected));
    QCOMPARE(readable.size(), items.size());
    images.views(items, 0, 1, readable);
    QCOMPARE(readable.size(), items.size() - 1); // it was dropped after its one use

    const auto small = std::find_if(dataset->items.begin(), dataset->items.end(),
                                    [](const auto& item) { return item.path.filename() == "0.png"; });
    const auto at = std::size_t(small - dataset->items.begin());
    QCOMPARE(hashes[at].bits, PerceptualHash::of(*ImageDecoder::decode(small->path)).bits);
    QVERIFY(!hashes[at].isFlat);
    QCOMPARE(images.look({at})[0].bits, hashes[at].bits);
}

QTEST_GUILESS_MAIN(TrainingSplitTest)
#include "tst_trainingsplit.moc"
