// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/MainWindow.h"

#include "core/base/Paths.h"
#include "ui/AppearanceMenu.h"
#include "ui/ErrorText.h"
#include "ui/ResumeBar.h"
#include "ui/Sidebar.h"
#include "ui/Theme.h"
#include "ui/Translations.h"
#include "ui/classify/ClassifyPage.h"
#include "ui/classify/UnfinishedSortBar.h"
#include "ui/data/DataPage.h"
#include "ui/evaluate/EvaluatePage.h"
#include "ui/export/ExportPage.h"
#include "ui/settings/SettingsDialog.h"
#include "ui/settings/SettingsStore.h"
#include "ui/train/TrainPage.h"
#include "ui/widgets/MessageBar.h"

#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QMenuBar>
#include <QShortcut>
#include <QStackedWidget>

namespace cultivar {

MainWindow::MainWindow(Session& session, Settings& settings, Dialogs& dialogs, QWidget* parent)
    : QMainWindow(parent), m_session(session), m_settings(settings), m_dialogs(dialogs)
{
    installTranslations();
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(tr("Cultivar"));
    setAcceptDrops(true);
    setMinimumSize(1080, 660);
    resize(1280, 800);
    m_session.weightFetching().setMirror(settings.weightsMirror);
    buildPages();
    buildMenus();
    connectSession();
    updateActions();
    if (!settings.windowGeometry.isEmpty())
        restoreGeometry(settings.windowGeometry);
}

void MainWindow::buildPages()
{
    auto* centre = new QWidget(this);
    m_sidebar = new Sidebar(m_session, centre);
    m_messages = new MessageBar(centre);
    m_messages->setObjectName(QStringLiteral("messageBar"));
    m_pages = new QStackedWidget(centre);
    auto* data = new DataPage(m_session, m_pages);
    auto* train = new TrainPage(m_session, m_settings, m_dialogs, m_pages);
    auto* evaluate = new EvaluatePage(m_session, m_settings, m_dialogs, m_pages);
    m_classify = new ClassifyPage(m_session, m_settings, m_dialogs, m_pages);
    auto* exporting = new ExportPage(m_session, m_settings, m_dialogs, m_pages);
    for (QWidget* page : std::initializer_list<QWidget*>{data, train, evaluate, m_classify, exporting})
        m_pages->addWidget(page);
    auto* messageRow = new QVBoxLayout;
    messageRow->setContentsMargins(metrics::kPage, metrics::kMedium, metrics::kPage, 0);
    messageRow->setSpacing(metrics::kSmall);
    messageRow->addWidget(m_messages);
    messageRow->addWidget(new ResumeBar(m_session, m_dialogs, centre));
    auto* unfinishedSort = new UnfinishedSortBar(m_session, centre);
    messageRow->addWidget(unfinishedSort);
    connect(unfinishedSort, &UnfinishedSortBar::messageRaised, this, &MainWindow::raise);
    m_session.sorting().look();
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    column->addLayout(messageRow);
    column->addWidget(m_pages, 1);
    auto* layout = new QHBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_sidebar);
    layout->addLayout(column, 1);
    setCentralWidget(centre);
    centre->setFocusPolicy(Qt::ClickFocus); // no button looks chosen before the keyboard is used
    centre->setFocus();

    connect(m_sidebar, &Sidebar::chosen, this, [this](int step) { showPage(static_cast<Page>(step)); });
    connect(data, &DataPage::openFolderRequested, this, &MainWindow::openFolder);
    connect(data, &DataPage::dropped, this, &MainWindow::take);
    connect(data, &DataPage::messageRaised, this, &MainWindow::raise);
    connect(data, &DataPage::continueRequested, this, [this] { showPage(Page::Train); });
    connect(train, &TrainPage::continueRequested, this, [this] { showPage(Page::Classify); });
    connect(evaluate, &EvaluatePage::trainRequested, this, [this] { showPage(Page::Train); });
    connect(evaluate, &EvaluatePage::trainAgainRequested, train, &TrainPage::train);
    connect(evaluate, &EvaluatePage::openModelRequested, this, &MainWindow::openModel);
    connect(m_classify, &ClassifyPage::messageRaised, this, &MainWindow::raise);
    connect(m_classify, &ClassifyPage::dropped, this, &MainWindow::take);
    connect(m_classify, &ClassifyPage::openModelRequested, this, &MainWindow::openModel);
    connect(m_classify, &ClassifyPage::saveModelRequested, this, &MainWindow::saveModel);
    connect(m_classify, &ClassifyPage::choosePicturesRequested, this, &MainWindow::choosePictures);
    connect(m_classify, &ClassifyPage::trainRequested, this, [this] { showPage(Page::Train); });
    connect(exporting, &ExportPage::dropped, this, &MainWindow::take);
    connect(exporting, &ExportPage::openModelRequested, this, &MainWindow::openModel);
    connect(exporting, &ExportPage::trainRequested, this, [this] { showPage(Page::Train); });
}

