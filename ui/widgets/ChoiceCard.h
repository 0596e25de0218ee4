// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace cultivar {

/// One of several choices: a title, facts to its right and a line below. Checkable; put several into a
/// QButtonGroup.
class ChoiceCard : public QAbstractButton
{
    Q_OBJECT

public:
    explicit ChoiceCard(const QString& title, QWidget* parent = nullptr);

    void setFacts(const QString& facts);
    void setLine(const QString& line);

    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    QFont titleFont() const;
    QFont lineFont() const;
    QRect lineRect(int width) const;

    QString m_facts;
    QString m_line;
};

} // namespace cultivar
