#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Cultivar authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Grad-CAM by torchvision's own network and torch's autograd, for the weights of a .cultivar file.

gradcam_oracle.py NETWORK MODEL INPUT OUT: INPUT holds "input" [1, 3, H, W]; OUT gets "map.0", "map.1", … [H, W],
one per class of the model's linear head. All are safetensors files.
"""
import pathlib
import sys

import torch
import torchvision

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "nn"))
from torchvision_oracle import read, write  # noqa: E402


def last_map(net, name):
    """The module whose output is the last map before the pooling."""
    if name.startswith(("resnet", "resnext", "wide")):
        return net.layer4
    if name.startswith("inception"):
        return net.Mixed_7c
    if name.startswith("regnet"):
        return net.trunk_output
    if name.startswith("swin"):
        return net.norm
    if name.startswith("vit"):
        return net.encoder.layers[-2]
    return net.features


def main():
    name, model, picture, out = sys.argv[1:5]
    torch.nn.Linear.reset_parameters = lambda layer: None  # the classifiers are not used
    options = {"transform_input": True, "init_weights": False} if name == "inception_v3" else {}
    net = torchvision.models.get_model(name, weights=None, **options)
    state = dict(read(model))
    weight, bias = state.pop("head.0.weight"), state.pop("head.0.bias")
    missing, unexpected = net.load_state_dict(state, strict=False)
    assert not unexpected, unexpected
    assert all(key.startswith(("classifier", "fc", "head", "AuxLogits")) for key in missing), missing
    net.eval()

    kept = {}
    last_map(net, name).register_forward_hook(lambda module, inputs, output: kept.update(map=output.detach().clone()))
    image = dict(read(picture))["input"]
    with torch.no_grad():
        net(image)
    activations = kept["map"]
    if name.startswith("densenet"):
        activations = torch.relu(activations)
    activations.requires_grad_(True)
    if name.startswith("vit"):
        features = net.encoder.ln(net.encoder.layers[-1](activations))[:, 0]
    else:
        features = activations.mean((1, 2) if name.startswith("swin") else (2, 3))
    logits = features @ weight.T + bias

    def placed(x):  # [1, C, h, w]
        if name.startswith("vit"):
            side = round((x.shape[1] - 1) ** 0.5)
            return x[:, 1:].transpose(1, 2).reshape(1, -1, side, side)
        return x.permute(0, 3, 1, 2) if name.startswith("swin") else x

    maps = {}
    for label in range(len(bias)):
        gradient, = torch.autograd.grad(logits[0, label], activations, retain_graph=True)
        weights = placed(gradient).mean((2, 3), keepdim=True)
        cam = torch.relu((weights * placed(activations.detach())).sum(1, keepdim=True))
        maps[f"map.{label}"] = torch.nn.functional.interpolate(cam, image.shape[2:], mode="bilinear")[0, 0]
    write(maps, out)


main()
