// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/QtDialogs.h"

#include "core/base/Paths.h"

#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>

namespace cultivar {

namespace {

std::optional<std::filesystem::path> chosen(const QString& name)
{
    return name.isEmpty() ? std::nullopt : std::optional(toPath(name));
}

} // namespace

std::optional<std::filesystem::path> QtDialogs::openFolder(QWidget* parent, const FileRequest& request)
{
    return chosen(QFileDialog::getExistingDirectory(parent, request.title, toQString(request.start)));
}

std::vector<std::filesystem::path> QtDialogs::openFiles(QWidget* parent, const FileRequest& request)
{
    std::vector<std::filesystem::path> files;
    for (const QString& name :
         QFileDialog::getOpenFileNames(parent, request.title, toQString(request.start), request.filter))
        files.push_back(toPath(name));
    return files;
}

std::optional<std::filesystem::path> QtDialogs::openFile(QWidget* parent, const FileRequest& request)
{
    return chosen(
        QFileDialog::getOpenFileName(parent, request.title, toQString(request.start), request.filter));
}

std::optional<std::filesystem::path> QtDialogs::saveFile(QWidget* parent, const FileRequest& request)
{
    return chosen(
        QFileDialog::getSaveFileName(parent, request.title, toQString(request.start), request.filter));
}

bool QtDialogs::confirm(QWidget* parent, const QString& question, const QString& action)
{
    QMessageBox box(QMessageBox::NoIcon, QString(), question, QMessageBox::Cancel, parent);
    box.setTextFormat(Qt::PlainText);
    const QPushButton* yes = box.addButton(action, QMessageBox::AcceptRole);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    return box.clickedButton() == yes;
}

void QtDialogs::inform(QWidget* parent, const QString& title, const QString& text)
{
    QMessageBox box(QMessageBox::NoIcon, title, text, QMessageBox::Close, parent);
    box.setTextFormat(Qt::PlainText);
    box.exec();
}

} // namespace cultivar
