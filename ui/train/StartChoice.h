// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/Session.h"

#include <QWidget>

namespace cultivar {

class ChoiceCard;

/// What a training starts from: a backbone, or the open model and what it has learned. GUI thread.
class StartChoice : public QWidget
{
    Q_OBJECT

public:
    explicit StartChoice(Session& session, QWidget* parent = nullptr);

    /// The model to start from; null: a backbone.
    const ModelDescription* model() const;

Q_SIGNALS:
    void chosen();                       // the start is another one
    void availableChanged(bool isThere); // whether there is anything to choose

private:
    void showModel();
    void onModelChanged();
    QString whatItKeeps() const;

    Session& m_session;
    ChoiceCard* m_backbone = nullptr;
    ChoiceCard* m_model = nullptr;
    std::optional<std::pair<QString, HeadSpec>> m_network; // backbone and head of the model that is shown
};

} // namespace cultivar
