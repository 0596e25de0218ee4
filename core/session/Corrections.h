// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/DatasetEdits.h"

#include <deque>

namespace cultivar {

/// The part of Session that takes in what the user says about classified pictures: "right", or "wrong, it is
/// that". A copy of the picture goes into the open dataset, for the next training; the picture itself stays
/// where it is. GUI thread; @p edits and @p dataset are Session's.
class Corrections : public QObject
{
    Q_OBJECT

public:
    Corrections(DatasetEdits& edits, const std::optional<Dataset>& dataset);

    /// There is a dataset to put pictures into.
    bool canCorrect() const { return m_dataset.has_value(); }
    /// Copies @p image into the folder of @p className, which is made where the dataset has no such class;
    /// never replaces a file, and adds nothing where that class has the very same picture. corrected() or
    /// failed() follows, after what was asked for before.
    void correct(const std::filesystem::path& image, const QString& className);

    bool canUndo() const { return m_edits.canUndoAdded(); }
    /// Takes the latest correction out of the dataset again; changed() or failed() follows.
    void undo();
    /// Corrections that no finished training has seen yet.
    int count() const { return m_edits.waiting(); }

Q_SIGNALS:
    void corrected(const std::filesystem::path& image, const QString& className);
    void failed(const cultivar::Error& error);
    void changed(); // count(), canUndo() or canCorrect()

private:
    struct Correction
    {
        std::filesystem::path image; // empty: undo
        QString className;
    };

    void startNext();

    DatasetEdits& m_edits;
    const std::optional<Dataset>& m_dataset;
    std::deque<Correction> m_waiting;
    std::optional<Correction> m_current;
};

} // namespace cultivar
