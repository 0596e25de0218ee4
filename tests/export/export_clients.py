#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cultivar authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What other software makes of exported files.

    export_clients.py FOLDER CROP CLASSES

FOLDER holds "views.u8" [pictures, CROP, CROP, 3], "probabilities.f64" [pictures, CLASSES], and network.onnx, for
OpenCV's DNN module, or network.pt, for torch. Prints "ENGINE BATCH DIFFERENCE" for batches of 1 and of 7: the largest
difference between its probabilities and the expected ones.
"""
import pathlib
import sys

import numpy as np

folder, crop, classes = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
views = np.fromfile(folder / "views.u8", np.uint8).reshape(-1, crop, crop, 3)
images = np.ascontiguousarray(views.transpose(0, 3, 1, 2)).astype(np.float32)
expected = np.fromfile(folder / "probabilities.f64", np.float64).reshape(-1, classes)
assert len(images) == len(expected)
assert np.abs(expected.sum(1) - 1).max() < 1e-5


def opencv():
    import cv2
    network = cv2.dnn.readNetFromONNX(str(folder / "network.onnx"))

    def run(batch):
        network.setInput(batch)
        return network.forward().copy()
    return run


def torch():
    import torch as library
    network = library.jit.load(str(folder / "network.pt")).eval()

    def run(batch):
        with library.no_grad():
            return network(library.from_numpy(batch)).numpy()
    return run


for name, file, engine in (("opencv", "network.onnx", opencv), ("torch", "network.pt", torch)):
    if not (folder / file).exists():
        continue
    run = engine()
    for size in (1, 7):
        answers = np.concatenate([run(images[i:i + size]) for i in range(0, len(images), size)])
        print(name, size, np.abs(answers - expected).max())
