// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/classify/SortWords.h"

#include <QCoreApplication>
#include <QLocale>

namespace cultivar {

namespace {

QString translated(const char* text, std::size_t count)
{
    return QCoreApplication::translate("SortWords", text, nullptr, static_cast<int>(count));
}

QString sizeWords(std::uint64_t bytes)
{
    return QLocale().formattedDataSize(static_cast<qint64>(bytes), 1, QLocale::DataSizeSIFormat);
}

const char* sentenceFor(SortedHow how)
{
    switch (how) {
    case SortedHow::Copied:
        return QT_TRANSLATE_N_NOOP("SortWords", "%n picture(s) copied.");
    case SortedHow::Moved:
        return QT_TRANSLATE_N_NOOP("SortWords", "%n picture(s) moved.");
    case SortedHow::TakenBack:
        return QT_TRANSLATE_N_NOOP("SortWords", "%n picture(s) taken back.");
    }
    Q_UNREACHABLE();
}

} // namespace

QString planWords(const SortPlan& plan)
{
    const SortPlan::Totals& totals = plan.totals;
    if (!plan.isWritable)
        return QCoreApplication::translate("SortWords",
                                           "This folder cannot be written to. Choose another one.");
    const QString sizes = totals.bytes == 0
                              ? QString()
                              : QCoreApplication::translate("SortWords", "They take %1; %2 are free.")
                                    .arg(sizeWords(totals.bytes), sizeWords(plan.freeBytes));
    if (!plan.fits())
        return QCoreApplication::translate("SortWords", "There is too little space. %1").arg(sizes);
    const std::pair<std::size_t, const char*> remarks[] = {
        {totals.renamed, QT_TRANSLATE_N_NOOP("SortWords", "%n get(s) a number, since the name is taken.")},
        {totals.there, QT_TRANSLATE_N_NOOP("SortWords", "%n is (are) there already.")},
        {totals.staying, QT_TRANSLATE_N_NOOP("SortWords", "%n stay(s) where it is (they are).")},
        {totals.failed, QT_TRANSLATE_N_NOOP("SortWords", "%n cannot be sorted.")},
    };
    QStringList sentences{sizes};
    for (const auto& [count, text] : remarks) {
        if (count > 0)
            sentences << translated(text, count);
    }
    return sentences.join(u' ').trimmed();
}

QString outcomeWords(const FileSort::Outcome& outcome, SortedHow how)
{
    QStringList sentences{translated(sentenceFor(how), outcome.done)};
    if (outcome.isCancelled)
        sentences << QCoreApplication::translate("SortWords", "Then it was stopped.");
    if (!outcome.failed.empty())
        sentences << translated(QT_TRANSLATE_N_NOOP("SortWords", "%n could not be; the table says why."),
                                outcome.failed.size());
    return sentences.join(u' ');
}

} // namespace cultivar
