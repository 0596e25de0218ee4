// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/Session.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace cultivar {

class NeighbourRow;

/// Below a picture: the training images that are most like it to the model, or how to come to know them.
/// Shown while the open dataset can tell. GUI thread.
class NearestStrip : public QWidget
{
    Q_OBJECT

public:
    explicit NearestStrip(Session& session, QWidget* parent = nullptr);

    /// Waits for what Evaluating::explain() says about the picture @p self (may be empty), request @p
    /// explanation. @p truth: the class that neighbours should have, empty where nobody knows.
    void expect(int explanation, const std::filesystem::path& self, const QString& truth = {});
    void clear();

private:
    void showState();

    Session& m_session;
    QLabel* m_words = nullptr;
    QPushButton* m_look = nullptr;
    NeighbourRow* m_row = nullptr;
    std::filesystem::path m_self;
    int m_explanation = 0; // that is awaited; 0: none
    int m_request = 0;     // to NearestFinding
};

} // namespace cultivar
