// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/Session.h"

#include <QWidget>

class QAction;
class QMenu;
class QPushButton;

namespace cultivar {

/// What can be done with evaluated images that turn out wrong: buttons, a menu and keys to leave them out or
/// to move them to another class, where they belong to the open dataset. GUI thread.
class ImageEdits : public QWidget
{
    Q_OBJECT

public:
    using Fates = std::vector<DatasetChanges::Fate>;

    /// @p scope: where the keys work.
    ImageEdits(Session& session, QWidget* scope, QWidget* parent = nullptr);

    /// The images to work on, and what the model takes them for where it says the same of all and is wrong;
    /// else empty.
    void setImages(Fates images, const QString& answer);
    /// The same actions, for a context menu.
    QMenu* menu() { return m_menu; }

private:
    QAction* addAction(const QString& text, const QKeySequence& key, const QString& tip, QWidget* scope);
    void fillClasses();
    void moveTo(int label);
    std::vector<std::filesystem::path> places() const;
    void updateActions();

    Session& m_session;
    Fates m_images;
    QString m_answer;
    QAction* m_accept = nullptr;
    QAction* m_exclude = nullptr;
    QAction* m_include = nullptr;
    QMenu* m_classes = nullptr;
    QMenu* m_menu = nullptr;
    QPushButton* m_acceptButton = nullptr;
    QPushButton* m_moveButton = nullptr;
    QPushButton* m_excludeButton = nullptr;
};

} // namespace cultivar
