// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/ImageDetail.h"

#include "core/base/Paths.h"
#include "ui/Theme.h"
#include "ui/widgets/ExplainedPicture.h"
#include "ui/widgets/ImageConversion.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/NearestStrip.h"
#include "ui/widgets/OverlaySlider.h"

#include <QHBoxLayout>
#include <QLocale>

#include <algorithm>
#include <numeric>

namespace cultivar {

namespace {

constexpr int kOthersShown = 4;

QString percentOf(float probability)
{
    return QLocale().toString(static_cast<double>(probability) * 100, 'f', 1);
}

} // namespace

ImageDetail::ImageDetail(Session& session, QWidget* parent)
    : QFrame(parent), m_evaluating(session.evaluating()), m_nearest(new NearestStrip(session, this))
{
    setProperty("role", "card");
    m_picture = new ExplainedPicture(this);
    m_picture->setObjectName(QStringLiteral("explainedPicture"));
    m_truth = makeWrappedLabel({}, "headline", this);
    m_truth->setObjectName(QStringLiteral("truthLabel"));
    m_answer = makeWrappedLabel({}, "section", this);
    m_answer->setObjectName(QStringLiteral("answerLabel"));
    m_others = makeWrappedLabel({}, "dim", this);
    m_name = makeWrappedLabel({}, "small", this);
    m_overlay = new OverlaySlider(*m_picture, this);
    auto* words = new QVBoxLayout;
    words->setSpacing(metrics::kTight);
    for (QLabel* label : {m_truth, m_answer, m_others, m_name})
        words->addWidget(label);
    words->addStretch();
    words->addWidget(m_overlay);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(metrics::kMedium);
    columns->addWidget(m_picture, 3);
    columns->addLayout(words, 2);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::kMedium, metrics::kMedium, metrics::kMedium, metrics::kMedium);
    layout->setSpacing(metrics::kSmall);
    layout->addLayout(columns, 1);
    layout->addWidget(m_nearest);
    connect(&m_evaluating, &Evaluating::explained, this, &ImageDetail::showExplanation);
    clear();
}

void ImageDetail::show(const QStringList& classes, const EvaluatedImage& image, const QImage& preview)
{
    m_picture->setPicture(preview);
    m_truth->setText(tr("It is %1").arg(classes[image.truth].simplified()));
    const QString answer = classes[image.answer].simplified();
    const QString percent = percentOf(image.probabilities[static_cast<std::size_t>(image.answer)]);
    m_answer->setText(image.isRight() ? tr("Recognised with %1\u00a0%").arg(percent)
                                      : tr("Taken for %1 with %2\u00a0%").arg(answer, percent));
    std::vector<int> ranked(image.probabilities.size());
    std::iota(ranked.begin(), ranked.end(), 0);
    const auto probabilityOf = [&](int label) {
        return image.probabilities[static_cast<std::size_t>(label)];
    };
    std::stable_sort(ranked.begin(), ranked.end(),
                     [&](int a, int b) { return probabilityOf(a) > probabilityOf(b); });
    QStringList others;
    for (std::size_t i = 1; i < std::min<std::size_t>(ranked.size(), kOthersShown + 1); ++i)
        others.append(
            tr("%1 %2 %").arg(classes[ranked[i]].simplified(), percentOf(probabilityOf(ranked[i]))));
    m_others->setText(others.join(u'\n'));
    m_name->setText(displayPath(image.path.filename()));
    m_overlay->show();
    m_request = m_evaluating.explain(image.path, image.answer);
    m_nearest->expect(m_request, image.path, classes[image.truth]);
}

void ImageDetail::showExplanation(const Explanation& explanation)
{
    if (explanation.request != m_request)
        return;
    m_picture->setPicture(toQImage(explanation.picture));
    m_picture->setMap(explanation.map, explanation.area);
}

void ImageDetail::clear()
{
    m_request = 0;
    m_nearest->clear();
    m_picture->setPicture({});
    for (QLabel* label : {m_truth, m_answer, m_others})
        label->clear();
    m_name->setText(tr("Choose an image to see what the model looked at."));
    m_overlay->hide();
}

} // namespace cultivar
