// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/weights/BackboneCatalog.h"
#include "core/weights/Download.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace cultivar {

/// Below the backbone cards: which weights the chosen one has, or how to get them, or how far they have come.
class WeightsRow : public QWidget
{
    Q_OBJECT

public:
    explicit WeightsRow(QWidget* parent = nullptr);

    /// @p weights: the file in use; empty when there is none on this computer.
    void showBackbone(const BackboneInfo& info, const std::filesystem::path& weights);
    /// @p host: where weights are fetched from.
    void setSource(const QString& host);
    /// @p backbone: the one whose weights are being fetched; empty when none are.
    void setFetching(const QString& backbone);
    void showProgress(const DownloadProgress& progress);

Q_SIGNALS:
    void fetchRequested();
    void cancelRequested();
    void fileRequested();

private:
    void update();

    BackboneInfo m_info;
    bool m_hasWeights = false;
    QString m_fetching;
    QPushButton* m_fetch = nullptr;
    QPushButton* m_choose = nullptr;
    QPushButton* m_cancel = nullptr;
    QLabel* m_words = nullptr;
    QProgressBar* m_bar = nullptr;
};

} // namespace cultivar
