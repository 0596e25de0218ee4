// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/BackboneFactory.h"
#include "core/nn/Blocks.h"

#include <regex>

#include <cmath>

namespace cultivar::nn {

namespace {

constexpr std::int64_t kSide = 224; // the position embedding knows no other picture
constexpr std::int64_t kPatch = 16;
constexpr std::int64_t kWidth = 768;
constexpr std::int64_t kHeads = 12;
constexpr std::int64_t kTokens = (kSide / kPatch) * (kSide / kPatch) + 1; // the class token comes first

torch::nn::LayerNorm layerNorm()
{
    return torch::nn::LayerNorm(torch::nn::LayerNormOptions({kWidth}).eps(1e-6));
}

/// Multi-head self-attention with the parameter names of torch's MultiheadAttention; that one's C++ form
/// fixes the batch size when it is traced.
class SelfAttention : public torch::nn::Module
{
public:
    SelfAttention() : m_out(kWidth, kWidth)
    {
        m_weight = register_parameter("in_proj_weight", torch::empty({3 * kWidth, kWidth}));
        m_bias = register_parameter("in_proj_bias", torch::zeros({3 * kWidth}));
        register_module("out_proj", m_out);
        initialize();
    }

    void initialize()
    {
        torch::NoGradGuard guard;
        torch::nn::init::xavier_uniform_(m_weight);
        torch::nn::init::zeros_(m_bias);
        torch::nn::init::kaiming_uniform_(m_out->weight, std::sqrt(5.0));
        torch::nn::init::zeros_(m_out->bias);
    }

    torch::Tensor forward(const torch::Tensor& x) // [N, tokens, width] → the same shape
    {
        constexpr std::int64_t kHeadWidth = kWidth / kHeads;
        const torch::Tensor qkv = torch::linear(x, m_weight, m_bias)
                                      .reshape({-1, kTokens, 3, kHeads, kHeadWidth})
                                      .permute({2, 0, 3, 1, 4}); // [3, N, heads, tokens, head width]
        const torch::Tensor query = qkv.select(0, 0) * (1.0 / std::sqrt(static_cast<double>(kHeadWidth)));
        const torch::Tensor attention = torch::softmax(query.matmul(qkv.select(0, 1).transpose(-2, -1)), -1);
        return m_out->forward(
            attention.matmul(qkv.select(0, 2)).transpose(1, 2).reshape({-1, kTokens, kWidth}));
    }

private:
    torch::Tensor m_weight;
    torch::Tensor m_bias;
    torch::nn::Linear m_out;
};

/// Attention, then two linear layers, each behind a layer norm and added to its input.
class EncoderLayer : public torch::nn::Module
{
public:
    EncoderLayer()
        : m_norm1(layerNorm()), m_attention(std::make_shared<SelfAttention>()), m_norm2(layerNorm()),
          m_mlp(transformerMlp(kWidth, 4 * kWidth))
    {
        register_module("ln_1", m_norm1);
        register_module("self_attention", m_attention);
        register_module("ln_2", m_norm2);
        register_module("mlp", m_mlp);
    }

    torch::Tensor forward(const torch::Tensor& input) // [N, tokens, width] → the same shape
    {
        const torch::Tensor x = input + m_attention->forward(m_norm1->forward(input));
        return x + m_mlp->forward(m_norm2->forward(x));
    }

