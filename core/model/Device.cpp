// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Device_p.h"

namespace cultivar {

Result<DeviceChoice> resolveDevice(DeviceChoice choice)
{
    const bool hasCuda = torch::cuda::is_available();
    if (choice == DeviceChoice::Cuda && !hasCuda)
        return failure(ErrorCode::DeviceUnavailable, {},
                       QStringLiteral("this LibTorch finds no CUDA device"));
    if (choice == DeviceChoice::Auto)
        return hasCuda ? DeviceChoice::Cuda : DeviceChoice::Cpu;
    return choice;
}

QString deviceName(DeviceChoice resolved)
{
    return resolved == DeviceChoice::Cuda ? QStringLiteral("cuda") : QStringLiteral("cpu");
}

torch::Device torchDevice(DeviceChoice resolved)
{
    return resolved == DeviceChoice::Cuda ? torch::Device(torch::kCUDA) : torch::Device(torch::kCPU);
}

} // namespace cultivar
