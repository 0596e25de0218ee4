// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/OnnxGraph_p.h"

#include <torch/script.h>

#include <optional>
#include <unordered_map>

namespace cultivar {

/// A traced network on its way to ONNX: gives the operators' functions what their inputs are in ONNX, and
/// keeps what they answer. A size of −1 is the one that grows with the batch.
class OnnxTranslation
{
public:
    using Sizes = std::vector<std::int64_t>;

    /// @p single and @p twice: the same network traced with one picture and with two, so that the sizes which
    /// depend on the batch are known. Throws std::runtime_error, naming the operator, for one that is not in
    /// the table or is used in an unknown way.
    static void run(const torch::jit::Module& single, const torch::jit::Module& twice,
                    const std::string& outputName, OnnxGraph& graph);

    OnnxGraph& graph() { return m_graph; }

    /// Of one node's inputs.
    std::string tensor(const torch::jit::Value* value);                          // its name in ONNX
    std::optional<torch::Tensor> constant(const torch::jit::Value* value) const; // where it is one
    Sizes sizes(const torch::jit::Value* value) const;
    std::vector<const torch::jit::Value*> list(const torch::jit::Value* value) const; // of tensors
    std::vector<std::int64_t> integers(const torch::jit::Value* value) const;
    std::int64_t integer(const torch::jit::Value* value) const;
    double real(const torch::jit::Value* value) const;
    bool isNone(const torch::jit::Value* value) const;
    torch::jit::IValue plain(const torch::jit::Value* value) const;

private:
    OnnxTranslation(const std::shared_ptr<torch::jit::Graph>& single,
                    const std::shared_ptr<torch::jit::Graph>& twice, OnnxGraph& graph);
    void translate(const torch::jit::Node* node);

    OnnxGraph& m_graph;
    std::unordered_map<const torch::jit::Value*, Sizes> m_sizes;
    std::unordered_map<const torch::jit::Value*, std::string> m_names;
};

/// Writes what @p node does to the graph and returns the name of the result.
using OnnxOperator = std::string (*)(OnnxTranslation& to, const torch::jit::Node& node);

/// The function for TorchScript's "aten::…" operator @p name, written without the "_" of the form that works
/// in place; null where there is none.
OnnxOperator onnxOperator(const std::string& name);

} // namespace cultivar
