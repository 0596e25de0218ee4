// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace cultivar {

/// The last row of a dialog that works for a while: words, and while it works a bar and a button to stop it.
class ProgressRow : public QWidget
{
    Q_OBJECT

public:
    /// @p wordsName, @p stopName: the object names of the words and the button.
    ProgressRow(const QString& stopText, const char* wordsName, const char* stopName,
                QWidget* parent = nullptr);

    void setRunning(bool isRunning);
    void setWords(const QString& words, bool isWarning = false);
    /// A @p total of 0: nobody knows yet how much there is to do.
    void setProgress(int done, int total);

Q_SIGNALS:
    void stopRequested();

private:
    QLabel* m_words = nullptr;
    QProgressBar* m_bar = nullptr;
    QPushButton* m_stop = nullptr;
};

} // namespace cultivar
