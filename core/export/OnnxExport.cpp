// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/OnnxExport_p.h"

#include "core/export/OnnxTranslation_p.h"

#include <onnx/checker.h>

namespace cultivar {

namespace {

constexpr int kIrVersion = 5; // the one that came with operator set 10
constexpr int kOperatorSet = 10;

} // namespace

std::string onnxBytes(LoadedModel& model, const ExportOptions& options)
{
    onnx::ModelProto proto;
    proto.set_ir_version(kIrVersion);
    proto.add_opset_import()->set_version(kOperatorSet);
    proto.set_producer_name("Cultivar");
    for (const auto& [key, value] : exportMetadata(model.description, options)) {
        auto* entry = proto.add_metadata_props();
        entry->set_key(key);
        entry->set_value(value);
    }
    onnx::GraphProto& graph = *proto.mutable_graph();
    graph.set_name(model.description.backbone.toStdString());
    OnnxGraph writer(graph);
    OnnxTranslation::run(tracedNetwork(model, options, 1), tracedNetwork(model, options, 2),
                         options.givesProbabilities ? "probabilities" : "logits", writer);
    onnx::checker::check_model(proto);
    std::string bytes;
    TORCH_CHECK(proto.SerializeToString(&bytes), "the network is larger than an ONNX file can be");
    return bytes;
}

} // namespace cultivar
