// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/BackboneFactory.h"
#include "core/nn/Blocks.h"

#include <cmath>

namespace cultivar::nn {

namespace {

constexpr std::int64_t kWindow = 7;
constexpr std::int64_t kArea = kWindow * kWindow;

/// The picture's size as seen by the windows: padded to whole ones, and by how much they are shifted.
struct Grid
{
    std::int64_t height, width, shiftY, shiftX;

    static Grid of(std::int64_t height, std::int64_t width, bool isShifted)
    {
        const auto padded = [](std::int64_t side) { return (side + kWindow - 1) / kWindow * kWindow; };
        // A single window has nothing to be shifted against.
        const auto shift = [&](std::int64_t side) {
            return isShifted && padded(side) > kWindow ? kWindow / 2 : 0;
        };
        return {padded(height), padded(width), shift(height), shift(width)};
    }

    bool isShifted() const { return shiftY > 0 || shiftX > 0; }
    std::int64_t rows() const { return height / kWindow; }
    std::int64_t columns() const { return width / kWindow; }
    std::int64_t windows() const { return rows() * columns(); }

    torch::Tensor cut(const torch::Tensor& x) const // [N, H, W, C] → [N · windows, 49, C]
    {
        return x.reshape({-1, rows(), kWindow, columns(), kWindow, x.size(3)})
            .permute({0, 1, 3, 2, 4, 5})
            .reshape({-1, kArea, x.size(3)});
    }

    torch::Tensor join(const torch::Tensor& x) const // [N · windows, 49, C] → [N, H, W, C]
    {
        return x.reshape({-1, rows(), columns(), kWindow, kWindow, x.size(2)})
            .permute({0, 1, 3, 2, 4, 5})
            .reshape({-1, height, width, x.size(2)});
    }

    /// After the cyclic shift the last windows hold pixels from opposite edges, which must not attend to each
    /// other: −100 for such pairs, 0 elsewhere. [windows, 1, 49, 49]
    torch::Tensor mask(const torch::Tensor& like) const
    {
        const auto strips = [&](std::int64_t side, std::int64_t shift) {
            const torch::Tensor i = torch::arange(side, like.options());
            return i.ge(side - kWindow).to(like.scalar_type()) + i.ge(side - shift).to(like.scalar_type());
        };
        const torch::Tensor regions = 3 * strips(height, shiftY).unsqueeze(1) + strips(width, shiftX);
        const torch::Tensor region = cut(regions.reshape({1, height, width, 1})); // [windows, 49, 1]
        return -100.0 * region.ne(region.transpose(1, 2)).to(like.scalar_type()).unsqueeze(1);
    }
};

/// Self-attention inside windows of 7 × 7 pixels with a learned bias per relative position; every second one
/// has its windows shifted by half.
class WindowAttention : public torch::nn::Module
{
public:
    WindowAttention(std::int64_t width, std::int64_t heads, bool isShifted)
        : m_heads(heads), m_isShifted(isShifted), m_qkv(width, 3 * width), m_projection(width, width)
    {
        constexpr std::int64_t kSpan = 2 * kWindow - 1; // relative positions −6 … 6
        m_bias = register_parameter("relative_position_bias_table", torch::zeros({kSpan * kSpan, heads}));
        const torch::Tensor i = torch::arange(kArea);
        const torch::Tensor y = torch::floor_divide(i, kWindow), x = i.remainder(kWindow);
        const auto distance = [](const torch::Tensor& at) {
            return at.unsqueeze(1) - at.unsqueeze(0) + kWindow - 1;
        };
        m_index = register_buffer("relative_position_index", (distance(y) * kSpan + distance(x)).flatten());
        register_module("qkv", m_qkv);
        register_module("proj", m_projection);
    }

