// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/DeviceOption.h"

namespace cultivar {

CommandSyntax::Option deviceOption()
{
    return {"--device", "auto|cpu|cuda", "where to compute; default auto: a GPU where there is\none", false};
}

UsageResult<DeviceChoice> deviceFrom(const Arguments& arguments)
{
    const auto index = arguments.choice("--device", {"auto", "cpu", "cuda"});
    if (!index)
        return tl::unexpected(index.error());
    constexpr DeviceChoice kChoices[] = {DeviceChoice::Auto, DeviceChoice::Cpu, DeviceChoice::Cuda};
    return kChoices[*index];
}

} // namespace cultivar
