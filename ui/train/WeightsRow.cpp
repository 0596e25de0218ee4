// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/WeightsRow.h"

#include "core/base/Paths.h"
#include "ui/Theme.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/Labels.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QUrl>

namespace cultivar {

namespace {

QString sizeText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

} // namespace

WeightsRow::WeightsRow(QWidget* parent) : QWidget(parent)
{
    m_fetch = makeButton({}, "plain", "fetchWeightsButton", this);
    m_choose = makeButton({}, "link", "chooseWeightsButton", this);
    m_cancel = makeButton(tr("Cancel"), "link", "cancelFetchButton", this);
    m_words = makeLabel({}, "small", this);
    m_words->setObjectName(QStringLiteral("fetchWords"));
    m_bar = new QProgressBar(this);
    m_bar->setObjectName(QStringLiteral("fetchBar"));
    m_bar->setTextVisible(false);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::kSmall);
    buttons->addWidget(m_fetch);
    buttons->addWidget(m_choose);
    buttons->addWidget(m_words, 1);
    buttons->addWidget(m_cancel);
    buttons->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kTight);
    layout->addLayout(buttons);
    layout->addWidget(m_bar);
    connect(m_fetch, &QPushButton::clicked, this, &WeightsRow::fetchRequested);
    connect(m_choose, &QPushButton::clicked, this, &WeightsRow::fileRequested);
    connect(m_cancel, &QPushButton::clicked, this, &WeightsRow::cancelRequested);
}

void WeightsRow::showBackbone(const BackboneInfo& info, const std::filesystem::path& weights)
{
    m_info = info;
    m_hasWeights = !weights.empty();
    m_fetch->setText(tr("Download %1").arg(sizeText(info.downloadBytes())));
    m_choose->setText(m_hasWeights ? tr("Weights: %1. Change…").arg(displayPath(weights.filename()))
                                   : tr("Use a file…"));
    m_choose->setToolTip(m_hasWeights ? displayPath(weights).toHtmlEscaped() : QString());
    update();
}

void WeightsRow::setSource(const QString& host)
{
    m_fetch->setToolTip(tr("From %1").arg(host).toHtmlEscaped());
}

void WeightsRow::setFetching(const QString& backbone)
{
    m_fetching = backbone;
    m_words->setText(tr("Connecting…"));
    m_bar->setRange(0, 0);
    update();
}

void WeightsRow::showProgress(const DownloadProgress& progress)
{
    if (progress.done == 0)
        return;
    constexpr int kSteps = 1000;
    m_bar->setRange(0, progress.total > 0 ? kSteps : 0);
    if (progress.total > 0)
        m_bar->setValue(static_cast<int>(progress.done * kSteps / progress.total));
    m_words->setText(tr("%1 of %2 · %3/s")
                         .arg(sizeText(progress.done), sizeText(progress.total),
                              sizeText(static_cast<qint64>(progress.bytesPerSecond))));
}

void WeightsRow::update()
{
    const bool isFetching = !m_fetching.isEmpty() && m_fetching == m_info.name;
    setVisible(m_info.needsWeights());
    m_fetch->setVisible(!isFetching && !m_hasWeights);
    m_fetch->setEnabled(m_fetching.isEmpty());
    m_choose->setVisible(!isFetching);
    for (QWidget* widget :
         {static_cast<QWidget*>(m_words), static_cast<QWidget*>(m_cancel), static_cast<QWidget*>(m_bar)})
        widget->setVisible(isFetching);
}

} // namespace cultivar
