// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Image.h"
#include "core/jobs/JobRunner.h"

#include <filesystem>
#include <vector>

namespace cultivar {

class PicturesJob;

/// Small pictures of files, for what is on the screen right now; on a thread of its own beside whatever else
/// runs. What was asked for last comes first. Ask again for what does not come: while a list is scrolled,
/// pictures that have left the screen are forgotten.
class Thumbnails : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    void want(const std::filesystem::path& file);

Q_SIGNALS:
    /// A null picture where the file cannot be read.
    void ready(const std::filesystem::path& file, const cultivar::Image& picture);

private:
    static constexpr std::size_t kRemembered = 64; // two tall screens
    static constexpr std::size_t kAtOnce = 4;      // so that what is asked for next waits for few

    void startNext();

    JobRunner m_runner;
    PicturesJob* m_job = nullptr;
    std::vector<std::filesystem::path> m_wanted, m_underWay; // the latest last
    bool m_isScheduled = false;
};

} // namespace cultivar
