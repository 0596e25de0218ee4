// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/Job.h"

#include <new>

namespace cultivar {

void Job::execute()
{
    Result<void> result;
    try {
        result = m_cancel.isCancelled() ? failure(ErrorCode::Cancelled) : run(m_cancel);
    } catch (const std::bad_alloc&) {
        result = failure(ErrorCode::OutOfMemory);
    } catch (const std::exception& exception) {
        result = failure(ErrorCode::Internal, {},
                         QString::fromUtf8(exception.what()).section(QLatin1Char('\n'), 0, 0));
    }
    Q_EMIT finished(result ? std::nullopt : std::optional(result.error()));
}

} // namespace cultivar
