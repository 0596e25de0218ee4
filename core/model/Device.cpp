// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Device_p.h"

#include <cstring>
#include <new>

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

bool isOutOfMemory(const std::exception& exception)
{
    return dynamic_cast<const std::bad_alloc*>(&exception) ||
           std::strstr(exception.what(), "not enough memory") ||
           std::strstr(exception.what(), "out of memory");
}

} // namespace cultivar
