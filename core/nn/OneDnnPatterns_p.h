// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/OneDnnLayers_p.h"

#include <torch/script.h>

// What OneDnnProgram looks for in a frozen graph. Whatever asks for a constant that is none throws
// std::invalid_argument.
namespace cultivar::nn::onednn {

using torch::jit::Node;
using JitValue = torch::jit::Value;

bool is(const Node* node, const char* operatorName);
Node* onlyUser(const JitValue* value); // null where there are none or several
std::vector<const JitValue*> outputsOf(const Node* node);

bool isConstant(const JitValue* value);
torch::IValue constant(const JitValue* value);
/// Two sizes; one stands for both. Empty where the list is.
Sizes sizesOf(const JitValue* value);
torch::Tensor tensorOf(const JitValue* value); // undefined for None
bool isFloatConstant(const JitValue* value, std::int64_t dimensions);
bool isOne(const JitValue* value);

/// What the layer before can do in its own pass.
std::optional<Activation> activationOf(const Node* node);

bool isConvolution(const Node* node);
/// What torch::linear() is traced as: [..., in] times a constant [in, out]; its bias is an addition behind.
bool isLinear(const Node* node);
bool isBatchNorm(const Node* node);
bool isMaxPool(const Node* node);
bool isGlobalAverage(const Node* node);
/// A list of pictures that are put behind one another in their channels, and nothing else.
bool isForConcatenation(const Node* list);
/// In evaluation mode what it is given is what it gives.
bool isNothing(const Node* node);
bool isWriting(const Node* node);

/// Nothing else knows the bytes of @p addend, and from @p layer on nothing reads them but @p sum, which is
/// fused into it.
bool isFreeAt(const JitValue* addend, const Node* layer, const Node* sum);

} // namespace cultivar::nn::onednn
