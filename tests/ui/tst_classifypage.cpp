// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "StallProbe.h"
#include "WindowTest.h"
#include "core/data/Camera.h"
#include "data/Pictures.h"
#include "support/Models.h"
#include "support/TinyDataset.h"
#include "support/Verify.h"
#include "ui/Theme.h"
#include "ui/classify/PictureCache.h"
#include "ui/classify/ResultFilter.h"
#include "ui/widgets/ExplainedPicture.h"
#include "ui/widgets/RangeSlider.h"

#include <QAbstractItemModel>
#include <QBuffer>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace cultivar;

namespace {

constexpr int kLongMs = 240000;

/// A small picture as a PNG; another one for every number.
QByteArray smallPicture(int number)
{
    const Image scene = testScene(40, 32, static_cast<std::uint64_t>(number + 1));
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImage(scene.rgb.data(), 40, 32, 40 * 3, QImage::Format_RGB888).save(&buffer, "PNG");
    return bytes;
}

ClassifiedPicture answered(const char* path, int label, double probability,
                           std::optional<double> distance = {})
{
    Prediction prediction;
    prediction.ranked = {{label, probability}, {(label + 1) % 3, 1 - probability}};
    prediction.distance = distance;
    return {path, prediction};
}

/// The names that are shown, in their order.
QStringList namesOf(const QAbstractItemModel& shown)
{
    QStringList names;
    for (int i = 0; i < shown.rowCount(); ++i)
        names << shown.index(i, 0).data().toString();
    return names;
}

/// In both themes and sizes, where somebody wants to look.
void shoot(WindowTest& test, const QString& name)
{
    if (qEnvironmentVariableIsEmpty("CULTIVAR_SCREENSHOTS"))
        return;
    for (const QSize size : {QSize(1080, 660), QSize(1280, 800)}) {
        test.window.resize(size);
        for (const bool isDark : {true, false}) {
            applyTheme(isDark ? Appearance::Dark : Appearance::Light);
            picture(test.window,
                    QStringLiteral("%1-%2-%3").arg(name).arg(size.width()).arg(isDark ? "dark" : "light"));
        }
    }
}

} // namespace

/// From dropped pictures to filtered results and their table, by object name.
class ClassifyPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void filtersAndSorts();
    void showsPicturesWithTheirReasons();
    void staysAliveWithTenThousand();
    void stopsWhenAsked();
    void forgetsAnotherModelsAnswers();
    void showsTheCamera();
    void asksWhetherItIsRight();

private:
    void fill(const QString& folder, int pictures) const;
    bool open(WindowTest& test) const;
    static int rows(const WindowTest& test)
    {
        return test.find<QListView>("resultList")->model()->rowCount();
    }
    static QString textOf(const WindowTest& test, const char* name)
    {
        return test.find<QLabel>(name)->text();
    }

    QTemporaryDir m_folder;
    std::filesystem::path m_model;
    QList<QByteArray> m_pictures;
};

/// A network that looks at 64 × 64 pixels: ten thousand pictures take seconds.
void ClassifyPageTest::initTestCase()
{
    LoadedModel model = randomModel();
    model.description.preprocessing.resize = 64;
    model.description.preprocessing.crop = 64;
    m_model = toPath(m_folder.filePath(QStringLiteral("small.cultivar")));
    VERIFY_RESULT(saveModel(m_model, model.classifier, model.description));
    for (int i = 0; i < 40; ++i)
        m_pictures << smallPicture(i);
}

void ClassifyPageTest::fill(const QString& folder, int pictures) const
{
    for (int i = 0; i < pictures; ++i)
        QVERIFY(writeFile(QStringLiteral("%1/%2.png").arg(folder).arg(i), m_pictures[i % m_pictures.size()]));
}

bool ClassifyPageTest::open(WindowTest& test) const
{
    test.window.show();
    test.session.openModel(m_model);
    return QTest::qWaitFor(
        [&] { return test.session.model() && test.session.activity() == Session::Activity::Idle; }, kLongMs);
}

