// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ProgressLine.h"

#include "app/Terminal.h"

#include <algorithm>

namespace cultivar {

namespace {

constexpr int kRedrawMs = 100;
constexpr int kBarWidth = 24;

QString bar(const QString& label, std::int64_t done, std::int64_t total)
{
    if (total <= 0)
        return QStringLiteral("%1  %2").arg(label, -20).arg(done);
    const double share = std::clamp(static_cast<double>(done) / static_cast<double>(total), 0.0, 1.0);
    const int filled = static_cast<int>(share * kBarWidth);
    return QStringLiteral("%1  [%2%3]  %4/%5")
        .arg(label, -20)
        .arg(QString(filled, u'#'), QString(kBarWidth - filled, u'.'))
        .arg(done)
        .arg(total);
}

} // namespace

ProgressLine::ProgressLine() : m_isTerminal(isStandardErrorTerminal()) {}

ProgressLine::~ProgressLine()
{
    clear();
}

void ProgressLine::update(const QString& label, std::int64_t done, std::int64_t total)
{
    const bool isNew = label != m_label;
    m_label = label;
    if (!m_isTerminal) {
        if (isNew && total > 0)
            writeStandardErrorLine(QStringLiteral("%1: %2").arg(label).arg(total));
        else if (isNew)
            writeStandardErrorLine(label);
        return;
    }
    if (!isNew && done < total && m_sinceDrawn.isValid() && m_sinceDrawn.elapsed() < kRedrawMs)
        return;
    m_sinceDrawn.start();
    m_isBarShown = true;
    writeStandardError(QStringLiteral("\r\x1b[K") + bar(label, done, total));
}

void ProgressLine::print(const QString& line)
{
    clear();
    writeStandardErrorLine(line);
}

void ProgressLine::clear()
{
    if (m_isBarShown)
        writeStandardError(QStringLiteral("\r\x1b[K"));
    m_isBarShown = false;
}

} // namespace cultivar
