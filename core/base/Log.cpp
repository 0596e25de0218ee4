// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Log.h"

namespace cultivar {

Q_LOGGING_CATEGORY(logData, "cultivar.data")
Q_LOGGING_CATEGORY(logModel, "cultivar.model")
Q_LOGGING_CATEGORY(logTrain, "cultivar.train", QtWarningMsg)
Q_LOGGING_CATEGORY(logUi, "cultivar.ui")
Q_LOGGING_CATEGORY(logWeights, "cultivar.weights")

} // namespace cultivar
