#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cultivar authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs `cultivar train` and a peer's training script in turn on the same dataset and prints a markdown table.

    compare_with_peer.py --cultivar build/release/bin/cultivar --peer PEER.py --dataset FOLDER [--dataset FOLDER …]
        --backbone mobilenet_v2 [--weights FILE] [--epochs 10] [--finetune-epochs 0] [--unfreeze 10] [--seeds 0 1 2]

The peer takes DATASET --backbone --weights --epochs --finetune-epochs --unfreeze --seed --threads and prints one JSON
line last, with seconds, val_accuracy and test_accuracy. Both run alone, one after the other within a seed, so that a
slow minute of the machine hits both. Times are each program's own `seconds` (start to model, without the test) and
the wall time of the whole process; ratios are medians over the seeds, accuracies means.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time


def timed(command):
    """The last JSON document on stdout, and the wall time of the process in seconds."""
    started = time.perf_counter()
    process = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    wall = time.perf_counter() - started
    if process.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\nfailed:\n{process.stderr[-2000:]}")
    text = process.stdout
    return json.loads(text if text.lstrip().startswith("{\n") else text.strip().splitlines()[-1]), wall


def cultivar_command(args, dataset, seed, out):
    command = [args.cultivar, "train", dataset, "--out", out, "--backbone", args.backbone, "--epochs", args.epochs,
               "--seed", seed, "--threads", args.threads, "--device", "cpu", "--json"]
    if args.weights:
        command += ["--weights", args.weights]
    if args.finetune_epochs:
        command += ["--finetune-epochs", args.finetune_epochs, "--unfreeze", args.unfreeze]
    else:
        command += ["--unfreeze", "none"]
    return [str(part) for part in command + args.cultivar_options]


def peer_command(args, dataset, seed):
    command = [args.python, args.peer, dataset, "--backbone", args.backbone, "--epochs", args.epochs,
               "--finetune-epochs", args.finetune_epochs, "--unfreeze", args.unfreeze, "--seed", seed,
               "--threads", args.threads]
    if args.weights:
        command += ["--weights", args.weights]
    return [str(part) for part in command]


def accuracy_of(result):
    """On the test folder where there is one, else on validation images."""
    return result["val_accuracy"] if result["test_accuracy"] is None else result["test_accuracy"]


def compare(args, dataset):
    rows = []
    for seed in args.seeds:
        with tempfile.TemporaryDirectory() as folder:
            ours, our_wall = timed(cultivar_command(args, dataset, seed, os.path.join(folder, "model.cultivar")))
        peer, peer_wall = timed(peer_command(args, dataset, seed))
        rows.append((our_wall, peer_wall, accuracy_of(ours), accuracy_of(peer)))
        print(f"{dataset} seed {seed}: {our_wall:.1f} s {rows[-1][2]:.3f} | peer {peer_wall:.1f} s {rows[-1][3]:.3f}",
              file=sys.stderr, flush=True)
    subset = "validation" if ours["test_accuracy"] is None else "test"
    ratio = statistics.median(peer / mine for mine, peer, _, _ in rows)
    return (f"| {pathlib.Path(dataset).name} | {subset} | {statistics.median(r[0] for r in rows):.1f} s "
            f"| {statistics.median(r[1] for r in rows):.1f} s | {ratio:.1f} × "
            f"| {statistics.mean(r[2] for r in rows):.3f} | {statistics.mean(r[3] for r in rows):.3f} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cultivar", required=True)
    parser.add_argument("--cultivar-options", nargs="*", default=[], help="more options for `cultivar train`")
    parser.add_argument("--peer", required=True)
    parser.add_argument("--python", default="/usr/bin/python3")
    parser.add_argument("--dataset", action="append", required=True)
    parser.add_argument("--backbone", default="mobilenet_v2")
    parser.add_argument("--weights")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--finetune-epochs", type=int, default=0)
    parser.add_argument("--unfreeze", default="10")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    args = parser.parse_args()
    print(f"{args.backbone}, {args.epochs} frozen epochs, {args.finetune_epochs} fine-tuning epochs, "
          f"{args.threads} threads, seeds {' '.join(map(str, args.seeds))}\n")
    print("| dataset | accuracy on | Cultivar, wall | peer, wall | faster | Cultivar, accuracy | peer, accuracy |")
    print("|---|---|---|---|---|---|---|")
    for dataset in args.dataset:
        print(compare(args, dataset), flush=True)


if __name__ == "__main__":
    main()
