// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/ReportJob.h"

#include "core/base/AtomicFile.h"

#include <QBuffer>
#include <QPageSize>
#include <QPdfWriter>
#include <QTextDocument>

namespace cultivar {

namespace {

/// The report for print, laid out on A4 pages.
QByteArray pdfOf(const QByteArray& html)
{
    QByteArray pdf;
    QBuffer buffer(&pdf);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(15, 15, 15, 15), QPageLayout::Millimeter);
    QTextDocument document;
    document.setDocumentMargin(0);
    document.setPageSize({680, 1009}); // what the margins leave of the page, at 96 pixels per inch
    document.setHtml(QString::fromUtf8(html));
    document.print(&writer);
    return pdf;
}

} // namespace

Result<void> ReportJob::run(const CancelToken& cancel)
{
    const bool isPdf = m_task.target.extension() == ".pdf";
    QByteArray html;
    QBuffer buffer(&html);
    buffer.open(QIODevice::WriteOnly);
    const EvaluationReport report{*m_task.evaluation, m_task.model, m_task.modelFile,
                                  isPdf ? EvaluationReport::Medium::Print : EvaluationReport::Medium::Screen};
    return report.write(buffer, cancel).and_then([&] {
        return AtomicFile::replace(m_task.target, isPdf ? pdfOf(html) : html);
    });
}

} // namespace cultivar
