// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

#include <optional>
#include <vector>

namespace cultivar {

/// The confusion matrix as a heat map: a row per true class, a column per answer, green on the diagonal and
/// red beside it, stronger the larger its share of the row. Cells are clicked, or walked through with the
/// arrow keys and chosen with Enter.
class ConfusionMatrixView : public QWidget
{
    Q_OBJECT

public:
    struct Cell
    {
        int truth = 0, answer = 0;
        bool operator==(const Cell&) const = default;
    };

    explicit ConfusionMatrixView(QWidget* parent = nullptr);

    void setMatrix(const QStringList& classes, const std::vector<std::vector<int>>& confusion);
    /// The cell that is marked as open, if any.
    void setChosen(std::optional<Cell> cell);
    QRectF cellRect(const Cell& cell) const;

Q_SIGNALS:
    void clicked(int truth, int answer); // of a cell with images

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    /// Where labels and cells go at the widget's present size.
    struct Layout
    {
        double left = 0, top = 0, side = 0; // of the cells
        double label = 0;                   // width of those at the left; 0: there are none
    };
    Layout layoutNow() const;
    int count(const Cell& cell) const;
    std::optional<Cell> cellAt(const QPointF& position) const;
    QString wordsFor(const Cell& cell) const;
    void paintLabels(QPainter& painter, const Layout& layout) const;
    void paintCell(QPainter& painter, const Cell& cell) const;
    void setCurrent(std::optional<Cell> cell);

    QStringList m_classes;
    std::vector<std::vector<int>> m_confusion;
    std::vector<int> m_rowTotals;
    std::optional<Cell> m_current, m_chosen; // under the mouse or the keyboard; open in the browser
};

} // namespace cultivar
