// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/weights/SafeTensors.h"
#include "support/MemoryFile.h"

using namespace cultivar;

/// Any bytes as a safetensors file, whose tensors are then all read.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const MemoryFile memory({reinterpret_cast<const char*>(data), size});
    const auto file = SafeTensorsFile::open(memory.path());
    if (!file)
        return 0;
    for (const TensorEntry& entry : file->tensors()) {
        std::string values(entry.bytes, '\0');
        (void)file->read(entry, values.data());
    }
    return 0;
}

std::vector<std::string> fuzzSeeds()
{
    std::vector<std::string> seeds;
    for (const std::string& header :
         {std::string(R"({"a":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]}})"),
          std::string(R"({"__metadata__":{"x":"y"},"b":{"dtype":"I64","shape":[],"data_offsets":[0,8]}})"),
          std::string(R"({"e":{"dtype":"BF16","shape":[0,9],"data_offsets":[0,0]},)"
                      R"("u":{"dtype":"U8","shape":[2,2,2],"data_offsets":[0,8]}} )")})
        seeds.push_back(static_cast<char>(header.size()) + std::string(7, '\0') + header + "12345678");
    return seeds;
}
