// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Device_p.h"

#include <ATen/detail/CUDAHooksInterface.h>

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

bool hasFastBFloat16(torch::Device device)
{
    if (device.is_cuda()) // cuDNN's rule: compute capability 8.0, the first that has it
        return at::detail::getCUDAHooks().supportsBFloat16ConvolutionWithCuDNNv8();
#if defined(__x86_64__) && defined(__GNUC__)
    return at::hasMKLDNN() && __builtin_cpu_supports("avx512bf16");
#else
    return false;
#endif
}

bool hasFastMixedPrecision(DeviceChoice resolved)
{
    return resolved == DeviceChoice::Cuda || hasFastBFloat16(torchDevice(resolved));
}

bool isOutOfMemory(const std::exception& exception)
{
    return dynamic_cast<const std::bad_alloc*>(&exception) ||
           std::strstr(exception.what(), "not enough memory") ||
           std::strstr(exception.what(), "out of memory");
}

} // namespace cultivar