QAction* MainWindow::addAction(QMenu* menu, const QString& text, const QKeySequence& keys,
                               void (MainWindow::*slot)())
{
    QAction* action = menu->addAction(text);
    action->setShortcut(keys);
    connect(action, &QAction::triggered, this, slot);
    return action;
}

void MainWindow::buildMenus()
{
    QMenu* file = menuBar()->addMenu(tr("&File"));
    addAction(file, tr("&Open folder…"), QKeySequence::Open, &MainWindow::openFolder);
    addAction(file, tr("Open &sample"), {}, &MainWindow::openSample);
    file->addSeparator();
    addAction(file, tr("Open &model…"), Qt::CTRL | Qt::SHIFT | Qt::Key_O, &MainWindow::openModel);
    m_save = addAction(file, tr("Save model &as…"), QKeySequence::Save, &MainWindow::saveModel);
    file->addSeparator();
    QAction* quit = file->addAction(tr("&Quit"));
    quit->setShortcut(QKeySequence::Quit);
    connect(quit, &QAction::triggered, this, &QWidget::close);
    QMenu* edit = menuBar()->addMenu(tr("&Edit"));
    addAction(edit, tr("&Paste picture"), QKeySequence::Paste, &MainWindow::paste);
    edit->addSeparator();
    addAction(edit, tr("&Settings…"), Qt::CTRL | Qt::Key_Comma, &MainWindow::showSettings);
    QMenu* view = menuBar()->addMenu(tr("&View"));
    const QString names[] = {tr("&Data"), tr("&Train"), tr("E&valuate"), tr("&Classify"), tr("E&xport")};
    for (int i = 0; i < static_cast<int>(std::size(names)); ++i) {
        QAction* show = view->addAction(names[i]);
        show->setShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + i)));
        connect(show, &QAction::triggered, this, [this, i] { showPage(static_cast<Page>(i)); });
    }
    view->addSeparator();
    view->addMenu(new AppearanceMenu(m_settings, view));
    QMenu* help = menuBar()->addMenu(tr("&Help"));
    addAction(help, tr("&About Cultivar"), {}, &MainWindow::showAbout);
}

void MainWindow::connectSession()
{
    connect(&m_session, &Session::failed, this,
            [this](const Error& error) { m_messages->show(MessageBar::Kind::Problem, errorText(error)); });
    connect(&m_session, &Session::noticed, this,
            [this](const Error& notice) { m_messages->show(MessageBar::Kind::Notice, errorText(notice)); });
    const auto tellSaved = [this](const std::filesystem::path& file) {
        m_messages->show(MessageBar::Kind::Success, tr("Saved as “%1”.").arg(displayPath(file)));
    };
    connect(&m_session, &Session::saved, this, tellSaved);
    connect(&m_session.evaluating(), &Evaluating::reportSaved, this, tellSaved);
    connect(&m_session, &Session::trainingStarted, m_messages, &QWidget::hide);
    connect(&m_session, &Session::trainingStarted, this, [this] { showPage(Page::Train); });
    connect(&m_session, &Session::datasetChanged, this,
            [this] { m_settings.lastDataset = m_session.dataset()->root; });
    connect(&m_session, &Session::modelChanged, this, [this] {
        updateActions();
        if (!m_session.isTraining())
            showPage(Page::Classify);
    });
    connect(&m_session, &Session::activityChanged, this, [this](Session::Activity activity) {
        if (m_isClosing && activity == Session::Activity::Idle)
            close();
    });
}

