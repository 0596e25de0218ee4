// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/OneDnnProgram_p.h"

#include "core/nn/OneDnnPatterns_p.h"
#include "core/nn/OneDnnPictures_p.h"

#include <torch/csrc/jit/passes/remove_mutation.h>

#include <functional>
#include <set>
#include <stdexcept>
#include <unordered_map>

namespace cultivar::nn {

using namespace onednn;

namespace {

using Slots = std::vector<Value>; // the values of the graph, numbered as they are met

/// What is done with a layer's output in the same pass.
struct Fusion
{
    Fused fused;
    const JitValue* addend = nullptr;
    bool mayOverwrite = false;
    const JitValue* output = nullptr; // of the last operator that the layer takes in
};

} // namespace

struct OneDnnProgram::Private
{
    struct Step
    {
        std::vector<std::size_t> reads, writes; // slots
        std::function<void(Slots&, const Step&)> run;
        std::vector<std::size_t> lastReads; // slots that no later step reads
    };

    Slots constants; // all slots; empty where a step fills it
    std::vector<Step> steps;
    std::size_t input = 0, output = 0;

    // While the graph is read:
    std::unordered_map<const JitValue*, std::size_t> slotOf;
    std::set<const Node*> taken; // nodes that a layer before them does as well

    void read(torch::jit::Graph& graph);
    void readNode(Node* node);
    void readConvolution(Node* node);
    void readLinear(Node* node);
    void readPicture(Node* node, std::function<Value(Slots&, const Step&)> run);
    void readMaxPool(Node* node);
    void readScaling(Node* node);
    void readConcatenation(Node* node);
    void readBatchNorm(Node* node);
    void readList(Node* node);
    void readOther(Node* node);
    Fusion fusionOf(Node* layer, const JitValue* sum); // sum: what the layer puts out alone
    void addLayer(Node* node, const Fusion& fusion, std::function<void(Slots&, const Step&)> run);
    void addStep(std::vector<std::size_t> reads, const std::vector<const JitValue*>& outputs,
                 std::function<void(Slots&, const Step&)> run);
    std::size_t slot(const JitValue* value) const { return slotOf.at(value); }
    std::size_t newSlot(const JitValue* value, Value content = {});
    std::vector<std::size_t> slotsOf(at::ArrayRef<torch::jit::Value*> values) const;
    void noteLastReads();
};

OneDnnProgram::OneDnnProgram(const torch::jit::Module& frozen) : m_d(std::make_unique<Private>())
{
    const auto graph = frozen.get_method("forward").graph()->copy();
    torch::jit::RemoveTensorMutation(graph);
    m_d->read(*graph);
}

OneDnnProgram::~OneDnnProgram() = default;

torch::Tensor OneDnnProgram::operator()(const torch::Tensor& input) const
{
    Slots slots = m_d->constants;
    slots[m_d->input] = Value(input);
    for (const Private::Step& step : m_d->steps) {
        step.run(slots, step);
        for (const std::size_t slot : step.lastReads)
            slots[slot] = {};
    }
    return slots[m_d->output].plain().toTensor();
}

void OneDnnProgram::Private::read(torch::jit::Graph& graph)
{
    for (auto node = graph.nodes().begin(); node != graph.nodes().end(); ++node) {
        if (isNothing(*node)) {
            node->output()->replaceAllUsesWith(node->input(0));
            node.destroyCurrent();
        }
    }
    for (const JitValue* value : graph.inputs())
        newSlot(value);
    input = slot(graph.inputs().at(1)); // the first is the module
    for (Node* node : graph.nodes())
        readNode(node);
    output = slot(graph.outputs().at(0));
    noteLastReads();
    slotOf.clear();
}

void OneDnnProgram::Private::readNode(Node* node)
{
    if (taken.count(node))
        return;
    if (node->kind() == torch::jit::prim::Constant)
        newSlot(node->output(), Value(constant(node->output())));
    else if (!node->blocks().empty() || isWriting(node))
        throw std::invalid_argument("control flow, or an operator that writes over its input");
    else if (isConvolution(node))
        readConvolution(node);
    else if (isLinear(node))
        readLinear(node);
    else if (isMaxPool(node))
        readMaxPool(node);
    else if (isGlobalAverage(node))
        readPicture(node, [](Slots& slots, const Step& step) { return globalAverage(slots[step.reads[0]]); });
    else if (is(node, "mul"))
        readScaling(node);
    else if (is(node, "cat") && isForConcatenation(node->input(0)->node()))
        readConcatenation(node);
    else if (isBatchNorm(node))
        readBatchNorm(node);
    else if (node->kind() == torch::jit::prim::ListConstruct || node->kind() == torch::jit::prim::ListUnpack)
        readList(node);
    else
        readOther(node);
}

void OneDnnProgram::Private::readConvolution(Node* node)
{
    const bool isPlain = is(node, "conv2d");
    const Convolution::Geometry geometry{sizesOf(node->input(3)), sizesOf(node->input(4)),
                                         sizesOf(node->input(5)),
                                         constant(node->input(isPlain ? 6 : 8)).toInt()};
    const Fusion fusion = fusionOf(node, node->output());
    auto layer = std::make_shared<Convolution>(tensorOf(node->input(1)), tensorOf(node->input(2)), geometry,
                                               fusion.fused);
    addLayer(node, fusion, [layer, isFree = fusion.mayOverwrite](Slots& slots, const Step& step) {
        const bool isAdding = step.reads.size() > 1;
        slots[step.writes[0]] =
            (*layer)(slots[step.reads[0]], {isAdding ? &slots[step.reads[1]] : nullptr, isFree});
    });
}

void OneDnnProgram::Private::readLinear(Node* node)
{
    torch::Tensor bias;
    const JitValue* sum = node->output();
    if (Node* next = onlyUser(sum); next && is(next, "add") && isOne(next->input(2)) &&
                                    isFloatConstant(next->input(next->input(0) == sum ? 1 : 0), 1)) {
        bias = tensorOf(next->input(next->input(0) == sum ? 1 : 0));
        sum = next->output();
        taken.insert(next);
    }
    const Fusion fusion = fusionOf(node, sum);
    auto layer = std::make_shared<Linear>(tensorOf(node->input(1)).t(), bias, fusion.fused);
    addLayer(node, fusion, [layer, isFree = fusion.mayOverwrite](Slots& slots, const Step& step) {
        const torch::Tensor addend =
            step.reads.size() > 1 ? slots[step.reads[1]].plain().toTensor() : torch::Tensor();
        slots[step.writes[0]] = Value((*layer)(slots[step.reads[0]].plain().toTensor(), addend, isFree));
    });
}

/// An operator that oneDNN does, by @p run, where its picture is in a layout of oneDNN's already, and
/// LibTorch elsewhere: neither is worth a conversion.
void OneDnnProgram::Private::readPicture(Node* node, std::function<Value(Slots&, const Step&)> run)
{
    readOther(node);
    Step& step = steps.back();
    step.run = [plainly = step.run, run = std::move(run)](Slots& slots, const Step& step) {
        if (slots[step.reads[0]].isPlain())
            plainly(slots, step);
        else
            slots[step.writes[0]] = run(slots, step);
    };
}

void OneDnnProgram::Private::readMaxPool(Node* node)
{
    const Sizes kernel = sizesOf(node->input(1)), padding = sizesOf(node->input(3));
    const Sizes stride = sizesOf(node->input(2));
    readPicture(node, [=](Slots& slots, const Step& step) {
        return maxPool(slots[step.reads[0]], kernel, stride.empty() ? kernel : stride, padding);
    });
}

void OneDnnProgram::Private::readScaling(Node* node)
{
    readOther(node);
    Step& step = steps.back();
    step.run = [plainly = step.run](Slots& slots, const Step& step) {
        Value &x = slots[step.reads[0]], &factors = slots[step.reads[1]];
        if (!x.isPlain() && factors.isPicture() && factors.sizes() == Sizes{x.sizes()[0], x.sizes()[1], 1, 1})
            slots[step.writes[0]] = scaled(x, factors);
        else
            plainly(slots, step);
    };
}

void OneDnnProgram::Private::readConcatenation(Node* node)
{
    addStep(slotsOf(node->input(0)->node()->inputs()), outputsOf(node), [](Slots& slots, const Step& step) {
        std::vector<Value*> pictures;
        bool isOurs = true;
        for (const std::size_t slot : step.reads) {
            pictures.push_back(&slots[slot]);
            isOurs = isOurs && !slots[slot].isPlain() && slots[slot].sizes()[1] % 16 == 0;
        }
        if (isOurs) {
            slots[step.writes[0]] = concatenated(pictures);
            return;
        }
        std::vector<torch::Tensor> tensors;
        for (Value* picture : pictures)
            tensors.push_back(picture->plain().toTensor());
        slots[step.writes[0]] = Value(torch::cat(tensors, 1));
    });
}

void OneDnnProgram::Private::readBatchNorm(Node* node)
{
    BatchNorm norm{tensorOf(node->input(1)), tensorOf(node->input(2)), tensorOf(node->input(3)),
                   tensorOf(node->input(4)), static_cast<float>(constant(node->input(7)).toDouble())};
    const JitValue* output = node->output();
    if (Node* next = onlyUser(output); next && is(next, "relu")) {
        norm.isRectified = true;
        output = next->output();
        taken.insert(next);
    }
    addStep({slot(node->input(0))}, {output}, [norm](Slots& slots, const Step& step) {
        Value& x = slots[step.reads[0]];
        if (!x.isPlain()) {
            slots[step.writes[0]] = normalized(x, norm);
            return;
        }
        torch::Tensor y = torch::batch_norm(x.plain().toTensor(), norm.scale, norm.shift, norm.mean,
                                            norm.variance, false, 0.0, norm.epsilon, false);
        slots[step.writes[0]] = Value(norm.isRectified ? y.relu_() : y);
    });
}

void OneDnnProgram::Private::readList(Node* node)
{
    if (isForConcatenation(node))
        return;
    if (node->kind() == torch::jit::prim::ListUnpack) {
        addStep(slotsOf(node->inputs()), outputsOf(node), [](Slots& slots, const Step& step) {
            const std::vector<torch::Tensor> items = slots[step.reads[0]].plain().toTensorVector();
            for (std::size_t i = 0; i < step.writes.size(); ++i)
                slots[step.writes[i]] = Value(items.at(i));
        });
        return;
    }
    const auto type = node->output()->type()->expect<c10::ListType>()->getElementType();
    addStep(slotsOf(node->inputs()), outputsOf(node), [type](Slots& slots, const Step& step) {
        c10::impl::GenericList list(type);
        for (const std::size_t slot : step.reads)
            list.push_back(slots[slot].plain());
        slots[step.writes[0]] = Value(list);
    });
}

void OneDnnProgram::Private::readOther(Node* node)
{
    addStep(slotsOf(node->inputs()), outputsOf(node),
            [operation = node->getOperation()](Slots& slots, const Step& step) mutable {
                torch::jit::Stack stack;
                for (const std::size_t slot : step.reads)
                    stack.push_back(slots[slot].plain());
                operation(stack);
                for (std::size_t i = 0; i < step.writes.size(); ++i)
                    slots[step.writes[i]] = Value(stack.at(i));
            });
}

Fusion OneDnnProgram::Private::fusionOf(Node* layer, const JitValue* sum)
{
    Fusion fusion;
    fusion.output = sum;
    Node* next = onlyUser(fusion.output);
    if (next && is(next, "add") && isOne(next->input(2))) {
        const JitValue* other = next->input(next->input(0) == fusion.output ? 1 : 0);
        const bool isMade = slotOf.count(other) && !isConstant(other);
        if (isMade && other != fusion.output && other->type()->isSubtypeOf(*c10::TensorType::get())) {
            fusion.addend = other;
            fusion.fused.isAdding = true;
            fusion.mayOverwrite = isFreeAt(other, layer, next);
            fusion.output = next->output();
            taken.insert(next);
            next = onlyUser(fusion.output);
        }
    }
    if (next && (fusion.fused.activation = activationOf(next))) {
        fusion.output = next->output();
        taken.insert(next);
    }
    return fusion;
}

void OneDnnProgram::Private::addLayer(Node* node, const Fusion& fusion,
                                      std::function<void(Slots&, const Step&)> run)
{
    std::vector<std::size_t> reads{slot(node->input(0))};
    if (fusion.addend)
        reads.push_back(slot(fusion.addend));
    addStep(std::move(reads), {fusion.output}, std::move(run));
}

void OneDnnProgram::Private::addStep(std::vector<std::size_t> reads,
                                     const std::vector<const JitValue*>& outputs,
                                     std::function<void(Slots&, const Step&)> run)
{
    Step step;
    step.reads = std::move(reads);
    step.run = std::move(run);
    for (const JitValue* value : outputs)
        step.writes.push_back(newSlot(value));
    steps.push_back(std::move(step));
}

std::size_t OneDnnProgram::Private::newSlot(const JitValue* value, Value content)
{
    slotOf.emplace(value, constants.size());
    constants.push_back(std::move(content));
    return constants.size() - 1;
}

std::vector<std::size_t> OneDnnProgram::Private::slotsOf(at::ArrayRef<torch::jit::Value*> values) const
{
    std::vector<std::size_t> slots;
    for (const JitValue* value : values)
        slots.push_back(slot(value));
    return slots;
}

void OneDnnProgram::Private::noteLastReads()
{
    std::set<std::size_t> seen{output};
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
        for (const std::size_t slot : step->reads) {
            if (seen.insert(slot).second)
                step->lastReads.push_back(slot);
        }
    }
}

} // namespace cultivar::nn
