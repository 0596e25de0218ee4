#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Cultivar authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# install-packages.sh GROUP…: installs the packages of debian-packages.txt that are missing.
set -euo pipefail

list="$(dirname "$(readlink -f "$0")")/debian-packages.txt"

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    echo "This system has no apt-get; the packages needed are listed in packaging/debian-packages.txt." >&2
    exit 0
fi

missing=()
for group in "$@"; do
    while read -r name; do
        status=$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null || true)
        [[ $status == installed ]] || missing+=("$name")
    done < <(sed -n "/^\[$group\]/,/^\[/{/^[a-z0-9]/p}" "$list")
done
((${#missing[@]})) || exit 0

echo "Packages to install: ${missing[*]}" >&2
as_root=()
if ((EUID != 0)); then
    command -v sudo >/dev/null || { echo "Please install them as root, then start again." >&2; exit 1; }
    if [[ -t 0 ]]; then
        read -r -p "Install them with sudo? [Y/n] " answer
        [[ -z $answer || $answer == [Yy]* ]] || { echo "Nothing installed." >&2; exit 1; }
    fi
    as_root=(sudo)
fi

install() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}" >&2
}

# A fresh machine knows no packages, and an old list may name versions that are gone.
if ! apt-cache show "${missing[@]}" >/dev/null 2>&1 || ! install; then
    "${as_root[@]}" apt-get update >&2
    install
fi
