// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/NearestStrip.h"

#include "ui/Theme.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/ImageConversion.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/NeighbourRow.h"

#include <QVBoxLayout>

namespace cultivar {

NearestStrip::NearestStrip(Session& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_words(makeLabel({}, "small", this)),
      m_row(new NeighbourRow(this))
{
    m_words->setObjectName(QStringLiteral("nearestWords"));
    m_row->setObjectName(QStringLiteral("nearestImages"));
    m_look = makeButton(tr("Look for similar training images"), "link", "lookForNearestButton", this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kTight);
    layout->addWidget(m_words);
    layout->addWidget(m_look, 0, Qt::AlignLeft);
    layout->addWidget(m_row);
    NearestFinding& finding = session.nearestFinding();
    connect(m_look, &QPushButton::clicked, &finding, &NearestFinding::prepare);
    connect(&session.evaluating(), &Evaluating::explained, this,
            [this, &finding](const Explanation& explanation) {
                if (m_explanation != 0 && explanation.request == m_explanation)
                    m_request = finding.find(explanation.features, m_self);
            });
    connect(&finding, &NearestFinding::stateChanged, this, &NearestStrip::showState);
    connect(&finding, &NearestFinding::progress, this, [this](int done, int total) {
        m_words->setText(tr("Looking at the training images: %1 of %2").arg(done).arg(total));
    });
    connect(&finding, &NearestFinding::found, this,
            [this](int request, const std::vector<Neighbour>& neighbours) {
                if (request == m_request)
                    m_row->setNeighbours(neighbours);
            });
    connect(&finding, &NearestFinding::pictureReady, this,
            [this](int request, int index, const Image& picture) {
                if (request == m_request)
                    m_row->setPicture(index, toQImage(picture));
            });
    showState();
}

void NearestStrip::expect(int explanation, const std::filesystem::path& self, const QString& truth)
{
    m_explanation = explanation;
    m_request = 0;
    m_self = self;
    m_row->setTruth(truth);
    m_row->setNeighbours({});
    showState();
}

void NearestStrip::clear()
{
    expect(0, {});
}

void NearestStrip::showState()
{
    using State = NearestFinding::State;
    const State state = m_session.nearestFinding().state();
    setVisible(m_explanation != 0 && state != State::Nothing);
    m_look->setVisible(state == State::Waiting);
    m_row->setVisible(state == State::Ready);
    m_words->setVisible(state != State::Waiting);
    m_words->setText(state == State::Ready ? tr("Most alike among the training images, by distance")
                                           : tr("Looking at the training images…"));
}

} // namespace cultivar
