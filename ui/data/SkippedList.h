// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Dataset.h"

#include <QWidget>

class QListWidget;

namespace cultivar {

class FoldButton;

/// The files that were left out, folded away behind their number; each with its path and the reason.
class SkippedList : public QWidget
{
    Q_OBJECT

public:
    explicit SkippedList(QWidget* parent = nullptr);
    void setFiles(const std::vector<SkippedFile>& files);

private:
    static constexpr std::size_t kShown = 1000;

    FoldButton* m_fold = nullptr;
    QListWidget* m_list = nullptr;
};

} // namespace cultivar