void MainWindow::showPage(Page page)
{
    m_pages->setCurrentIndex(static_cast<int>(page));
    m_sidebar->setCurrent(static_cast<int>(page));
}

void MainWindow::updateActions()
{
    m_save->setEnabled(m_session.model().has_value());
}

void MainWindow::raise(const QString& text)
{
    m_messages->show(MessageBar::Kind::Notice, text);
}

bool MainWindow::refuseWhileTraining()
{
    if (m_session.isTraining())
        raise(tr("A training is running. Stop it first, or wait until it has ended."));
    return m_session.isTraining();
}

void MainWindow::openFolder()
{
    if (refuseWhileTraining())
        return;
    if (const auto folder =
            m_dialogs.openFolder(this, {tr("Choose a folder of images"), {}, m_settings.dialogFolder}))
        openDataset(*folder);
}

void MainWindow::openDataset(const std::filesystem::path& folder)
{
    if (refuseWhileTraining())
        return;
    m_messages->hide();
    m_settings.dialogFolder = folder.parent_path();
    showPage(Page::Data);
    m_session.openDataset(folder);
}

void MainWindow::openSample()
{
    if (refuseWhileTraining())
        return;
    showPage(Page::Data);
    m_session.openSample();
}

void MainWindow::openModel()
{
    if (const auto file = m_dialogs.openFile(
            this, {tr("Open a model"), tr("Cultivar models (*.cultivar)"), m_settings.dialogFolder}))
        openModelFile(*file);
}

void MainWindow::openModelFile(const std::filesystem::path& file)
{
    if (refuseWhileTraining())
        return;
    m_messages->hide();
    m_settings.dialogFolder = file.parent_path();
    m_session.openModel(file);
}

void MainWindow::saveModel()
{
    if (!m_session.model())
        return;
    auto file = m_dialogs.saveFile(this, {tr("Save the model"), tr("Cultivar models (*.cultivar)"),
                                          m_settings.dialogFolder / m_session.modelPath().filename()});
    if (!file)
        return;
    if (!file->has_extension())
        *file += ".cultivar";
    m_settings.dialogFolder = file->parent_path();
    m_session.saveModel(*file);
}

void MainWindow::choosePictures()
{
    DropContent content;
    content.paths =
        m_dialogs.openFiles(this, {tr("Choose pictures"), tr("All files (*)"), m_settings.dialogFolder});
    if (!content.paths.empty())
        m_classify->take(content);
}

void MainWindow::paste()
{
    showPage(Page::Classify);
    m_classify->take(DropContent::of(QApplication::clipboard()->mimeData()));
}

void MainWindow::showSettings()
{
    (new SettingsDialog(m_session, m_settings, this))->open();
}

void MainWindow::showAbout()
{
    m_dialogs.inform(
        this, tr("About Cultivar"),
        tr("Cultivar %1\n\nGrafts a new classifier onto a pretrained network. Everything happens on this "
           "computer.\n\nFree software under the GNU General Public License, version 3 or later. Made with "
           "Qt, "
           "LibTorch, OpenCV and QCustomPlot.")
            .arg(QApplication::applicationVersion()));
}

void MainWindow::take(const DropContent& content)
{
    const bool isOnClassify = m_pages->currentWidget() == m_classify;
    if (content.isOneModel()) {
        openModelFile(content.paths.front());
    } else if (content.isOneFolder() && !(isOnClassify && m_session.model())) {
        openDataset(content.paths.front());
    } else {
        if (m_session.model())
            showPage(Page::Classify);
        m_messages->hide();
        m_classify->take(content);
    }
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (DropContent::isPresent(event->mimeData()))
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    take(DropContent::of(event->mimeData()));
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (m_session.activity() != Session::Activity::Idle) {
        event->ignore();
        const bool mayStop =
            m_isClosing || !m_session.isTraining() ||
            m_dialogs.confirm(this,
                              tr("A training is running. Stop it and close? The best epoch so far is kept."),
                              tr("Stop and close"));
        if (mayStop && !m_isClosing) {
            m_isClosing = true; // the session's Idle closes the window
            m_session.cancelAll();
        }
        return;
    }
    m_settings.windowGeometry = saveGeometry();
    SettingsStore::save(m_settings);
    event->accept();
}

} // namespace cultivar
