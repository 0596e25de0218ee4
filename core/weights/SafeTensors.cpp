// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/weights/SafeTensors.h"

#include "core/weights/SafeTensorsHeader_p.h"

#include <nlohmann/json.hpp>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cultivar {

namespace {

constexpr std::uint64_t kMaxHeaderBytes = 100'000'000; // the format's own cap

class FileDescriptor
{
public:
    explicit FileDescriptor(const std::filesystem::path& path)
        : m_fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK))
    {
    }
    ~FileDescriptor()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    FileDescriptor(const FileDescriptor&) = delete;
    FileDescriptor& operator=(const FileDescriptor&) = delete;
    int get() const { return m_fd; }

private:
    int m_fd;
};

Error openError(const std::filesystem::path& path)
{
    const auto code = errno == EACCES || errno == EPERM ? ErrorCode::PermissionDenied
                      : errno == ENOENT                 ? ErrorCode::FileNotFound
                                                        : ErrorCode::ReadFailed;
    return Error{code, path, QString::fromLocal8Bit(std::strerror(errno))};
}

bool readFully(int fd, char* out, std::uint64_t bytes, std::uint64_t offset)
{
    while (bytes > 0) {
        const ssize_t got =
            ::pread(fd, out, std::min<std::uint64_t>(bytes, 1U << 30), static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        out += got;
        offset += static_cast<std::uint64_t>(got);
        bytes -= static_cast<std::uint64_t>(got);
    }
    return true;
}

} // namespace

Result<SafeTensorsFile> SafeTensorsFile::open(const std::filesystem::path& path)
{
    const FileDescriptor fd(path);
    struct stat info = {};
    if (fd.get() < 0 || ::fstat(fd.get(), &info) != 0)
        return tl::unexpected(openError(path));
    if (!S_ISREG(info.st_mode))
        return failure(ErrorCode::NotARegularFile, path);
    const auto fileBytes = static_cast<std::uint64_t>(info.st_size);
    if (fileBytes == 0)
        return failure(ErrorCode::EmptyFile, path);
    const auto damaged = [&](const QString& detail) {
        return failure(ErrorCode::DamagedWeights, path, detail);
    };

    unsigned char lengthBytes[8];
    if (fileBytes < 8 || !readFully(fd.get(), reinterpret_cast<char*>(lengthBytes), 8, 0))
        return damaged(QStringLiteral("too short for a safetensors file"));
    std::uint64_t headerBytes = 0;
    for (int i = 7; i >= 0; --i)
        headerBytes = headerBytes << 8 | lengthBytes[i];
    if (headerBytes > kMaxHeaderBytes || headerBytes > fileBytes - 8)
        return damaged(
            QStringLiteral("not a safetensors file: its first eight bytes give no valid header length"));

    std::string header(headerBytes, '\0');
    if (!readFully(fd.get(), header.data(), headerBytes, 8))
        return failure(ErrorCode::ReadFailed, path, QStringLiteral("the header could not be read"));
    SafeTensorsHeader parsed;
    if (const QString problem = parsed.parse(header, fileBytes - 8 - headerBytes); !problem.isEmpty())
        return damaged(problem);

    SafeTensorsFile file;
    file.m_path = path;
    file.m_dataStart = 8 + headerBytes;
    file.m_tensors = std::move(parsed.tensors);
    file.m_metadata = std::move(parsed.metadata);
    return file;
}

Result<void> SafeTensorsFile::read(const TensorEntry& entry, char* out) const
{
    const FileDescriptor fd(m_path);
    if (fd.get() < 0)
        return tl::unexpected(openError(m_path));
    if (!readFully(fd.get(), out, entry.bytes, m_dataStart + entry.offset))
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
