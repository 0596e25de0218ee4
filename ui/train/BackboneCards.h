// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/weights/BackboneCatalog.h"

#include <QWidget>

#include <filesystem>
#include <map>

class QButtonGroup;

namespace cultivar {

class ChoiceCard;
class FoldButton;
class WeightsRow;

/// One card per backbone of the catalogue: accuracy, size, speed, what it is good for, and whether its
/// pretrained weights are on this computer.
class BackboneCards : public QWidget
{
    Q_OBJECT

public:
    explicit BackboneCards(QWidget* parent = nullptr);

    const BackboneInfo& current() const;
    void setCurrent(const QString& name); // silent; unknown names choose the offline default
    /// A file that the user chose for a backbone; it goes before those that are found.
    void setWeights(const std::map<QString, std::filesystem::path>& chosen);
    WeightsRow& weightsRow() { return *m_weightsRow; }
    /// Shows anew which weights lie on this computer and what has been measured.
    void refresh();
    /// Empty when there are none on this computer.
    std::filesystem::path weightsOfCurrent() const;

Q_SIGNALS:
    void chosen();
    void comparisonRequested();

private:
    void showCurrent();
    std::filesystem::path weightsOf(const BackboneInfo& info) const;

    std::map<QString, std::filesystem::path> m_chosenWeights;
    QButtonGroup* m_group = nullptr;
    FoldButton* m_fold = nullptr;
    QWidget* m_others = nullptr; // the cards of those that are not featured
    WeightsRow* m_weightsRow = nullptr;
};

} // namespace cultivar
