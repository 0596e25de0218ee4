#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Cultivar authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints as JSON what torchvision says about its published weights of the networks we know.

catalogue_from_torchvision.py [NETWORK ...]

One entry per set of weights; "default" marks the set that torchvision itself recommends.
"""
import fnmatch
import json
import sys

from torchvision import models

PATTERNS = ("vgg*", "resnet*", "resnext*", "wide_resnet50_2", "inception_v3", "mobilenet_v2", "mobilenet_v3_*",
            "squeezenet*", "densenet121", "efficientnet_*", "convnext_tiny", "convnext_small", "convnext_base",
            "regnet_y_400mf", "regnet_y_800mf", "regnet_y_1_6gf", "regnet_y_3_2gf", "regnet_y_8gf",
            "regnet_y_16gf", "swin_t", "swin_s", "vit_b_16")


def entry(network, weights, default):
    preset = weights.transforms()
    return {
        "name": network,
        "weights": weights.name,
        "default": weights is default,
        "url": weights.url,
        "num_params": weights.meta["num_params"],
        "acc@1": weights.meta["_metrics"]["ImageNet-1K"]["acc@1"],
        "crop_size": preset.crop_size[0],
        "resize_size": preset.resize_size[0],
        "interpolation": preset.interpolation.value,
        "mean": preset.mean,
        "std": preset.std,
    }


def main():
    # Only classifiers of ImageNet: quantised, detecting and segmenting networks have the same words in their names.
    names = sys.argv[1:] or [name for name in models.list_models(module=models)
                             if any(fnmatch.fnmatch(name, pattern) for pattern in PATTERNS)]
    entries = []
    for name in names:
        known = models.get_model_weights(name)
        entries += [entry(name, weights, known.DEFAULT) for weights in known
                    if not weights.name.endswith("_FEATURES")]  # those have no classifier, and no accuracy
    print(json.dumps(entries, indent=1))


main()
