// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/RateFinder.h"

#include "ui/Theme.h"
#include "ui/charts/RateChart.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/Labels.h"

#include <QLocale>
#include <QProgressBar>
#include <QVBoxLayout>

#include <cmath>

namespace cultivar {

namespace {

/// To two digits: more would only pretend to be exact.
double roundedRate(double rate)
{
    const double unit = std::pow(10.0, std::floor(std::log10(rate)) - 1.0);
    return std::round(rate / unit) * unit;
}

} // namespace

RateFinder::RateFinder(Session& session, const TrainingConfig& config, QWidget* parent)
    : QDialog(parent), m_session(session), m_chart(new RateChart(this))
{
    setObjectName(QStringLiteral("rateFinder"));
    setWindowTitle(tr("Find the learning rate"));
    resize(680, 520);
    m_chart->setObjectName(QStringLiteral("rateChart"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::kLarge, metrics::kLarge, metrics::kLarge, metrics::kLarge);
    layout->setSpacing(metrics::kMedium);
    layout->addWidget(makeLabel(tr("Find the learning rate"), "headline", this));
    layout->addWidget(makeWrappedLabel(tr("The rate rises from step to step while the loss is watched. Good "
                                          "rates lie where it falls fastest, "
                                          "well before it shoots up. Click on the chart to choose another."),
                                       "dim", this));
    layout->addWidget(m_chart, 1);
    layout->addLayout(makeProgress());
    layout->addLayout(makeButtons());
    connectSession();
    showProgress(TrainingStage::LoadingBackbone, 0, 0);
    m_session.rateFinding().find(config);
}

QLayout* RateFinder::makeProgress()
{
    m_words = makeWrappedLabel({}, "small", this);
    m_words->setObjectName(QStringLiteral("rateWords"));
    m_bar = new QProgressBar(this);
    m_bar->setTextVisible(false);
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics::kMedium);
    row->addWidget(m_words, 3);
    row->addWidget(m_bar, 2);
    return row;
}

QLayout* RateFinder::makeButtons()
{
    auto* close = makeButton(tr("Close"), "plain", "closeRateButton", this);
    m_use = makeButton(tr("Use"), "primary", "useRateButton", this);
    m_use->setDefault(true);
    m_use->setEnabled(false);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_use, &QPushButton::clicked, this, [this] {
        Q_EMIT chosen(m_rate);
        accept();
    });
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics::kSmall);
    row->addStretch();
    row->addWidget(close);
    row->addWidget(m_use);
    return row;
}

void RateFinder::connectSession()
{
    RateFinding& finding = m_session.rateFinding();
    connect(&finding, &RateFinding::progressed, this, &RateFinder::showProgress);
    connect(&finding, &RateFinding::found, this, &RateFinder::onFound);
    connect(&finding, &RateFinding::finished, this, &RateFinder::onFinished);
    connect(this, &QDialog::finished, &finding, &RateFinding::cancel);
    connect(m_chart, &RateChart::clicked, this, &RateFinder::setRate);
}

void RateFinder::onFound(const RateCurve& curve)
{
    m_hasCurve = true;
    m_chart->show(curve);
    if (const auto suggestion = curve.suggestion()) {
        setRate(*suggestion);
        m_words->setText(tr("Suggested: %1").arg(QLocale().toString(m_rate, 'g', 2)));
    } else {
        m_words->setText(tr("The loss falls at no rate, so none can be suggested."));
    }
}

void RateFinder::onFinished()
{
    m_bar->hide();
    if (!m_hasCurve) // the message bar says why
        m_words->setText(tr("No rate could be tried."));
}

void RateFinder::showProgress(TrainingStage stage, int done, int total)
{
    m_words->setText(stage == TrainingStage::Training ? tr("Trying rising rates…")
                                                      : tr("Preparing the images…"));
    m_bar->setRange(0, total);
    m_bar->setValue(done);
}

void RateFinder::setRate(double rate)
{
    m_rate = roundedRate(rate);
    m_chart->setRate(m_rate);
    m_use->setText(tr("Use %1").arg(QLocale().toString(m_rate, 'g', 2)));
    m_use->setEnabled(true);
}

} // namespace cultivar
