// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/SampleDataset.h"

#include "core/base/AtomicFile.h"
#include "core/base/Paths.h"
#include "core/data/LeafPainter.h"

#include <QBuffer>
#include <QImage>

#include <system_error>

namespace cultivar {

namespace {

constexpr int kSide = 160;
constexpr int kFastPng = 85; // zlib level 1: grain does not compress, so more effort only costs time

std::filesystem::path pathOf(const std::filesystem::path& folder, const QString& name, int number)
{
    return folder / toPath(name) / toPath(QStringLiteral("%1.png").arg(number, 2, 10, QLatin1Char('0')));
}

bool isThere(const std::filesystem::path& path)
{
    std::error_code missing;
    return std::filesystem::file_size(path, missing) > 0 && !missing;
}

Result<void> makeFolder(const std::filesystem::path& folder)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (!error)
        return {};
    const bool isDenied = error == std::errc::permission_denied || error == std::errc::read_only_file_system;
    return failure(isDenied ? ErrorCode::PermissionDenied : ErrorCode::WriteFailed, folder,
                   QString::fromStdString(error.message()));
}

} // namespace

QStringList SampleDataset::classes()
{
    // In the order of LeafSpecies.
    return {QStringLiteral("Birch"), QStringLiteral("Ginkgo"), QStringLiteral("Maple"), QStringLiteral("Oak"),
            QStringLiteral("Willow")};
}

QByteArray SampleDataset::picture(int label, int number, std::uint64_t seed)
{
    const Random random{seed, static_cast<std::uint64_t>(label), static_cast<std::uint64_t>(number)};
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    LeafPainter(static_cast<LeafSpecies>(label), random).paint(kSide).save(&buffer, "PNG", kFastPng);
    return bytes;
}

Result<void> SampleDataset::write(const std::filesystem::path& folder, std::uint64_t seed,
                                  const CancelToken& cancel, const std::function<void(int, int)>& progress)
{
    const QStringList names = classes();
    const int total = static_cast<int>(names.size()) * kImagesPerClass;
    for (int done = 0; done < total; ++done) {
        if (!cancel.checkpoint())
            return failure(ErrorCode::Cancelled, folder);
        const int species = done / kImagesPerClass;
        const int number = done % kImagesPerClass;
        const auto path = pathOf(folder, names[species], number + 1);
        if (!isThere(path)) {
            const auto written = makeFolder(path.parent_path()).and_then([&] {
                return AtomicFile::replace(path, picture(species, number, seed));
            });
            if (!written)
                return written;
        }
        if (progress)
            progress(done + 1, total);
    }
    return {};
}

} // namespace cultivar