void ClassifyPageTest::filtersAndSorts()
{
    using Kind = ResultFilter::Kind;
    using Order = ResultFilter::Order;
    ResultModel results;
    results.reset({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
    ResultFilter filter(results);
    const ClassifiedPicture bad{"/x/2.png", tl::unexpected(Error{ErrorCode::EmptyFile, {}, {}})};
    results.add({answered("/z/10.png", 1, 0.9), answered("/y/3.png", 0, 0.6, 2.0), bad,
                 answered("/a/1.png", 1, 0.7, 0.5)});
    QCOMPARE(namesOf(filter), (QStringList{"10.png", "3.png", "2.png", "1.png"}));
    filter.setOrder(Order::Name); // by name, not by folder; 3 before 10
    QCOMPARE(namesOf(filter), (QStringList{"1.png", "2.png", "3.png", "10.png"}));
    filter.setOrder(Order::Class);
    QCOMPARE(namesOf(filter), (QStringList{"3.png", "10.png", "1.png", "2.png"}));
    filter.setOrder(Order::Surest);
    QCOMPARE(namesOf(filter), (QStringList{"10.png", "1.png", "3.png", "2.png"}));
    filter.setOrder(Order::LeastSure);
    QCOMPARE(namesOf(filter), (QStringList{"3.png", "1.png", "10.png", "2.png"}));
    results.add({answered("/a/4.png", 2, 0.65)}); // goes where it belongs
    QCOMPARE(namesOf(filter), (QStringList{"3.png", "4.png", "1.png", "10.png", "2.png"}));
    QCOMPARE(filter.shownRows()[1].path, std::filesystem::path("/a/4.png"));

    filter.setOrder(Order::AsTheyCame);
    filter.setWanted({1, Kind::All, 0.0, 1.0});
    QCOMPARE(namesOf(filter), (QStringList{"10.png", "1.png"}));
    filter.setWanted({1, Kind::All, 0.0, 0.7});
    QCOMPARE(namesOf(filter), (QStringList{"1.png"}));
    filter.setWanted({-1, Kind::All, 0.65, 0.7});
    QCOMPARE(namesOf(filter), (QStringList{"1.png", "4.png"}));
    filter.setWanted({-1, Kind::Unlike, 0.0, 1.0});
    QCOMPARE(namesOf(filter), (QStringList{"3.png"}));
    filter.setWanted({1, Kind::Unreadable, 0.9, 1.0}); // no class, no confidence to ask for
    QCOMPARE(namesOf(filter), (QStringList{"2.png"}));
    QCOMPARE(results.counts().perClass, (std::vector<int>{1, 2, 1}));
    QCOMPARE(results.counts().unlike, 1);
    QCOMPARE(results.counts().unreadable, 1);
}

void ClassifyPageTest::showsPicturesWithTheirReasons()
{
    const QTemporaryDir folder;
    fill(folder.path(), 30);
    QVERIFY(writeFile(folder.filePath(QStringLiteral("cut.png")), m_pictures[0].left(200)));
    QVERIFY(writeFile(folder.filePath(QStringLiteral("notes.txt")), "no picture"));
    WindowTest test;
    QVERIFY(open(test));
    QVERIFY(!test.find<QWidget>("classFilter")->isVisible());
    QVERIFY(test.drop("classifyDropArea", toPath(folder.path())));
    QTRY_VERIFY_WITH_TIMEOUT(!test.session.classifying().isRunning(), kLongMs);
    QCOMPARE(rows(test), 32);
    QCOMPARE(textOf(test, "classifyStatus"), QStringLiteral("32 pictures"));
    // The first one is explained, whole.
    auto* view = test.find<ExplainedPicture>("networkView");
    QTRY_VERIFY_WITH_TIMEOUT(view->hasMap(), kLongMs);
    QVERIFY(view->hasShade()); // 40 × 32: its left and right edges

    shoot(test, QStringLiteral("results"));
    auto* kind = test.find<QComboBox>("kindFilter");
    QCOMPARE(kind->itemText(2), QStringLiteral("Could not be read (2)"));
    kind->setCurrentIndex(2);
    QCOMPARE(textOf(test, "classifyStatus"), QStringLiteral("2 of 32 pictures"));
    auto* list = test.find<QListView>("resultList");
    for (int i = 0; i < 2; ++i) {
        list->setCurrentIndex(list->model()->index(i, 0));
        QCOMPARE(textOf(test, "topLabel"), QStringLiteral("Not readable"));
        QVERIFY(!ResultModel::rowOf(list->currentIndex()).problemText().isEmpty());
        QVERIFY(!view->isVisible());
    }
    test.dialogs.savedFile = toPath(folder.filePath(QStringLiteral("results")));
    QSignalSpy saved(&test.session, &Session::saved);
    QVERIFY(test.click("exportResultsButton"));
    QTRY_COMPARE(saved.size(), 1);
    const QByteArray csv = readFile(folder.filePath(QStringLiteral("results.csv")));
    QCOMPARE(csv.count("\r\n"), 3); // the two that are shown, and the header
    QVERIFY(csv.contains("cut.png") && csv.contains("notes.txt"));

    // Nothing is like that; then everything again.
    kind->setCurrentIndex(0);
    test.find<RangeSlider>("confidenceRange")->setRange(0, 0);
    QCOMPARE(rows(test), 0);
    QVERIFY(test.find<QWidget>("nothingMatches")->isVisible());
    QCOMPARE(textOf(test, "topLabel"), QStringLiteral("Nothing to show yet")); // nor is anything chosen
    shoot(test, QStringLiteral("nothing"));
    QVERIFY(!test.find<QWidget>("exportResultsButton")->isEnabled());
    QVERIFY(test.click("showAllResultsButton"));
    QCOMPARE(rows(test), 32);
    QVERIFY(!test.find<QWidget>("nothingMatches")->isVisible());
    QVERIFY(test.click("clearResultsButton"));
    QCOMPARE(rows(test), 0);
    QVERIFY(!test.find<QWidget>("classFilter")->isVisible());
}

/// What would freeze the window: an insertion per picture, a thumbnail per picture, all of them kept.
void ClassifyPageTest::staysAliveWithTenThousand()
{
    constexpr int kPictures = 10000;
    const QTemporaryDir folder;
    fill(folder.path(), kPictures);
    QVERIFY(writeFile(folder.filePath(QStringLiteral("5000x.png")), "broken"));
    WindowTest test;
    QVERIFY(open(test));
    auto* list = test.find<QListView>("resultList");
    QSignalSpy batches(&test.session.classifying(), &Classifying::classified);
    QSignalSpy thumbnails(&test.session.thumbnails(), &Thumbnails::ready);
    StallProbe probe;
    QElapsedTimer clock;
    clock.start();
    QVERIFY(test.drop("classifyDropArea", toPath(folder.path())));
    QTRY_COMPARE_WITH_TIMEOUT(rows(test), 1, kLongMs); // the first one at once, alone
    qInfo("first result after %lld ms", static_cast<long long>(clock.elapsed()));
    QTRY_VERIFY_WITH_TIMEOUT(rows(test) > kPictures / 4, kLongMs);
    QVERIFY(textOf(test, "classifyStatus").contains(QStringLiteral("a second")));
    QVERIFY(textOf(test, "classifyStatus").contains(QStringLiteral("left")));
    shoot(test, QStringLiteral("running"));
    test.find<QComboBox>("resultOrder")->setCurrentIndex(3); // surest first, while more come
    QTRY_VERIFY_WITH_TIMEOUT(!test.session.classifying().isRunning(), kLongMs);
    qInfo("%d pictures in %lld ms, longest event loop stall %.1f ms, %lld batches", kPictures,
          static_cast<long long>(clock.elapsed()), probe.longestMs(), static_cast<long long>(batches.size()));
    QCOMPARE(rows(test), kPictures + 1);
    QVERIFY(batches.size() < kPictures / 10);
    for (int i = 1; i < rows(test); ++i) {
        const auto& above = ResultModel::rowOf(list->model()->index(i - 1, 0));
        const auto& below = ResultModel::rowOf(list->model()->index(i, 0));
        QVERIFY(below.top.empty() || above.top[0].probability >= below.top[0].probability);
    }
    qInfo("%lld thumbnails", static_cast<long long>(thumbnails.size()));
    QVERIFY(thumbnails.size() < kPictures / 10); // what was on the screen at some time
    const auto visible = list->model()->index(rows(test) / 2, 0);
    list->scrollTo(visible, QAbstractItemView::PositionAtCenter);
    const auto& path = ResultModel::rowOf(visible).path;
    auto* cache = test.window.findChild<PictureCache*>();
    QTRY_VERIFY(!cache->picture(path).isNull());
    QVERIFY(cache->bytes() <= PictureCache::kMostBytes);
}

void ClassifyPageTest::stopsWhenAsked()
{
    const QTemporaryDir folder;
    fill(folder.path(), 2000);
    WindowTest test;
    QVERIFY(open(test));
    QVERIFY(!test.find<QWidget>("stopClassifyingButton")->isVisible());
    QVERIFY(test.drop("classifyDropArea", toPath(folder.path())));
    QVERIFY(test.find<QWidget>("stopClassifyingButton")->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(rows(test) > 10, kLongMs);
    QVERIFY(test.click("stopClassifyingButton"));
    QTRY_VERIFY_WITH_TIMEOUT(!test.session.classifying().isRunning(), kLongMs);
    const int stopped = rows(test);
    QVERIFY(stopped < 2000);
    QVERIFY(!test.find<QWidget>("stopClassifyingButton")->isVisible());
    // What was found stays, and more can be added.
    QVERIFY(test.drop("classifyDropArea", toPath(folder.filePath(QStringLiteral("7.png")))));
    QTRY_VERIFY_WITH_TIMEOUT(!test.session.classifying().isRunning(), kLongMs);
    QCOMPARE(rows(test), stopped + 1);
}

void ClassifyPageTest::forgetsAnotherModelsAnswers()
{
    const QTemporaryDir folder;
    fill(folder.path(), 2000);
    WindowTest test;
    QVERIFY(open(test));
    QVERIFY(test.drop("classifyDropArea", toPath(folder.path())));
    QTRY_VERIFY_WITH_TIMEOUT(rows(test) > 10, kLongMs);
    test.session.openModel(m_model); // as another one
    QTRY_COMPARE_WITH_TIMEOUT(rows(test), 0, kLongMs);
    QTRY_COMPARE_WITH_TIMEOUT(test.session.activity(), Session::Activity::Idle, kLongMs);
    QCOMPARE(rows(test), 0);
    QVERIFY(!test.session.classifying().isRunning());
}

void ClassifyPageTest::showsTheCamera()
{
    class Scenes : public FrameSource
    {
        Result<Image> next() override { return testScene(64, 64, ++m_number); }
        std::uint64_t m_number = 0;
    };
    WindowTest test;
    QVERIFY(open(test));
    QCOMPARE(test.find<QWidget>("cameraButton")->isVisible(), Camera::isThere());
    test.session.liveCamera().setSource(
        []() -> Result<std::unique_ptr<FrameSource>> { return std::make_unique<Scenes>(); });
    test.session.liveCamera().start(); // as the button would, which is hidden where there is no camera
    QVERIFY(test.find<QWidget>("cameraView")->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(test.session.model()->classes.contains(textOf(test, "cameraLabel")), kLongMs);
    shoot(test, QStringLiteral("camera"));
    QVERIFY(test.click("takePictureButton"));
    QTRY_COMPARE_WITH_TIMEOUT(rows(test), 1, kLongMs);
    QVERIFY(test.click("stopCameraButton"));
    QVERIFY(!test.find<QWidget>("cameraView")->isVisible());
    test.session.liveCamera().start();
    test.window.showPage(MainWindow::Page::Data); // nobody is looking any more
    QVERIFY(!test.session.liveCamera().isRunning());
    QTRY_COMPARE_WITH_TIMEOUT(test.session.activity(), Session::Activity::Idle, kLongMs);
}

void ClassifyPageTest::asksWhetherItIsRight()
{
    const auto filesIn = [](const std::filesystem::path& folder) {
        return QDir(toQString(folder)).entryList(QDir::Files).size();
    };
    const TinyDataset dataset;
    const QTemporaryDir folder;
    fill(folder.path(), 1);
    WindowTest test;
    QVERIFY(open(test));
    QVERIFY(test.drop("classifyDropArea", toPath(folder.path())));
    QTRY_COMPARE_WITH_TIMEOUT(rows(test), 1, kLongMs);
    QVERIFY(!test.find<QWidget>("rightButton")->isVisible()); // there is no dataset to add it to
    test.session.openDataset(dataset.path());
    QTRY_VERIFY_WITH_TIMEOUT(test.find<QWidget>("rightButton")->isVisible(), kLongMs);
    QTRY_COMPARE_WITH_TIMEOUT(test.session.activity(), Session::Activity::Idle, kLongMs);
    test.window.showPage(MainWindow::Page::Classify);

    shoot(test, QStringLiteral("right"));

    const auto answer = dataset.path() / toPath(textOf(test, "topLabel"));
    const auto before = filesIn(answer);
    QVERIFY(test.click("rightButton"));
    QTRY_VERIFY_WITH_TIMEOUT(textOf(test, "correctionText").startsWith(QStringLiteral("Added to")), kLongMs);
    QTRY_COMPARE(filesIn(answer), before + 1);
    QTRY_VERIFY_WITH_TIMEOUT(test.find<QWidget>("undoCorrectionButton")->isVisible(), kLongMs);
    QVERIFY(test.click("undoCorrectionButton"));
    QTRY_VERIFY_WITH_TIMEOUT(test.find<QWidget>("rightButton")->isVisible(), kLongMs);
    QTRY_COMPARE(filesIn(answer), before);

    QVERIFY(test.click("wrongButton"));
    auto* search = test.find<QLineEdit>("classSearch");
    const auto* choices = test.find<QListWidget>("classChoices");
    QVERIFY(search->isVisible());
    QCOMPARE(choices->count(), 2); // not the one that it is said not to be
    QTest::keyClicks(search, QStringLiteral("ring"));
    QCOMPARE(choices->count(), 1);
    QVERIFY(choices->item(0)->text().contains(QStringLiteral("New class")));
    picture(*test.find<QWidget>("classChooser"), QStringLiteral("chooser"));
    QTest::keyClick(search, Qt::Key_Return);
    QVERIFY(!search->isVisible());
    QTRY_COMPARE_WITH_TIMEOUT(filesIn(dataset.path() / "ring"), 1, kLongMs);
    QTRY_VERIFY_WITH_TIMEOUT(textOf(test, "correctionText").contains(QStringLiteral("ring")), kLongMs);
    QTRY_COMPARE_WITH_TIMEOUT(test.session.activity(), Session::Activity::Idle, kLongMs);
}

CULTIVAR_WINDOW_TEST_MAIN(ClassifyPageTest)
#include "tst_classifypage.moc"
