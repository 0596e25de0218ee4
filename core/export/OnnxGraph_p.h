// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <onnx/onnx_pb.h>
#include <torch/torch.h>

#include <map>
#include <string>
#include <variant>
#include <vector>

namespace cultivar {

/// Writes an ONNX graph node by node. Values are known by their names, as in ONNX itself.
class OnnxGraph
{
public:
    using Attributes =
        std::map<std::string, std::variant<std::int64_t, double, std::string, std::vector<std::int64_t>>>;

    explicit OnnxGraph(onnx::GraphProto& graph) : m_graph(graph) {}

    /// Appends a node and returns the name of its one output.
    std::string add(const std::string& type, const std::vector<std::string>& inputs,
                    const Attributes& attributes = {});
    /// A constant: floats, or integers of 64 bits.
    std::string constant(const torch::Tensor& values);
    std::string constant(const std::vector<std::int64_t>& values);

    /// Sizes below 0 are the batch.
    void setInput(const std::string& name, const std::vector<std::int64_t>& sizes);
    void setOutput(const std::string& name, const std::vector<std::int64_t>& sizes);

private:
    onnx::GraphProto& m_graph;
    std::map<std::string, int> m_counts; // of nodes, by type
};

} // namespace cultivar
