// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ErrorText.h"

#include "core/base/Paths.h"

#include <QCoreApplication>

namespace cultivar {

namespace {

/// The words for one code. %1 is the file or, where none is known, `subject`.
struct Words
{
    const char* subject;
    const char* sentence;
};

Words wordsFor(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Cancelled:
        return {
            QT_TRANSLATE_NOOP("ErrorText", "The task"),
            QT_TRANSLATE_NOOP("ErrorText",
                              "%1 was cancelled before there was a result; start it again when you like.")};
    case ErrorCode::FileNotFound:
        return {
            QT_TRANSLATE_NOOP("ErrorText", "The file"),
            QT_TRANSLATE_NOOP("ErrorText", "%1 was not found; check that it has not been moved or renamed.")};
    case ErrorCode::PermissionDenied:
        return {QT_TRANSLATE_NOOP("ErrorText", "The file"),
                QT_TRANSLATE_NOOP("ErrorText",
                                  "%1 may not be accessed; change its permissions or choose another place.")};
    case ErrorCode::NotAFolder:
        return {QT_TRANSLATE_NOOP("ErrorText", "The path"),
                QT_TRANSLATE_NOOP("ErrorText", "%1 is not a folder; choose a folder.")};
    case ErrorCode::NotARegularFile:
        return {QT_TRANSLATE_NOOP("ErrorText", "The path"),
                QT_TRANSLATE_NOOP("ErrorText",
                                  "%1 is not an ordinary file; choose an image, weights or model file.")};
    case ErrorCode::ReadFailed:
        return {
            QT_TRANSLATE_NOOP("ErrorText", "The file"),
            QT_TRANSLATE_NOOP("ErrorText", "%1 could not be read; check the disk or copy the file again.")};
    case ErrorCode::WriteFailed:
        return {QT_TRANSLATE_NOOP("ErrorText", "The file"),
                QT_TRANSLATE_NOOP("ErrorText",
                                  "%1 could not be written; free some space or choose another place.")};
    case ErrorCode::DiskFull:
        return {
            QT_TRANSLATE_NOOP("ErrorText", "The file"),
            QT_TRANSLATE_NOOP("ErrorText",
                              "%1 could not be written, its disk is full; free some space and try again.")};
    case ErrorCode::WaitingForSpace:
        return {QT_TRANSLATE_NOOP("ErrorText", "The folder"),
                QT_TRANSLATE_NOOP("ErrorText",
                                  "%1 is on a full disk, and the training waits; it goes on as soon "
                                  "as there is space.")};
    case ErrorCode::NameTaken:
        return {QT_TRANSLATE_NOOP("ErrorText", "The file"),
                QT_TRANSLATE_NOOP("ErrorText",
                                  "%1 exists already and was not replaced; rename one of the two files.")};
    case ErrorCode::ChangedSince:
        return {QT_TRANSLATE_NOOP("ErrorText", "The file"),
                QT_TRANSLATE_NOOP(
                    "ErrorText",
                    "%1 has changed since then and was left alone; look at it and remove it yourself.")};
    case ErrorCode::OtherClass:
        return {QT_TRANSLATE_NOOP("ErrorText", "The picture"),
                QT_TRANSLATE_NOOP(
                    "ErrorText",
                    "%1 is the same picture, and the dataset has it in another class; move it there first.")};
    case ErrorCode::UnfinishedSort:
        return {QT_TRANSLATE_NOOP("ErrorText", "The folder"),
                QT_TRANSLATE_NOOP(
                    "ErrorText",
                    "%1 was being sorted into when the program was cut off; finish that or undo it first.")};
    case ErrorCode::NoSort:
        return {QT_TRANSLATE_NOOP("ErrorText", "The folder"),
                QT_TRANSLATE_NOOP("ErrorText",
                                  "%1 has no sort that is left to undo or finish; check the folder’s name.")};
    case ErrorCode::EmptyFile:
        return {QT_TRANSLATE_NOOP("ErrorText", "The file"),
                QT_TRANSLATE_NOOP("ErrorText", "%1 is empty; copy it again from where it came from.")};
    case ErrorCode::UnsupportedImage:
        return {QT_TRANSLATE_NOOP("ErrorText", "The file"),
                QT_TRANSLATE_NOOP("ErrorText",
                                  "%1 is not an image that Cultivar reads; convert it to JPEG or PNG.")};
    case ErrorCode::DamagedImage:
        return {QT_TRANSLATE_NOOP("ErrorText", "The image"),
                QT_TRANSLATE_NOOP("ErrorText", "%1 is damaged; replace it with a good copy.")};
    case ErrorCode::TruncatedImage:
        return {QT_TRANSLATE_NOOP("ErrorText", "The image"),
                QT_TRANSLATE_NOOP("ErrorText", "%1 is cut short; copy or download it again.")};
    case ErrorCode::ImageTooLarge:
        return {QT_TRANSLATE_NOOP("ErrorText", "The image"),
                QT_TRANSLATE_NOOP("ErrorText", "%1 is too large; save a smaller version of it.")};
    case ErrorCode::Excluded:
        return {QT_TRANSLATE_NOOP("ErrorText", "The image"),
                QT_TRANSLATE_NOOP("ErrorText",
                                  "%1 was excluded by you; include it again on the Data page to use it.")};
    case ErrorCode::NoImages:
        return {
            QT_TRANSLATE_NOOP("ErrorText", "The folder"),
            QT_TRANSLATE_NOOP(
                "ErrorText",
                "%1 has no images to work with; choose a folder that holds one folder of images per class.")};
    case ErrorCode::TooFewClasses:
        return {QT_TRANSLATE_NOOP("ErrorText", "The folder"),
                QT_TRANSLATE_NOOP(
                    "ErrorText",
                    "%1 has too few classes; add folders of images so that there are at least two.")};
    case ErrorCode::ClassTooSmall:
        return {QT_TRANSLATE_NOOP("ErrorText", "A class"),
                QT_TRANSLATE_NOOP("ErrorText", "%1 has too few images; add some or remove the class.")};
    case ErrorCode::TooManyDamagedImages:
        return {
            QT_TRANSLATE_NOOP("ErrorText", "The folder"),
            QT_TRANSLATE_NOOP(
                "ErrorText",
                "%1 has too many images that cannot be read; check the disk and the list of skipped files.")};
    case ErrorCode::NoPretrainedWeights:
        return {QT_TRANSLATE_NOOP("ErrorText", "The weights folder"),
                QT_TRANSLATE_NOOP("ErrorText",
                                  "%1 has no pretrained weights for this backbone; download them, choose a "
                                  "file of your own, or train from scratch.")};
    case ErrorCode::Offline:
        return {QT_TRANSLATE_NOOP("ErrorText", "The download"),
                QT_TRANSLATE_NOOP("ErrorText",
                                  "%1 needs a connection that is not there; connect and try again, or "
                                  "choose a weights file that you already have.")};
    case ErrorCode::DownloadFailed:
        return {QT_TRANSLATE_NOOP("ErrorText", "The download"),
                QT_TRANSLATE_NOOP("ErrorText",
                                  "%1 could not be fetched; try again later, what has arrived is kept.")};
    case ErrorCode::DownloadMismatch:
        return {QT_TRANSLATE_NOOP("ErrorText", "The download"),
                QT_TRANSLATE_NOOP(
                    "ErrorText",
                    "%1 is not the published file, and nothing was installed; try again later or from "
                    "another network.")};
    case ErrorCode::DamagedWeights:
        return {
            QT_TRANSLATE_NOOP("ErrorText", "The weights file"),
            QT_TRANSLATE_NOOP("ErrorText", "%1 is not a sound weights file; download the weights again.")};
    case ErrorCode::UnsafeWeights:
        return {QT_TRANSLATE_NOOP("ErrorText", "The weights file"),
                QT_TRANSLATE_NOOP("ErrorText", "%1 holds more than weights and was not opened; choose a file "
                                               "that holds a plain state dict.")};
    case ErrorCode::WeightsMismatch:
        return {
            QT_TRANSLATE_NOOP("ErrorText", "The weights file"),
            QT_TRANSLATE_NOOP("ErrorText", "%1 does not fit this backbone; choose the weights made for it.")};
    case ErrorCode::DamagedCheckpoint:
        return {QT_TRANSLATE_NOOP("ErrorText", "The checkpoint"),
                QT_TRANSLATE_NOOP("ErrorText",
                                  "%1 cannot be used to go on with; start the training anew without it.")};
    case ErrorCode::OlderCheckpoint:
        return {
            QT_TRANSLATE_NOOP("ErrorText", "The newest checkpoint"),
            QT_TRANSLATE_NOOP("ErrorText", "%1 is damaged; the training goes on from the epoch before it.")};
    case ErrorCode::InUse:
        return {QT_TRANSLATE_NOOP("ErrorText", "The training"),
                QT_TRANSLATE_NOOP("ErrorText",
                                  "%1 is in use by another Cultivar; wait until that one has finished.")};
    case ErrorCode::DamagedModel:
        return {QT_TRANSLATE_NOOP("ErrorText", "The model file"),
                QT_TRANSLATE_NOOP("ErrorText",
                                  "%1 is not a sound Cultivar model; open another copy or train it again.")};
    case ErrorCode::UnsupportedModelVersion:
        return {
            QT_TRANSLATE_NOOP("ErrorText", "The model file"),
            QT_TRANSLATE_NOOP("ErrorText", "%1 was made by a newer Cultivar; update Cultivar to open it.")};
    case ErrorCode::UnknownBackbone:
        return {QT_TRANSLATE_NOOP("ErrorText", "The name"),
                QT_TRANSLATE_NOOP(
                    "ErrorText",
                    "%1 asks for a backbone that this Cultivar does not know; choose one of its own.")};
    case ErrorCode::UnknownBlock:
        return {QT_TRANSLATE_NOOP("ErrorText", "The setting"),
                QT_TRANSLATE_NOOP(
                    "ErrorText",
                    "%1 names a block that the backbone does not have; choose from its layer list.")};
    case ErrorCode::LabelMismatch:
        return {QT_TRANSLATE_NOOP("ErrorText", "The folder"),
                QT_TRANSLATE_NOOP(
                    "ErrorText",
                    "%1 does not go with the known classes; name its folders as the classes are named.")};
    case ErrorCode::ClassesDropped:
        return {QT_TRANSLATE_NOOP("ErrorText", "The earlier model"),
                QT_TRANSLATE_NOOP("ErrorText",
                                  "%1 knows classes that this folder does not have; the new model will not "
                                  "know them.")};
    case ErrorCode::SeenBefore:
        return {QT_TRANSLATE_NOOP("ErrorText", "The earlier model"),
                QT_TRANSLATE_NOOP(
                    "ErrorText",
                    "%1 may have learned from images that now judge the new model, whose "
                    "accuracy may look better than it is; judge it by images that are new to both.")};
    case ErrorCode::SplitUnknown:
        return {
            QT_TRANSLATE_NOOP("ErrorText", "The folder"),
            QT_TRANSLATE_NOOP("ErrorText",
                              "The validation images of the training cannot be found in %1; evaluate a test "
                              "folder or all images.")};
    case ErrorCode::InvalidSetting:
        return {
            QT_TRANSLATE_NOOP("ErrorText", "A setting"),
            QT_TRANSLATE_NOOP("ErrorText", "%1 has a value that cannot be used; correct it and try again.")};
    case ErrorCode::DeviceUnavailable:
        return {QT_TRANSLATE_NOOP("ErrorText", "The device"),
                QT_TRANSLATE_NOOP("ErrorText", "%1 is not available on this computer; use the CPU.")};
    case ErrorCode::Diverged:
        return {
            QT_TRANSLATE_NOOP("ErrorText", "The training"),
            QT_TRANSLATE_NOOP(
                "ErrorText",
                "%1 went astray, its numbers grew without bound; lower the learning rate and train again.")};
    case ErrorCode::ExportDiffers:
        return {QT_TRANSLATE_NOOP("ErrorText", "The export"),
                QT_TRANSLATE_NOOP(
                    "ErrorText",
                    "%1 did not pass its check and was not written; try another format, and report it.")};
    case ErrorCode::CameraUnavailable:
        return {QT_TRANSLATE_NOOP("ErrorText", "The camera"),
                QT_TRANSLATE_NOOP("ErrorText",
                                  "%1 sends no pictures; plug it in, close other programs that use it, and "
                                  "try again.")};
    case ErrorCode::CameraLost:
        return {QT_TRANSLATE_NOOP("ErrorText", "The camera"),
                QT_TRANSLATE_NOOP("ErrorText",
                                  "%1 has stopped sending pictures; plug it in again and start it anew.")};
    case ErrorCode::OutOfMemory:
        return {QT_TRANSLATE_NOOP("ErrorText", "The task"),
                QT_TRANSLATE_NOOP(
                    "ErrorText",
                    "%1 needs more memory than there is; close other programs or use a smaller batch.")};
    case ErrorCode::Internal:
        break;
    }
    return {QT_TRANSLATE_NOOP("ErrorText", "The task"),
            QT_TRANSLATE_NOOP("ErrorText",
                              "%1 met an unexpected fault; try again, and report it if it comes back.")};
}

QString translated(const char* text)
{
    return QCoreApplication::translate("ErrorText", text);
}

} // namespace

QString errorText(const Error& error)
{
    const Words words = wordsFor(error.code);
    const QString subject =
        error.path.empty() ? translated(words.subject)
                           : translated(QT_TRANSLATE_NOOP("ErrorText", "“%1”")).arg(displayPath(error.path));
    const QString sentence = translated(words.sentence).arg(subject);
    if (error.detail.isEmpty())
        return sentence;
    return translated(QT_TRANSLATE_NOOP("ErrorText", "%1 (%2)")).arg(sentence, error.detail);
}

} // namespace cultivar
