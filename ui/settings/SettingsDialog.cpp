// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/SettingsDialog.h"

#include "core/weights/WeightFetch.h"
#include "ui/Theme.h"
#include "ui/settings/SettingsStore.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/Labels.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace cultivar {

SettingsDialog::SettingsDialog(Session& session, Settings& settings, QWidget* parent)
    : QDialog(parent), m_session(session), m_settings(settings)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("settingsDialog"));
    setWindowTitle(tr("Settings"));
    setMinimumWidth(560);
    auto* cancel = makeButton(tr("Cancel"), "plain", "cancelSettingsButton", this);
    m_save = makeButton(tr("Save"), "primary", "saveSettingsButton", this);
    m_save->setDefault(true);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &SettingsDialog::accept);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::kSmall);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_save);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::kLarge, metrics::kLarge, metrics::kLarge, metrics::kLarge);
    layout->setSpacing(metrics::kLarge);
    layout->addWidget(makeLabel(tr("Settings"), "headline", this));
    layout->addWidget(makeMirror());
    layout->addStretch();
    layout->addLayout(buttons);
    showState();
}

QWidget* SettingsDialog::makeMirror()
{
    auto* section = new QWidget(this);
    const QString environment = WeightFetch::environmentMirror();
    m_mirror = new QLineEdit(environment.isEmpty() ? m_settings.weightsMirror : environment, section);
    m_mirror->setObjectName(QStringLiteral("mirrorEdit"));
    m_mirror->setPlaceholderText(tr("Where they are published"));
    m_mirror->setEnabled(environment.isEmpty());
    m_reset = makeButton(tr("Reset"), "plain", "resetMirrorButton", section);
    m_note = makeWrappedLabel({}, "small", section);
    m_note->setObjectName(QStringLiteral("mirrorNote"));
    auto* label = makeLabel(tr("Download pretrained &weights from"), "section", section);
    label->setBuddy(m_mirror);
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics::kSmall);
    row->addWidget(m_mirror, 1);
    row->addWidget(m_reset);
    auto* layout = new QVBoxLayout(section);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kSmall);
    layout->addWidget(label);
    layout->addLayout(row);
    layout->addWidget(m_note);
    connect(m_reset, &QPushButton::clicked, m_mirror, &QLineEdit::clear);
    connect(m_mirror, &QLineEdit::textChanged, this, &SettingsDialog::showState);
    return section;
}

void SettingsDialog::showState()
{
    const QString text = m_mirror->text().trimmed();
    const bool isUsable = text.isEmpty() || WeightFetch::isMirror(text);
    m_reset->setEnabled(m_mirror->isEnabled() && !m_mirror->text().isEmpty());
    m_save->setEnabled(isUsable);
    if (!m_mirror->isEnabled())
        m_note->setText(tr("Set by CULTIVAR_WEIGHTS_URL, which counts before what is set here."));
    else if (!isUsable)
        m_note->setText(
            tr("This is not the address of a folder on the web, such as https://mirror.example/weights."));
    else
        m_note->setText(
            tr("The address of a folder that holds copies of the published files. Only files with the "
               "published hash are installed."));
}

void SettingsDialog::accept()
{
    if (!m_save->isEnabled())
        return;
    if (m_mirror->isEnabled()) {
        m_settings.weightsMirror = m_mirror->text().trimmed();
        m_session.weightFetching().setMirror(m_settings.weightsMirror);
        SettingsStore::save(m_settings);
    }
    QDialog::accept();
}

} // namespace cultivar
