// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/ComparisonRow.h"

#include "ui/Theme.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/Labels.h"

#include <QHBoxLayout>
#include <QLocale>

namespace cultivar {

namespace {

QString number(double share)
{
    return QLocale().toString(share * 100, 'f', 1);
}

QString shareText(const Metrics::Share& share)
{
    return ComparisonRow::tr("%1 % (%2 to %3 %)")
        .arg(number(share.value), number(share.interval.low), number(share.interval.high));
}

} // namespace

ComparisonRow::ComparisonRow(QWidget* parent)
    : QFrame(parent), m_shares(makeWrappedLabel({}, "message", this)),
      m_verdict(makeWrappedLabel({}, "small", this))
{
    setProperty("role", "card");
    m_shares->setObjectName(QStringLiteral("comparisonShares"));
    m_verdict->setObjectName(QStringLiteral("comparisonVerdict"));
    m_verdict->setToolTip(
        tr("McNemar's exact test: how often two equally good models would differ at least as much."));
    auto* end = makeButton(tr("Stop comparing"), "link", "endComparisonButton", this);
    connect(end, &QPushButton::clicked, this, &ComparisonRow::endRequested);
    auto* words = new QVBoxLayout;
    words->setSpacing(1);
    words->addWidget(m_shares);
    words->addWidget(m_verdict);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(metrics::kLarge, metrics::kSmall, metrics::kMedium, metrics::kSmall);
    layout->setSpacing(metrics::kMedium);
    layout->addLayout(words, 1);
    layout->addWidget(end);
}

void ComparisonRow::show(const ModelComparison& comparison, const QString& rival)
{
    m_shares->setText(tr("Right: %1, against %2 of “%3” on the same %n image(s).", nullptr, comparison.images)
                          .arg(shareText(comparison.first), shareText(comparison.second), rival));
    const QString verdict = comparison.isSignificant() ? tr("more than chance") : tr("this may be chance");
    QString text = tr("Better on %1, worse on %2: %3 (p = %4).")
                       .arg(comparison.onlyFirst)
                       .arg(comparison.onlySecond)
                       .arg(verdict, QLocale().toString(comparison.pValue, 'g', 2));
    if (comparison.notCompared > 0)
        text = tr("%1 %2").arg(
            text, tr("%n more show(s) classes that only one model knows.", nullptr, comparison.notCompared));
    m_verdict->setText(text);
    QFrame::show();
}

} // namespace cultivar
