// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/weights/SafeTensors.h"

#include "core/base/AtomicFile.h"
#include "core/weights/InputFile_p.h"
#include "core/weights/SafeTensorsHeader_p.h"

#include <nlohmann/json.hpp>

namespace cultivar {

namespace {

constexpr std::uint64_t kMaxHeaderBytes = 100'000'000; // the format's own cap

} // namespace

Result<SafeTensorsFile> SafeTensorsFile::open(const std::filesystem::path& path)
{
    auto input = InputFile::open(path);
    if (!input)
        return tl::unexpected(input.error());
    const std::uint64_t fileBytes = input->size();
    const auto damaged = [&](const QString& detail) {
        return failure(ErrorCode::DamagedWeights, path, detail);
    };

    unsigned char lengthBytes[8];
    if (fileBytes < 8 || !input->read(reinterpret_cast<char*>(lengthBytes), 8, 0))
        return damaged(QStringLiteral("too short for a safetensors file"));
    std::uint64_t headerBytes = 0;
    for (int i = 7; i >= 0; --i)
        headerBytes = headerBytes << 8 | lengthBytes[i];
    if (headerBytes > kMaxHeaderBytes || headerBytes > fileBytes - 8)
        return damaged(
            QStringLiteral("not a safetensors file: its first eight bytes give no valid header length"));

    std::string header(headerBytes, '\0');
    if (!input->read(header.data(), headerBytes, 8))
        return failure(ErrorCode::ReadFailed, path, QStringLiteral("the header could not be read"));
    SafeTensorsHeader parsed;
    if (const QString problem = parsed.parse(header, fileBytes - 8 - headerBytes); !problem.isEmpty())
        return damaged(problem);

    SafeTensorsFile file;
    file.m_path = path;
    file.m_input = std::make_shared<const InputFile>(std::move(*input));
    file.m_dataStart = 8 + headerBytes;
    file.m_tensors = std::move(parsed.tensors);
    file.m_metadata = std::move(parsed.metadata);
    return file;
}

Result<void> SafeTensorsFile::read(const TensorEntry& entry, char* out) const
{
    if (!m_input->read(out, entry.bytes, m_dataStart + entry.offset))
        return failure(
            ErrorCode::ReadFailed, m_path,
            QStringLiteral("%1 ends before its last byte").arg(QString::fromStdString(entry.name)));
    return {};
}

Result<void> writeSafeTensors(const std::filesystem::path& path, const std::vector<TensorView>& tensors,
                              const std::map<std::string, std::string>& metadata)
{
    nlohmann::ordered_json header;
    if (!metadata.empty())
        header["__metadata__"] = metadata;
    std::uint64_t offset = 0;
    for (const TensorView& tensor : tensors) {
        const auto bytes = static_cast<std::uint64_t>(tensor.bytes.size());
        header[tensor.name] = {{"dtype", typeName(tensor.type)},
                               {"shape", tensor.shape},
                               {"data_offsets", {offset, offset + bytes}}};
        offset += bytes;
    }
    std::string text = header.dump();
    text.resize((text.size() + 7) / 8 * 8, ' ');
    char length[8];
    for (int i = 0; i < 8; ++i)
        length[i] = static_cast<char>(text.size() >> (8 * i) & 0xff);

    auto file = AtomicFile::open(path);
    if (!file)
        return tl::unexpected(file.error());
    Result<void> written = file->write(QByteArrayView(length, 8)).and_then([&] {
        return file->write(QByteArrayView(text.data(), qsizetype(text.size())));
    });
    for (const TensorView& tensor : tensors)
        written = written.and_then([&] { return file->write(tensor.bytes); });
    return written.and_then([&] { return file->commit(); });
}

} // namespace cultivar
