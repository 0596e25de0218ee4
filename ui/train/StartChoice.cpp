// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/StartChoice.h"

#include "core/base/Paths.h"
#include "core/weights/BackboneCatalog.h"
#include "ui/widgets/ChoiceCard.h"

#include <QButtonGroup>
#include <QVBoxLayout>

#include <algorithm>

namespace cultivar {

StartChoice::StartChoice(Session& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_backbone(new ChoiceCard(tr("A backbone"), this)),
      m_model(new ChoiceCard(tr("The open model"), this))
{
    m_backbone->setObjectName(QStringLiteral("startFromBackbone"));
    m_backbone->setLine(tr("A network that knows everyday pictures, with a new head."));
    m_backbone->setChecked(true);
    m_model->setObjectName(QStringLiteral("startFromModel"));
    auto* group = new QButtonGroup(this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    for (ChoiceCard* card : {m_backbone, m_model}) {
        group->addButton(card);
        layout->addWidget(card);
    }
    connect(group, &QButtonGroup::buttonClicked, this, &StartChoice::chosen);
    connect(&session, &Session::modelChanged, this, &StartChoice::onModelChanged);
    connect(&session, &Session::datasetChanged, this, &StartChoice::showModel);
    onModelChanged();
}

const ModelDescription* StartChoice::model() const
{
    return m_model->isChecked() && m_session.model() ? &*m_session.model() : nullptr;
}

void StartChoice::showModel()
{
    const auto& model = m_session.model();
    Q_EMIT availableChanged(model.has_value());
    if (!model)
        return;
    const auto backbone = BackboneCatalog::find(model->backbone);
    m_model->setFacts(backbone ? backbone->displayName : model->backbone);
    m_model->setLine(whatItKeeps());
    m_model->setToolTip(displayPath(m_session.modelPath()).toHtmlEscaped());
}

/// A model like the one before, as after a retraining, leaves everything as the user has set it.
void StartChoice::onModelChanged()
{
    showModel();
    const auto& model = m_session.model();
    const auto network = model ? std::optional(std::pair(model->backbone, model->head)) : std::nullopt;
    if (std::exchange(m_network, network) != network && m_model->isChecked())
        Q_EMIT chosen();
}

QString StartChoice::whatItKeeps() const
{
    const QStringList& known = m_session.model()->classes;
    const QString classes =
        tr("Goes on from what it knows of %n class(es).", nullptr, static_cast<int>(known.size()));
    if (!m_session.dataset())
        return classes;
    const QStringList& wanted = m_session.dataset()->classes;
    const auto kept = static_cast<int>(std::count_if(
        known.begin(), known.end(), [&](const QString& name) { return wanted.contains(name); }));
    const auto added = static_cast<int>(wanted.size()) - kept,
               dropped = static_cast<int>(known.size()) - kept;
    QStringList parts{kept > 0 ? tr("Keeps what it knows of %n class(es).", nullptr, kept)
                               : tr("Knows none of these classes: only its network is kept.")};
    if (added > 0)
        parts.append(tr("%n new one(s) to learn.", nullptr, added));
    if (dropped > 0)
        parts.append(tr("%n will be forgotten.", nullptr, dropped));
    return parts.join(u' ');
}

} // namespace cultivar