    torch::Tensor forward(const torch::Tensor& input) // [N, H, W, C] → the same shape
    {
        const std::int64_t height = input.size(1), width = input.size(2);
        const Grid grid = Grid::of(height, width, m_isShifted);
        torch::Tensor x = input;
        if (grid.height != height || grid.width != width)
            x = torch::constant_pad_nd(x, {0, 0, 0, grid.width - width, 0, grid.height - height});
        if (grid.isShifted())
            x = torch::roll(x, {-grid.shiftY, -grid.shiftX}, {1, 2});
        x = grid.join(attended(grid.cut(x), grid));
        if (grid.isShifted())
            x = torch::roll(x, {grid.shiftY, grid.shiftX}, {1, 2});
        return x.slice(1, 0, height).slice(2, 0, width);
    }

    void initializeBias() { torch::nn::init::normal_(m_bias, 0.0, 0.02); }

private:
    torch::Tensor attended(const torch::Tensor& x, const Grid& grid) // [N · windows, 49, C] → the same shape
    {
        const std::int64_t width = x.size(2), headWidth = width / m_heads;
        const torch::Tensor qkv = m_qkv->forward(x)
                                      .reshape({-1, kArea, 3, m_heads, headWidth})
                                      .permute({2, 0, 3, 1, 4}); // [3, N · windows, heads, 49, head width]
        const torch::Tensor query = qkv.select(0, 0) * (1.0 / std::sqrt(static_cast<double>(headWidth)));
        const torch::Tensor bias =
            m_bias.index_select(0, m_index).reshape({kArea, kArea, m_heads}).permute({2, 0, 1});
        torch::Tensor scores = query.matmul(qkv.select(0, 1).transpose(-2, -1)) + bias;
        if (grid.isShifted())
            scores = (scores.reshape({-1, grid.windows(), m_heads, kArea, kArea}) + grid.mask(x))
                         .reshape({-1, m_heads, kArea, kArea});
        return m_projection->forward(
            torch::softmax(scores, -1).matmul(qkv.select(0, 2)).transpose(1, 2).reshape({-1, kArea, width}));
    }

    std::int64_t m_heads;
    bool m_isShifted;
    torch::Tensor m_bias;
    torch::Tensor m_index;
    torch::nn::Linear m_qkv;
    torch::nn::Linear m_projection;
};

struct UnitSpec
{
    std::int64_t width, heads;
    bool isShifted;
    double dropProbability;
};

/// Window attention, then two linear layers, each behind a layer norm and added to its input.
class SwinUnit : public torch::nn::Module
{
public:
    explicit SwinUnit(const UnitSpec& spec)
        : m_norm1(torch::nn::LayerNormOptions({spec.width})),
          m_attention(std::make_shared<WindowAttention>(spec.width, spec.heads, spec.isShifted)),
          m_norm2(torch::nn::LayerNormOptions({spec.width})),
          m_mlp(transformerMlp(spec.width, 4 * spec.width)), m_dropProbability(spec.dropProbability)
    {
        register_module("norm1", m_norm1);
        register_module("attn", m_attention);
        register_module("norm2", m_norm2);
        register_module("mlp", m_mlp);
    }

    torch::Tensor forward(const torch::Tensor& input) // [N, H, W, C] → the same shape
    {
        const auto kept = [this](const torch::Tensor& residual) {
            return stochasticDepth(residual, m_dropProbability, is_training());
        };
        const torch::Tensor x = input + kept(m_attention->forward(m_norm1->forward(input)));
        return x + kept(m_mlp->forward(m_norm2->forward(x)));
    }

private:
    torch::nn::LayerNorm m_norm1;
    std::shared_ptr<WindowAttention> m_attention;
    torch::nn::LayerNorm m_norm2;
    Chain m_mlp;
    double m_dropProbability;
};

/// Joins 2 × 2 pixels to one of twice the channels.
class PatchMerging : public torch::nn::Module
{
public:
    explicit PatchMerging(std::int64_t width)
        : m_reduction(torch::nn::LinearOptions(4 * width, 2 * width).bias(false)),
          m_norm(torch::nn::LayerNormOptions({4 * width}))
    {
        register_module("reduction", m_reduction);
        register_module("norm", m_norm);
    }

