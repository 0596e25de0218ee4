// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/classify/CameraPanel.h"

#include "ui/Theme.h"
#include "ui/classify/ProbabilityBars.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/ExplainedPicture.h"
#include "ui/widgets/ImageConversion.h"
#include "ui/widgets/Labels.h"

#include <QHBoxLayout>

namespace cultivar {

CameraPanel::CameraPanel(LiveCamera& camera, const std::optional<ModelDescription>& model, QWidget* parent)
    : QFrame(parent), m_camera(camera), m_model(model)
{
    setProperty("role", "card");
    m_view = new ExplainedPicture(this);
    m_view->setObjectName(QStringLiteral("cameraView"));
    m_view->setMinimumWidth(224);
    m_label = makeWrappedLabel({}, "title", this);
    m_label->setObjectName(QStringLiteral("cameraLabel"));
    m_unlike = makeWrappedLabel(tr("Unlike the training data"), "warning", this);
    m_bars = new ProbabilityBars(this);
    m_bars->setObjectName(QStringLiteral("cameraBars"));
    m_take = makeButton(tr("Take picture"), "primary", "takePictureButton", this);
    m_take->setToolTip(tr("Keeps it as a file and adds it to the results"));
    auto* stop = makeButton(tr("Stop camera"), "plain", "stopCameraButton", this);
    connect(m_take, &QPushButton::clicked, &camera, &LiveCamera::takePicture);
    connect(stop, &QPushButton::clicked, &camera, &LiveCamera::stop);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::kSmall);
    buttons->addWidget(m_take);
    buttons->addWidget(stop);
    buttons->addStretch();
    auto* words = new QVBoxLayout;
    words->setSpacing(metrics::kTight);
    words->addWidget(m_label);
    words->addWidget(m_unlike);
    words->addSpacing(metrics::kMedium);
    words->addWidget(m_bars);
    words->addStretch();
    auto* columns = new QHBoxLayout;
    columns->setSpacing(metrics::kPage);
    columns->addLayout(words, 2);
    columns->addWidget(m_view, 3);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::kLarge, metrics::kLarge, metrics::kLarge, metrics::kLarge);
    layout->setSpacing(metrics::kMedium);
    layout->addLayout(columns, 1);
    layout->addLayout(buttons); // below both columns: in a small window one has no room for them
    connect(&camera, &LiveCamera::runningChanged, this, &CameraPanel::onRunningChanged);
    connect(&camera, &LiveCamera::frameCame, this, [this](const Image& frame) {
        m_view->setPicture(toQImage(frame));
        m_take->setEnabled(true);
    });
    connect(&camera, &LiveCamera::answered, this, &CameraPanel::showAnswer);
}

void CameraPanel::onRunningChanged(bool isRunning)
{
    if (!isRunning)
        return;
    m_view->setPicture({});
    m_label->setText(tr("Starting the camera…"));
    m_unlike->hide();
    m_bars->setEntries({});
    m_take->setEnabled(false);
}

void CameraPanel::showAnswer(const Prediction& prediction)
{
    std::vector<ResultModel::Entry> top;
    for (std::size_t i = 0; i < std::min(ResultModel::kTop, prediction.ranked.size()); ++i)
        top.push_back({m_model->classes.value(prediction.ranked[i].label), prediction.ranked[i].probability,
                       prediction.ranked[i].label});
    m_label->setText(top.front().label.simplified());
    m_unlike->setVisible(prediction.isUnlike());
    m_bars->setEntries(top);
}

} // namespace cultivar
