#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Cultivar authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a torchvision network's random state, an input, its logits and the gradient of their sum (without
dropout, in training mode) by the first convolution's weights as one safetensors file.

torchvision_oracle.py NETWORK OUT [BACKBONE_WEIGHTS]
"""
import json
import struct
import sys

import numpy
import torch
import torchvision


def read(path):
    with open(path, "rb") as file:
        length, = struct.unpack("<Q", file.read(8))
        header, data = json.loads(file.read(length)), file.read()
    kinds = {"F32": numpy.float32, "F16": numpy.float16, "I64": numpy.int64}
    for name, entry in header.items():
        if name != "__metadata__":
            first, end = entry["data_offsets"]
            values = numpy.frombuffer(data[first:end], kinds[entry["dtype"]]).reshape(entry["shape"])
            values = values if entry["dtype"] == "I64" else values.astype(numpy.float32)
            yield name, torch.from_numpy(values.copy())


def gradient(net, image):
    if isinstance(net, torchvision.models.Inception3):  # a small picture leaves its second classifier nothing
        net.AuxLogits, net.aux_logits = None, False
    net.train()
    for module in net.modules():
        if isinstance(module, torch.nn.Dropout):
            module.eval()
    weight = next(module for module in net.modules() if isinstance(module, torch.nn.Conv2d)).weight
    return torch.autograd.grad(net(image).sum(), weight)[0]


def write(tensors, path):
    header, offset = {}, 0
    for name, tensor in tensors.items():
        end = offset + tensor.numel() * tensor.element_size()
        kind = "I64" if tensor.dtype == torch.int64 else "F32"
        header[name] = {"dtype": kind, "shape": list(tensor.shape), "data_offsets": [offset, end]}
        offset = end
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for tensor in tensors.values():
            file.write(tensor.contiguous().numpy().tobytes())


def main():
    network, out = sys.argv[1:3]
    torch.manual_seed(7)
    if network.startswith("vgg"):  # fills its huge layers itself; once is enough
        torch.nn.Linear.reset_parameters = lambda layer: None
    # transform_input belongs to Inception's published weights, which is what Cultivar's network is built for.
    options = {"transform_input": True, "init_weights": False} if network == "inception_v3" else {}
    net = torchvision.models.get_model(network, weights=None, **options)
    for module in net.modules():  # running statistics and affine values a forward pass can tell apart
        if isinstance(module, torch.nn.BatchNorm2d):
            module.running_mean.normal_(0, 0.2)
            module.running_var.uniform_(0.5, 1.5)
            module.weight.data.uniform_(0.5, 1.5)
            module.bias.data.normal_(0, 0.2)
    for parameter in net.parameters():  # nor may what starts out constant (layer norms, layer scales) hide anything
        if (parameter == parameter.flatten()[0]).all():
            parameter.data += 0.2 * torch.randn_like(parameter)
    if len(sys.argv) > 3:
        net.load_state_dict(dict(read(sys.argv[3])), strict=False)
    net.eval()
    side = 139 if network == "inception_v3" else 224 if network.startswith("vit") else 96
    image = torch.randn(2, 3, side, side)
    with torch.no_grad():
        tensors = {name: tensor.clone() for name, tensor in net.state_dict().items()}
        tensors.update({"oracle.input": image, "oracle.logits": net(image)})
    if not any(isinstance(module, torchvision.ops.StochasticDepth) for module in net.modules()):
        tensors["oracle.gradient"] = gradient(net, image)
    write(tensors, out)


if __name__ == "__main__":
    main()
