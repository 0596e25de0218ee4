// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/Corrections.h"

namespace cultivar {

Corrections::Corrections(DatasetEdits& edits, const std::optional<Dataset>& dataset)
    : m_edits(edits), m_dataset(dataset)
{
    connect(&m_edits, &DatasetEdits::changed, this, [this] {
        if (m_current && !m_current->image.empty())
            Q_EMIT corrected(m_current->image, m_current->className);
    });
    connect(&m_edits, &DatasetEdits::failed, this, [this](const Error& error) {
        if (m_current)
            Q_EMIT failed(error);
    });
    connect(&m_edits, &DatasetEdits::changingChanged, this, [this] {
        if (m_edits.isChanging())
            return;
        m_current.reset();
        Q_EMIT changed();
        startNext();
    });
}

void Corrections::correct(const std::filesystem::path& image, const QString& className)
{
    m_waiting.push_back({image, className});
    startNext();
}

void Corrections::undo()
{
    m_waiting.push_back({});
    startNext();
}

void Corrections::startNext()
{
    if (m_waiting.empty() || m_edits.isChanging() || !m_dataset)
        return;
    m_current = m_waiting.front();
    m_waiting.pop_front();
    if (m_current->image.empty())
        m_edits.undoAdded();
    else
        m_edits.add(m_current->image, m_current->className);
}

} // namespace cultivar
