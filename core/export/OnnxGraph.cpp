// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/OnnxGraph_p.h"

#include "core/model/TensorBytes_p.h"

namespace cultivar {

namespace {

struct AttributeWriter
{
    onnx::AttributeProto& attribute;

    void operator()(std::int64_t value) const
    {
        attribute.set_type(onnx::AttributeProto::INT);
        attribute.set_i(value);
    }
    void operator()(double value) const
    {
        attribute.set_type(onnx::AttributeProto::FLOAT);
        attribute.set_f(static_cast<float>(value));
    }
    void operator()(const std::string& value) const
    {
        attribute.set_type(onnx::AttributeProto::STRING);
        attribute.set_s(value);
    }
    void operator()(const std::vector<std::int64_t>& values) const
    {
        attribute.set_type(onnx::AttributeProto::INTS);
        for (const std::int64_t value : values)
            attribute.add_ints(value);
    }
};

void describe(onnx::ValueInfoProto& value, const std::string& name, const std::vector<std::int64_t>& sizes)
{
    value.set_name(name);
    auto* type = value.mutable_type()->mutable_tensor_type();
    type->set_elem_type(onnx::TensorProto::FLOAT);
    for (const std::int64_t size : sizes) {
        auto* dimension = type->mutable_shape()->add_dim();
        if (size < 0)
            dimension->set_dim_param("batch");
        else
            dimension->set_dim_value(size);
    }
}

} // namespace

std::string OnnxGraph::add(const std::string& type, const std::vector<std::string>& inputs,
                           const Attributes& attributes)
{
    const std::string name = type + "_" + std::to_string(++m_counts[type]);
    onnx::NodeProto& node = *m_graph.add_node();
    node.set_op_type(type);
    node.set_name(name);
    for (const std::string& input : inputs)
        node.add_input(input);
    node.add_output(name);
    for (const auto& [key, value] : attributes) {
        onnx::AttributeProto& attribute = *node.add_attribute();
        attribute.set_name(key);
        std::visit(AttributeWriter{attribute}, value);
    }
    return name;
}

std::string OnnxGraph::constant(const torch::Tensor& values)
{
    const bool isFloat = values.is_floating_point();
    const torch::Tensor stored =
        values.detach().to(torch::kCPU, isFloat ? torch::kFloat32 : torch::kInt64).contiguous();
    onnx::TensorProto& tensor = *m_graph.add_initializer();
    tensor.set_name("constant_" + std::to_string(m_graph.initializer_size()));
    tensor.set_data_type(isFloat ? onnx::TensorProto::FLOAT : onnx::TensorProto::INT64);
    for (const std::int64_t size : stored.sizes())
        tensor.add_dims(size);
    const QByteArrayView bytes = bytesOf(stored);
    tensor.set_raw_data(bytes.data(), static_cast<std::size_t>(bytes.size()));
    return tensor.name();
}

std::string OnnxGraph::constant(const std::vector<std::int64_t>& values)
{
    return constant(torch::tensor(values, torch::kInt64));
}

void OnnxGraph::setInput(const std::string& name, const std::vector<std::int64_t>& sizes)
{
    describe(*m_graph.add_input(), name, sizes);
}

void OnnxGraph::setOutput(const std::string& name, const std::vector<std::int64_t>& sizes)
{
    m_graph.mutable_node(m_graph.node_size() - 1)->set_output(0, name);
    describe(*m_graph.add_output(), name, sizes);
}

} // namespace cultivar
