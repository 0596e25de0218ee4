// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/Session.h"
#include "ui/classify/ResultModel.h"

#include <QWidget>

#include <map>

class QLabel;
class QPushButton;

namespace cultivar {

class ClassChooser;

/// Asks whether the answer for a picture is right; what is said goes into the open dataset, for the next
/// training. Hidden where there is nothing to ask.
class CorrectionBar : public QWidget
{
    Q_OBJECT

public:
    explicit CorrectionBar(Session& session, QWidget* parent = nullptr);
    void show(const ResultModel::Row& row);
    void clear();

private:
    void correct(const QString& className);
    void undo();
    void onCorrected(const std::filesystem::path& image, const QString& className);
    void onChanged();
    void showState();
    QStringList classes() const;

    Session& m_session;
    std::filesystem::path m_image; // the shown one; empty where it is no file
    QString m_answer;
    std::filesystem::path m_root;                        // of the dataset that was told
    std::map<std::filesystem::path, QString> m_said;     // the class of each corrected picture
    std::filesystem::path m_latest, m_waiting, m_undone; // pictures; empty: none
    QLabel* m_words = nullptr;
    QPushButton* m_right = nullptr;
    QPushButton* m_wrong = nullptr;
    QPushButton* m_undo = nullptr;
    ClassChooser* m_chooser = nullptr;
};

} // namespace cultivar
