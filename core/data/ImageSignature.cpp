// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/ImageSignature.h"

#include "core/base/ParallelFor.h"
#include "core/data/RawFile.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <unistd.h>

namespace cultivar {

namespace {

constexpr off_t kPart = 16 * 1024;

} // namespace

std::optional<ImageSignature> signatureOf(const std::filesystem::path& image)
{
    struct stat status;
    if (!rawfile::status(image.native(), status) || !S_ISREG(status.st_mode))
        return std::nullopt;
    const FileDescriptor file = rawfile::openFile(image.native());
    if (!file.isOpen())
        return std::nullopt;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArray::number(qint64(status.st_size)) + '\n');
    QByteArray part(kPart, Qt::Uninitialized);
    const off_t last = std::max(kPart, status.st_size - kPart); // the parts of a short file do not overlap
    for (const off_t from : {off_t(0), last}) {
        if (lseek(file.value(), from, SEEK_SET) != from)
            return std::nullopt;
        const ssize_t size = rawfile::readFully(file.value(), part.data(), std::size_t(part.size()));
        if (size < 0)
            return std::nullopt;
        hash.addData(QByteArrayView(part.constData(), size));
    }
    return qFromBigEndian<quint64>(hash.result().constData());
}

std::vector<std::optional<ImageSignature>> signaturesOf(const Dataset& dataset, int threads,
                                                        const CancelToken& cancel)
{
    std::vector<std::optional<ImageSignature>> signatures(dataset.items.size());
    parallelFor(signatures.size(), threads, [&](std::size_t i) {
        if (cancel.checkpoint())
            signatures[i] = signatureOf(dataset.items[i].path);
    });
    return signatures;
}

} // namespace cultivar
