// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/ModelFile_p.h"

namespace cultivar {

/// How torchvision's network of the same name takes our head: where it stands, and what has to be changed in
/// a network that torchvision makes before weights of these names fit.
struct TorchvisionHead
{
    QString linear;   // the place of torchvision's own last layer, "classifier.1"; empty where ours differs
    QString replaced; // the module that gives way to a head of another form, "classifier"
    QString pooling;  // Python lines that make the network end in the plain mean, where it does not
    /// The place of the head's tensors in the file, "classifier.1" or "classifier".
    QString place(const HeadSpec& head) const;
};
TorchvisionHead torchvisionHead(const QString& backbone);

/// Writes the weights as torchvision names them, with the class names and the backbone in the metadata. The
/// head's are "fc.weight" or the like where torchvision's own network has such a layer behind the same
/// features, else "classifier.0.weight", … of a Sequential that takes its place.
Result<void> writeSafeTensorsExport(const std::filesystem::path& file, const LoadedModel& model);

/// A new network with the weights of such a file. Errors: those of SafeTensorsFile and Classifier::loadAll.
Result<Classifier> readSafeTensorsExport(const std::filesystem::path& file, const ModelDescription& model);

} // namespace cultivar