    void initialize()
    {
        m_attention->initialize();
        torch::NoGradGuard guard;
        for (const auto& module : m_mlp->modules(/*include_self=*/false)) {
            if (auto* linear = module->as<torch::nn::Linear>()) {
                torch::nn::init::xavier_uniform_(linear->weight);
                torch::nn::init::normal_(linear->bias, 0.0, 1e-6);
            }
        }
    }

private:
    torch::nn::LayerNorm m_norm1;
    std::shared_ptr<SelfAttention> m_attention;
    torch::nn::LayerNorm m_norm2;
    Chain m_mlp;
};

/// Vision transformer, base size with patches of 16 pixels (Dosovitskiy et al., 2020, table 1); parameter
/// names of torchvision's vit_b_16. Between blocks [N, tokens, width]; the features are the class token.
class ViT : public Backbone
{
public:
    ViT()
        : Backbone("heads", kWidth), m_patches(torch::nn::Conv2dOptions(3, kWidth, kPatch).stride(kPatch)),
          m_norm(layerNorm())
    {
        m_classToken = register_parameter("class_token", torch::zeros({1, 1, kWidth}));
        register_module("conv_proj", m_patches);
        const auto encoder = register_module("encoder", std::make_shared<torch::nn::Module>());
        m_positions = encoder->register_parameter("pos_embedding", torch::zeros({1, kTokens, kWidth}));
        addBlock("stem", {"conv_proj"}, [this](const torch::Tensor& x) { return embedded(x); },
                 {"", "encoder"});
        const auto layers = encoder->register_module("layers", std::make_shared<torch::nn::Module>());
        for (int i = 0; i < 12; ++i) {
            const std::string name = "encoder_layer_" + std::to_string(i);
            const auto layer = layers->register_module(name, std::make_shared<EncoderLayer>());
            m_layers.push_back(layer);
            addBlock("encoder.layers." + name, {"encoder.layers." + name},
                     [layer](const torch::Tensor& x) { return layer->forward(x); });
        }
        encoder->register_module("ln", m_norm);
        addBlock("encoder.ln", {"encoder.ln"},
                 [this](const torch::Tensor& x) { return torch::nn::LayerNorm(m_norm)->forward(x); });
        const auto heads = register_module("heads", std::make_shared<torch::nn::Module>());
        m_head = heads->register_module("head", torch::nn::Linear(kWidth, 1000));
    }

    torch::Tensor pool(const torch::Tensor& activations) const override { return activations.select(1, 0); }

    /// Behind the last layer the features are the class token alone; before it every patch has its say.
    std::size_t placedEnd() const override { return blockCount() - 2; }
    torch::Tensor placed(const torch::Tensor& activations) const override
    {
        return activations.slice(1, 1).transpose(1, 2).reshape({-1, kWidth, kSide / kPatch, kSide / kPatch});
    }

    /// Files from before the two layers became a sequence call them linear_1 and linear_2.
    std::string currentName(const std::string& fileName) const override
    {
        static const std::regex kFirst("\\.mlp\\.linear_1\\."), kSecond("\\.mlp\\.linear_2\\.");
        return std::regex_replace(std::regex_replace(fileName, kFirst, ".mlp.0."), kSecond, ".mlp.3.");
    }

    void initialize() override
    {
        torch::NoGradGuard guard;
        torch::nn::init::normal_(m_patches->weight, 0.0, std::sqrt(1.0 / (3 * kPatch * kPatch)));
        torch::nn::init::zeros_(m_patches->bias);
        torch::nn::init::zeros_(m_classToken);
        torch::nn::init::normal_(m_positions, 0.0, 0.02);
        for (const auto& layer : m_layers)
            layer->initialize();
    }

private:
    torch::Tensor embedded(const torch::Tensor& x) const
    {
        TORCH_CHECK(x.size(2) == kSide && x.size(3) == kSide, "vit_b_16 takes pictures of ", kSide, " × ",
                    kSide, " pixels, not ", x.size(3), " × ", x.size(2));
        const torch::Tensor patches =
            torch::nn::Conv2d(m_patches)->forward(x).flatten(2).transpose(1, 2); // [N, tokens − 1, width]
        // The sum with zeros gives each picture its class token whatever the batch size, also when traced.
        const torch::Tensor token = torch::zeros_like(patches.slice(1, 0, 1)) + m_classToken;
        return torch::cat({token, patches}, 1) + m_positions;
    }

    torch::Tensor classify(const torch::Tensor& activations) const override
    {
        return torch::linear(pool(activations), m_head->weight, m_head->bias);
    }

    torch::nn::Conv2d m_patches;
    torch::Tensor m_classToken;
    torch::Tensor m_positions;
    std::vector<std::shared_ptr<EncoderLayer>> m_layers;
    torch::nn::LayerNorm m_norm;
    torch::nn::Linear m_head{nullptr};
};

} // namespace

std::shared_ptr<Backbone> makeViTB16()
{
    return std::make_shared<ViT>();
}

} // namespace cultivar::nn
