// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;

namespace cultivar {

/// One line above the page that says what went wrong or what is worth knowing, until it is closed or
/// replaced. Text is plain: file names are hostile.
class MessageBar : public QFrame
{
    Q_OBJECT

public:
    enum class Kind { Problem, Notice, Success };

    explicit MessageBar(QWidget* parent = nullptr);

    void show(Kind kind, const QString& text);
    QString text() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QLabel* m_label = nullptr;
    Kind m_kind = Kind::Notice;
};

} // namespace cultivar
