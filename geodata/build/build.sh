#!/usr/bin/env bash
# Make every file of geodata/base again. Usage: PKG=<folder filled by fetch.sh> ./build.sh
set -euo pipefail
cd "$(dirname "$0")"
export PYTHONDONTWRITEBYTECODE=1
python3 normalise.py
python3 build_coast.py
python3 build_rivers.py
python3 build_lakes.py
python3 build_relief.py
python3 build_borders_modern.py
python3 build_terrain.py
python3 check.py
python3 readme_table.py