    torch::Tensor forward(const torch::Tensor& input) // [N, H, W, C] → [N, ⌈H / 2⌉, ⌈W / 2⌉, 2 C]
    {
        torch::Tensor x = input;
        if (x.size(1) % 2 != 0 || x.size(2) % 2 != 0)
            x = torch::constant_pad_nd(x, {0, 0, 0, x.size(2) % 2, 0, x.size(1) % 2});
        const auto every = [&](std::int64_t y0, std::int64_t x0) {
            return x.slice(1, y0, x.size(1), 2).slice(2, x0, x.size(2), 2);
        };
        return m_reduction->forward(
            m_norm->forward(torch::cat({every(0, 0), every(1, 0), every(0, 1), every(1, 1)}, -1)));
    }

private:
    torch::nn::Linear m_reduction;
    torch::nn::LayerNorm m_norm;
};

struct Variant
{
    std::array<std::int64_t, 4> units;
    double dropProbability; // of the last unit
};

/// Swin transformer (Liu et al., 2021), 96 channels wide at first; parameter names of torchvision's swin_….
/// Between blocks [N, h, w, C].
class Swin : public Backbone
{
public:
    explicit Swin(const Variant& variant) : Backbone("head", 768)
    {
        std::int64_t width = 96;
        register_module("features", m_features);
        append(Chain(torch::nn::Conv2d(torch::nn::Conv2dOptions(3, width, 4).stride(4)),
                     torch::nn::Functional(toChannelsLast),
                     torch::nn::LayerNorm(torch::nn::LayerNormOptions({width}))));
        std::int64_t total = 0, index = 0;
        for (const std::int64_t units : variant.units)
            total += units;
        for (std::size_t stage = 0; stage < variant.units.size(); ++stage) {
            if (stage > 0) {
                append(std::make_shared<PatchMerging>(width));
                width *= 2;
            }
            const std::string stageName = nextName();
            Chain units;
            for (std::int64_t i = 0; i < variant.units[stage]; ++i) {
                const double probability =
                    variant.dropProbability * static_cast<double>(index++) / static_cast<double>(total - 1);
                const auto unit =
                    std::make_shared<SwinUnit>(UnitSpec{width, width / 32, i % 2 == 1, probability});
                units->push_back(unit);
                addModule(stageName + "." + std::to_string(i), unit);
            }
            m_features->push_back(units);
        }
        m_norm = register_module("norm", torch::nn::LayerNorm(torch::nn::LayerNormOptions({featureWidth()})));
        addModule("norm", m_norm.ptr());
        m_head = register_module("head", torch::nn::Linear(featureWidth(), 1000));
    }

    torch::Tensor pool(const torch::Tensor& activations) const override { return activations.mean({1, 2}); }
    torch::Tensor placed(const torch::Tensor& activations) const override
    {
        return toChannelsFirst(activations);
    }

    void initialize() override
    {
        initializeTransformer();
        torch::NoGradGuard guard;
        for (const auto& module : modules(/*include_self=*/false)) {
            if (auto* attention = module->as<WindowAttention>())
                attention->initializeBias();
        }
    }

private:
    std::string nextName() const { return "features." + std::to_string(m_features->size()); }

    template <typename Module>
    void addModule(const std::string& name, const std::shared_ptr<Module>& module)
    {
        addBlock(name, {name}, [module](const torch::Tensor& x) { return module->forward(x); });
    }

    template <typename Module>
    void append(const std::shared_ptr<Module>& module)
    {
        addModule(nextName(), module);
        m_features->push_back(module);
    }

    void append(const Chain& chain) { append(chain.ptr()); }

    torch::Tensor classify(const torch::Tensor& activations) const override
    {
        return torch::linear(pool(activations), m_head->weight, m_head->bias);
    }

    Chain m_features;
    torch::nn::LayerNorm m_norm{nullptr};
    torch::nn::Linear m_head{nullptr};
};

} // namespace

std::shared_ptr<Backbone> makeSwin(NetworkSize size)
{
    if (size == NetworkSize::Tiny)
        return std::make_shared<Swin>(Variant{{2, 2, 6, 2}, 0.2});
    return std::make_shared<Swin>(Variant{{2, 2, 18, 2}, 0.3});
}

} // namespace cultivar::nn
