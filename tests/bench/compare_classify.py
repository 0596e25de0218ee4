#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cultivar authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs bench_classify and classify_peer.py in turn on the same model and pictures and prints a markdown table.

    compare_classify.py --bench build/release/tests/bin/bench_classify --model FILE.cultivar --images FOLDER
        [--rounds 3] [--threads 2]

Both are warm and read files that the system has in its cache; medians of the rounds. The model is MobileNetV2.
"""
import argparse
import collections
import json
import os
import pathlib
import statistics
import subprocess
import sys


def run(command):
    process = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                             env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)}\nfailed:\n{process.stderr[-2000:]}")
    return json.loads(process.stdout.strip().splitlines()[-1])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--images", required=True)
    parser.add_argument("--python", default="/usr/bin/python3")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    ours, peers = [], []
    for _ in range(args.rounds):
        ours.append(run([args.bench, "--model", args.model, "--images", args.images, "--threads", str(args.threads)]))
        peers.append(run([args.python, str(pathlib.Path(__file__).with_name("classify_peer.py")), args.model, args.images,
                          "--threads", str(args.threads)]))
        print(f"{ours[-1]['per_second']:.1f} | peer {peers[-1]['per_second']:.1f}", file=sys.stderr, flush=True)
    mine, peer = (statistics.median(r["per_second"] for r in runs) for runs in (ours, peers))
    # The orders of the files differ, how often each label is given should not.
    counts = [collections.Counter(labels) for labels in (ours[0]["labels"], peers[0]["labels"].values())]
    differing = sum(((counts[0] - counts[1]) + (counts[1] - counts[0])).values()) // 2
    one, folder = (statistics.median(r[key] for r in ours) for key in ("first_of_one_ms", "first_of_folder_ms"))
    print("| pictures | Cultivar | peer | faster | labels that differ | first result of one picture | of the folder |")
    print("|---|---|---|---|---|---|---|")
    print(f"| {ours[0]['pictures']} | {mine:.1f}/s | {peer:.1f}/s | {mine / peer:.2f} × | {differing} | {one:.0f} ms "
          f"| {folder:.0f} ms |")


if __name__ == "__main__":
    main()
