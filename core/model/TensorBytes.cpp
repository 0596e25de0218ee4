// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/TensorBytes_p.h"

namespace cultivar {

torch::ScalarType scalarType(TensorType type)
{
    switch (type) {
    case TensorType::F64:
        return torch::kFloat64;
    case TensorType::F32:
        return torch::kFloat32;
    case TensorType::F16:
        return torch::kFloat16;
    case TensorType::BF16:
        return torch::kBFloat16;
    case TensorType::I64:
        return torch::kInt64;
    case TensorType::I32:
        return torch::kInt32;
    case TensorType::I16:
        return torch::kInt16;
    case TensorType::I8:
        return torch::kInt8;
    case TensorType::U8:
        return torch::kUInt8;
    case TensorType::Bool:
        return torch::kBool;
    }
    Q_UNREACHABLE();
}

QByteArrayView bytesOf(const torch::Tensor& tensor)
{
    return {static_cast<const char*>(tensor.data_ptr()), static_cast<qsizetype>(tensor.nbytes())};
}

TensorView viewOf(const std::string& name, const torch::Tensor& tensor)
{
    const TensorType type = tensor.scalar_type() == torch::kByte ? TensorType::U8
                            : tensor.is_floating_point()         ? TensorType::F32
                                                                 : TensorType::I64;
    Q_ASSERT(scalarType(type) == tensor.scalar_type());
    return {name, type, tensor.sizes().vec(), bytesOf(tensor)};
}

} // namespace cultivar
