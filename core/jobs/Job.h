// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/base/Error.h"

#include <QObject>

#include <optional>

namespace cultivar {

/// One long task on the worker thread: created with a copy of its inputs, run once, then deleted. cancel(),
/// pause() and resume() may be called from the GUI thread. finished() comes exactly once, with the error or
/// none.
class Job : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    void cancel() { m_cancel.cancel(); }
    void pause() { m_cancel.pause(); }
    void resume() { m_cancel.resume(); }
    bool isPaused() const { return m_cancel.isPaused(); }

    /// Runs on the worker thread; catches what LibTorch and OpenCV throw.
    void execute();

Q_SIGNALS:
    void finished(const std::optional<cultivar::Error>& error);

protected:
    virtual Result<void> run(const CancelToken& cancel) = 0;

private:
    CancelToken m_cancel;
};

} // namespace cultivar
