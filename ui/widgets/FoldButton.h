// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace cultivar {

/// A title with a chevron that turns when its part is unfolded. Checked means unfolded.
class FoldButton : public QAbstractButton
{
    Q_OBJECT

public:
    explicit FoldButton(const QString& title, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QFont titleFont() const;
};

} // namespace cultivar
