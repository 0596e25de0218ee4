#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cultivar authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Images per second of a training step with everything unfrozen: ours against PyTorch, as a markdown table.

    compare_training.py --bench build/release/tests/bin/bench_training [--threads 2] [--batch 32] [--rounds 5] [NAME …]

Every number is a process of its own, and within a round all take turns, so that a slow minute of the machine hits all;
medians of the rounds. PyTorch runs torchvision's network eagerly, channels-last, with torch.optim.AdamW: as it is, with
malloc told to keep memory as Cultivar tells it, and with that and torch.autocast in bfloat16.
"""
import argparse
import os
import statistics
import subprocess
import sys
import time

KEEP_MEMORY = {"GLIBC_TUNABLES": "glibc.malloc.mmap_max=0:glibc.malloc.trim_threshold=17179869184:"
                                 "glibc.malloc.top_pad=67108864:glibc.malloc.arena_max=1"}
WARM_UP = 2


def peer_step(args):
    """Prints PyTorch's images per second for args.names[0]."""
    import torch
    import torchvision
    torch.set_num_threads(args.threads)
    torch.manual_seed(1)
    last = torch.channels_last
    model = getattr(torchvision.models, args.names[0])(num_classes=10).train().to(memory_format=last)
    pictures = torch.rand(args.batch, 3, 224, 224)
    labels = torch.randint(0, 10, (args.batch,))
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4)
    times = []
    for _ in range(args.steps + WARM_UP):
        started = time.perf_counter()
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=args.as_peer == "bfloat16"):
            logits = model(pictures.to(memory_format=last))
        loss = torch.nn.functional.cross_entropy(logits.float(), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        times.append(time.perf_counter() - started)
    print(f"{args.batch / statistics.median(times[WARM_UP:]):.2f}")


def measured(command, environment=None):
    """What the command prints, or nothing where it cannot (PyTorch lacks an operator)."""
    process = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                             env={**os.environ, **(environment or {})})
    return float(process.stdout) if process.returncode == 0 else None


def row(args, name):
    common = ["--threads", args.threads, "--batch", args.batch, "--steps", args.steps, name]
    peer = [args.python, __file__, *common, "--as-peer"]
    columns = [[] for _ in range(5)]
    for number in range(args.rounds):
        results = [measured([*peer, "float32"]), measured([*peer, "float32"], KEEP_MEMORY),
                   measured([args.bench, *common, "--full"]), measured([*peer, "bfloat16"], KEEP_MEMORY),
                   measured([args.bench, *common])]
        print(f"{name} round {number}: {results}", file=sys.stderr, flush=True)
        for column, result in zip(columns, results):
            column.append(result)
    medians = [None if None in column else statistics.median(column) for column in columns]
    asis, kept, full, autocast, mixed = medians
    text = [f"{value:.1f}" if value else "fails" for value in medians]
    return (f"| {name} | {text[0]} | {text[1]} | {text[2]} | {text[3]} | {text[4]} "
            f"| {full / asis:.2f}, {full / kept:.2f} | {mixed / asis:.2f}, {mixed / kept:.2f} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=["mobilenet_v2", "resnet18"])
    parser.add_argument("--bench")
    parser.add_argument("--python", default="/usr/bin/python3")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--steps", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--as-peer", choices=["float32", "bfloat16"], help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.as_peer:
        peer_step(args)
        return
    print(f"{args.threads} threads, batches of {args.batch}, medians of {args.rounds} rounds, images per second\n\n"
          "| network | PyTorch | keeping memory | ours, full precision | PyTorch, bfloat16 | ours, mixed "
          "| full, faster | mixed, faster |\n|---|---|---|---|---|---|---|---|")
    for name in args.names:
        print(row(args, name), flush=True)


if __name__ == "__main__":
    main()
