// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/classify/ResultDetail.h"

#include "ui/Theme.h"
#include "ui/classify/CorrectionBar.h"
#include "ui/classify/PictureCache.h"
#include "ui/classify/ProbabilityBars.h"
#include "ui/widgets/ExplainedPicture.h"
#include "ui/widgets/ImageConversion.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/NearestStrip.h"
#include "ui/widgets/OverlaySlider.h"

#include <QHBoxLayout>
#include <QLocale>

namespace cultivar {

ResultDetail::ResultDetail(Session& session, PictureCache& pictures, QWidget* parent)
    : QFrame(parent), m_evaluating(session.evaluating()), m_pictures(pictures),
      m_nearest(new NearestStrip(session, this))
{
    setProperty("role", "card");
    m_label = makeWrappedLabel({}, "title", this);
    m_label->setObjectName(QStringLiteral("topLabel"));
    m_probability = makeLabel({}, "headline", this);
    m_probability->setObjectName(QStringLiteral("topProbability"));
    m_name = makeWrappedLabel({}, "dim", this);
    m_unlike =
        makeWrappedLabel(tr("Unlike the training data: farther from every class than 95 % of the images that "
                            "the model was checked on. Its answer may mean nothing."),
                         "warning", this);
    m_unlike->setObjectName(QStringLiteral("unlikeLabel"));
    m_correction = new CorrectionBar(session, this);
    m_bars = new ProbabilityBars(this);
    m_bars->setObjectName(QStringLiteral("probabilityBars"));
    m_view = new ExplainedPicture(this);
    m_view->setMinimumSize(200, 150);
    QSizePolicy shape(QSizePolicy::Expanding, QSizePolicy::Preferred);
    shape.setHeightForWidth(true); // its words stand right below it
    m_view->setSizePolicy(shape);
    m_view->setObjectName(QStringLiteral("networkView"));
    m_caption = makeWrappedLabel(tr("The network does not see what lies in shade."), "small", this);
    m_overlay = new OverlaySlider(*m_view, this);

    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_label);
    words->addWidget(m_probability);
    words->addWidget(m_name);
    words->addWidget(m_unlike);
    words->addSpacing(metrics::kMedium);
    words->addWidget(m_bars);
    words->addSpacing(metrics::kMedium);
    words->addWidget(m_correction);
    words->addSpacing(metrics::kMedium);
    words->addWidget(m_nearest);
    words->addStretch();
    auto* picture = new QVBoxLayout;
    picture->setSpacing(metrics::kSmall);
    picture->addWidget(m_view);
    picture->addWidget(m_caption);
    picture->addWidget(m_overlay);
    picture->addStretch();
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(metrics::kLarge, metrics::kLarge, metrics::kLarge, metrics::kLarge);
    layout->setSpacing(metrics::kPage);
    layout->addLayout(words, 1);
    layout->addLayout(picture, 1);
    connect(&m_evaluating, &Evaluating::explained, this, &ResultDetail::showExplanation);
    connect(&pictures, &PictureCache::pictureCame, this, [this] {
        if (!m_awaited.empty())
            m_view->setPicture(m_pictures.picture(m_awaited));
    });
    clear();
}

void ResultDetail::show(const ResultModel::Row& row)
{
    const bool isReadable = !row.top.empty();
    m_label->setText(isReadable ? row.top.front().label.simplified() : tr("Not readable"));
    m_probability->setText(isReadable
                               ? tr("%1 %").arg(QLocale().toString(row.top.front().probability * 100, 'f', 1))
                               : QString());
    m_probability->setVisible(isReadable);
    m_name->setText(isReadable ? row.name() : row.problemText());
    m_unlike->setVisible(row.isUnlike);
    m_bars->setEntries(row.top);
    m_correction->show(row);
    m_caption->hide();
    m_view->setVisible(isReadable);
    m_overlay->setVisible(isReadable);
    showPicture(row);
    m_nearest->expect(m_request, row.path);
}

/// The small picture at once, then all of it with its explanation.
void ResultDetail::showPicture(const ResultModel::Row& row)
{
    m_awaited.clear();
    m_request = 0;
    if (row.top.empty())
        return;
    if (row.path.empty()) {
        m_view->setPicture(row.view);
        m_request = m_evaluating.explain(fromQImage(row.view), row.top.front().index);
        return;
    }
    m_awaited = row.path;
    m_view->setPicture(m_pictures.picture(row.path));
    m_request = m_evaluating.explain(row.path, row.top.front().index);
}

void ResultDetail::showExplanation(const Explanation& explanation)
{
    if (explanation.request != m_request)
        return;
    m_awaited.clear();
    m_view->setPicture(toQImage(explanation.picture));
    m_view->setMap(explanation.map, explanation.area);
    m_caption->setVisible(m_view->hasShade());
}

void ResultDetail::clear()
{
    m_label->setText(tr("Nothing to show yet"));
    m_probability->hide();
    m_name->setText(tr("Drop a picture and its most probable classes appear here."));
    m_bars->setEntries({});
    m_view->hide();
    m_caption->hide();
    m_overlay->hide();
    m_unlike->hide();
    m_correction->clear();
    m_awaited.clear();
    m_request = 0;
    m_nearest->clear();
}

} // namespace cultivar
