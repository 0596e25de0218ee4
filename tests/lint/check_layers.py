#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cultivar authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks what the compiler cannot: who may include whom, and a few words of style.

    check_layers.py ROOT         prints one line per offence; exit code 1 when there is one
    check_layers.py --self-test  checks that every rule finds an offence
"""
import pathlib
import re
import sys

# Inside core a folder may include those of a lower rank and itself.
RANKS = {"base": 0, "data": 1, "nn": 2, "weights": 3, "model": 4, "train": 5, "evaluate": 6, "predict": 6,
         "export": 6, "library": 7, "jobs": 8, "session": 9}
# Evaluation and the check of an export run a predictor: the exceptions among equals.
ALLOWED_PAIRS = {("evaluate", "predict"), ("export", "predict")}
LAYERS = {"core": 0, "ui": 1, "app": 2}
PAGES = {"data", "train", "evaluate", "classify", "export", "runs"}
SOURCE_SUFFIXES = {".h", ".cpp"}
SPDX_SUFFIXES = SOURCE_SUFFIXES | {".py", ".sh", ".cmake"}
SPDX_NAMES = {"CMakeLists.txt", "run", "test"}
SKIPPED_FOLDERS = {"build", ".git", ".cache"}

INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]')
KEYWORD = re.compile(r'^\s*(signals|slots|(public|protected|private)\s+slots)\s*:|\b(?<!Q_)emit\s+\w|\bforeach\s*\(')
BARE_DEBUG = re.compile(r'\bq(Debug|Info|Warning|Critical)\s*\(')


def code_of(line):
    """The line without strings and its // comment."""
    line = re.sub(r'"(\\.|[^"\\])*"', '""', line)
    return line.split("//", 1)[0]


def check_include(path, target):
    """Why the file at @p path (a tuple of its parts) may not include @p target; None where it may."""
    layer, name = path[0], path[-1]
    parts = target.split("/")
    is_header = name.endswith(".h")
    if parts[0] in ("torch", "ATen", "c10") or parts[0] == "opencv2":
        if layer not in ("core", "tests"):
            return f"{parts[0]} stays inside core"
        if parts[0] == "opencv2" and layer == "core" and path[1] == "nn":
            return "core/nn links LibTorch alone"
        if layer == "core" and is_header and not name.endswith("_p.h") and path[1] != "nn":
            return f"{parts[0]} stays in .cpp files and private (_p.h) headers"
    if parts[-1] == "qcustomplot.h" and not (path[:2] == ("ui", "charts") and name.endswith(".cpp")) and layer != "tests":
        return "qcustomplot.h appears only in ui/charts/*.cpp"
    if parts[0] in LAYERS and layer in LAYERS and LAYERS[parts[0]] > LAYERS[layer]:
        return f"{layer} may not know {parts[0]}"
    if layer == "core" and parts[0] == "core" and len(parts) > 2 and len(path) > 2:
        mine, theirs = path[1], parts[1]
        if mine == "nn" and theirs != "nn":
            return "core/nn knows LibTorch and std alone"
        if mine != theirs and RANKS[theirs] >= RANKS[mine] and (mine, theirs) not in ALLOWED_PAIRS:
            return f"core/{mine} may not know core/{theirs}"
    if layer == "core" and re.match(r'(QtWidgets|QWidget|QSettings|QApplication|QMessageBox)', parts[0]):
        return "core has no widgets and no settings"
    if layer == "core" and path[1] == "nn" and re.match(r'Q[A-Z]', parts[0]):
        return "core/nn knows LibTorch and std alone"
    if path[0] == "ui" and parts[0] == "ui" and len(path) > 2 and len(parts) > 2:
        if path[1] in PAGES and parts[1] in PAGES and path[1] != parts[1]:
            return "pages meet in Session, not in each other"
    return None


def check_text(path, text):
    """All offences of one file: (line number, reason)."""
    offences = []
    name = path[-1]
    lines = text.splitlines()
    if pathlib.PurePath(name).suffix in SPDX_SUFFIXES or name in SPDX_NAMES:
        top = "\n".join(lines[:3])
        if "SPDX-FileCopyrightText:" not in top or "SPDX-License-Identifier: GPL-3.0-or-later" not in top:
            offences.append((1, "the SPDX lines are missing"))
    if pathlib.PurePath(name).suffix not in SOURCE_SUFFIXES:
        return offences
    for number, line in enumerate(lines, 1):
        include = INCLUDE.match(line)
        if include:
            reason = check_include(path, include.group(1))
            if reason:
                offences.append((number, f"includes {include.group(1)}: {reason}"))
            continue
        code = code_of(line)
        if KEYWORD.search(code):
            offences.append((number, "write Q_SIGNALS, Q_SLOTS and Q_EMIT"))
        if BARE_DEBUG.search(code) and path[0] != "tests":
            offences.append((number, "log through a category"))
        if path[0] == "core" and re.search(r'\btr\(', code):
            offences.append((number, "core has no words for people: no tr()"))
    return offences


def check_tree(root):
    count = 0
    for file in sorted(root.rglob("*")):
        path = file.relative_to(root).parts
        if path[0] in SKIPPED_FOLDERS or not file.is_file():
            continue
        if file.suffix not in SPDX_SUFFIXES and file.name not in SPDX_NAMES:
            continue
        for number, reason in check_text(path, file.read_text(encoding="utf-8")):
            print(f"{'/'.join(path)}:{number}: {reason}")
            count += 1
    return count


def self_test():
    spdx = "// SPDX-FileCopyrightText: 2026 X\n// SPDX-License-Identifier: GPL-3.0-or-later\n"
    offences = {
        "core/data/A.cpp": ['#include "core/train/Trainer.h"', '#include "ui/ErrorText.h"', "qDebug() << 1;", 'auto s = tr("x");'],
        "core/train/A.h": ["#include <torch/torch.h>", "#include <opencv2/core.hpp>", "signals:", "#include <QWidget>"],
        "core/nn/A.h": ["#include <QString>", '#include "core/base/Error.h"', "#include <opencv2/core.hpp>"],
        "core/predict/A.cpp": ['#include "core/evaluate/Evaluation.h"'],
        "ui/train/A.cpp": ['#include "ui/data/DataPage.h"', "#include <qcustomplot.h>", "emit changed();", '#include "app/Usage.h"'],
        "ui/charts/A.h": ["#include <qcustomplot.h>", "public slots:"],
    }
    fine = {
        "core/evaluate/A.cpp": ['#include "core/predict/Predictor.h"', "#include <torch/torch.h>"],
        "core/model/A_p.h": ["#include <torch/torch.h>"],
        "ui/charts/A.cpp": ["#include <qcustomplot.h>", "Q_EMIT changed();", '// signals: none, and no qDebug()'],
        "ui/train/A.cpp": ['#include "ui/charts/Chart.h"', '#include "core/session/Session.h"', "qCDebug(logUi) << 1;"],
    }
    failures = [f"{name}: missed {line}" for name, lines in offences.items() for line in lines
                if not check_text(tuple(name.split("/")), spdx + line)]
    failures += [f"{name}: wrongly refused {line}" for name, lines in fine.items() for line in lines
                 if check_text(tuple(name.split("/")), spdx + line)]
    if not check_text(("core", "base", "A.h"), "#pragma once\n"):
        failures.append("missed the absent SPDX lines")
    for failure in failures:
        print(failure)
    return len(failures)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    count = self_test() if sys.argv[1] == "--self-test" else check_tree(pathlib.Path(sys.argv[1]))
    sys.exit(1 if count else 0)


if __name__ == "__main__":
    main()
