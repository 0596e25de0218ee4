// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QStringList>

class QLineEdit;
class QListWidget;

namespace cultivar {

/// A popup that asks for a class: type to search, or a name that is none yet to make a new one.
class ClassChooser : public QFrame
{
    Q_OBJECT

public:
    explicit ClassChooser(QWidget* parent = nullptr);

    /// Opens below @p button.
    void ask(const QStringList& classes, const QWidget* button);

Q_SIGNALS:
    void chosen(const QString& name);

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void showMatching();
    void accept();

    QStringList m_classes;
    QLineEdit* m_search = nullptr;
    QListWidget* m_list = nullptr;
};

} // namespace cultivar
