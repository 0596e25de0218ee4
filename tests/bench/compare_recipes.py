#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cultivar authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs `cultivar train` with the automatic and with the classic recipe in turn and prints a markdown table.

    compare_recipes.py --cultivar build/release/bin/cultivar --dataset FOLDER [--dataset FOLDER …]
        --backbone mobilenet_v2 [--weights FILE] [--seeds 0 1 2 3 4] [--options …]

Only the frozen part is trained unless --options say otherwise. Accuracies, on the test folder where there is one and else on
validation images, are means over the seeds, wall times of the whole process medians.
"""
import argparse
import os
import pathlib
import statistics
import sys
import tempfile

from compare_with_peer import accuracy_of, timed

RECIPES = ("auto", "classic")


def run(args, dataset, recipe, seed):
    with tempfile.TemporaryDirectory() as folder:
        command = [args.cultivar, "train", dataset, "--out", os.path.join(folder, "model.cultivar"), "--backbone",
                   args.backbone, "--recipe", recipe, "--seed", str(seed), "--device", "cpu", "--json", *args.options]
        if args.weights:
            command += ["--weights", args.weights]
        result, wall = timed(command)
    print(f"{pathlib.Path(dataset).name} {recipe} seed {seed}: {wall:.1f} s {accuracy_of(result):.3f}", file=sys.stderr,
          flush=True)
    return accuracy_of(result), wall


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cultivar", required=True)
    parser.add_argument("--dataset", action="append", required=True)
    parser.add_argument("--backbone", default="mobilenet_v2")
    parser.add_argument("--weights")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2, 3, 4])
    parser.add_argument("--options", nargs="*", default=["--unfreeze", "none"], help="more options for `cultivar train`")
    args = parser.parse_args()
    print("| dataset | automatic | wall | classic | wall |\n|---|---|---|---|---|")
    for dataset in args.dataset:
        runs = {recipe: [] for recipe in RECIPES}
        for seed in args.seeds:
            for recipe in RECIPES:
                runs[recipe].append(run(args, dataset, recipe, seed))
        cells = [f"{statistics.mean(a for a, _ in runs[r]):.3f} | {statistics.median(w for _, w in runs[r]):.1f} s"
                 for r in RECIPES]
        print(f"| {pathlib.Path(dataset).name} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
