// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <filesystem>
#include <tl/expected.hpp>

namespace cultivar {

/// What went wrong, as a closed list. ui/ErrorText turns each into a sentence with a next step.
enum class ErrorCode {
    Cancelled,
    FileNotFound,
    PermissionDenied,
    NotAFolder,
    NotARegularFile,
    ReadFailed,
    WriteFailed,
    DiskFull,
    WaitingForSpace,
    NameTaken,
    ChangedSince,
    OtherClass,
    UnfinishedSort,
    NoSort,
    EmptyFile,
    UnsupportedImage,
    DamagedImage,
    TruncatedImage,
    ImageTooLarge,
    Excluded,
    NoImages,
    TooFewClasses,
    ClassTooSmall,
    TooManyDamagedImages,
    NoPretrainedWeights,
    Offline,
    DownloadFailed,
    DownloadMismatch,
    DamagedWeights,
    UnsafeWeights,
    WeightsMismatch,
    DamagedModel,
    DamagedCheckpoint,
    OlderCheckpoint,
    InUse,
    UnsupportedModelVersion,
    UnknownBackbone,
    UnknownBlock,
    LabelMismatch,
    ClassesDropped,
    SeenBefore,
    SplitUnknown,
    InvalidSetting,
    DeviceUnavailable,
    Diverged,
    ExportDiffers,
    CameraUnavailable,
    CameraLost,
    OutOfMemory,
    Internal,
};

/// One failure: the code, the file or folder it is about (may be empty), and a technical detail in English
/// for the log and for the end of the sentence.
struct Error
{
    ErrorCode code = ErrorCode::Internal;
    std::filesystem::path path;
    QString detail;
};

template <typename T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> failure(ErrorCode code, std::filesystem::path path = {}, QString detail = {})
{
    return tl::unexpected<Error>(Error{code, std::move(path), std::move(detail)});
}

} // namespace cultivar
