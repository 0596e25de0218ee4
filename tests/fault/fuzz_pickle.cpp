// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/weights/Pickle_p.h"
#include "core/weights/TorchFile.h"
#include "support/MemoryFile.h"
#include "support/PickleWriter.h"

using namespace cultivar;

/// Any bytes as a pickle by itself, and as a PyTorch file whose tensors are then all read.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    Pickle pickle(bytes);
    (void)pickle.run();
    const MemoryFile memory(bytes);
    const auto file = TorchFile::open(memory.path());
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
    PickleWriter nested;
    nested.raw("}(")
        .text("epoch")
        .number(3)
        .text("state_dict")
        .global("collections", "OrderedDict")
        .raw(")Rq\x01(");
    nested.text("module.a").tensor("k", 6, 0, {3, 2}, {1, 3});
    nested.text("module.b").global("torch._utils", "_rebuild_parameter").raw("(");
    nested.tensor("k", 6, 1, {2, 2}, {2, 0}).raw("\x88}tR").raw("u}").text("_metadata").raw("h\x01sbu");
    PickleWriter all;
    all.raw(std::string("\x95\0\0\0\0\0\0\0\0(NK\x01M\x02\x02J\x03\0\0\0G\0\0\0\0\0\0\0\0", 29));
    all.raw(std::string("C\x01xU\x01yB\x01\0\0\0zT\x01\0\0\0w\x8c\x01v", 20)).text("torch").text("float32");
    all.raw("\x93\x94l](NN\x86"
            "0e]Na20)\x85(NNd");
    return {soundState(), torchStream(soundState(), 6), torchStream(nested.finish(), 6), nested.finish(),
            all.finish()};
}
