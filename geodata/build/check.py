"""Checks of every file in geodata/base; prints what is wrong, ends with status 1 if anything is."""
import json
import re
import sys
import unicodedata
from collections import Counter

import numpy as np
import shapely
from PIL import Image
from shapely.geometry import Point, shape

from common import BASE, E, N, S, W, read

LIMIT_BYTES = 11_000_000
SCRIPTS = {
    "name": r"[A-Za-zÀ-ɏ0-9 .,'’()/&-]+",
    "name:modern": r"[A-Za-zÀ-ɏ0-9 .,'’()/?;-]+",
    "name:ja": r"[\u3005-\u3007\u3041-\u30ff\u3400-\u9fff（）・、/0-9-]+",
    "name:ja-Latn": r"[A-Za-zāēīōūĀĒĪŌŪ '()-]+",
    "name:ru": r"[А-яЁё0-9IV .,()–-]+",
    "name:zh": r"[\u3007\u3400-\u9fff（）、·—-]+",
    "name:zh-Hans": r"[\u3400-\u9fff（）、·—-]+",
    "name:zh-Latn": r"[A-Za-z' ü()-]+",
    "name:ko": r"[\uac00-\ud7a3 ]+",
}
errors = []


def wrong(where, what):
    errors.append(f"{where}: {what}")


def check_names(where, props):
    for key, pattern in SCRIPTS.items():
        value = props.get(key)
        if value is not None and not re.fullmatch(pattern, value):
            wrong(where, f"{key} = {value!r}")
        if value is not None and unicodedata.normalize("NFC", value) != value:
            wrong(where, f"{key} not in composed form")


def check_rings(where, geom):
    for poly in shapely.get_parts(geom):
        if poly.geom_type == "Polygon" and (not poly.exterior.is_ccw or any(r.is_ccw for r in poly.interiors)):
            wrong(where, "ring orientation")


def check_file(path, seen):
    lines = path.read_text(encoding="utf-8").splitlines()
    features = read(path)
    if len(lines) != len(features) + 2:
        wrong(path.name, "not one feature a line")
    for f in features:
        where, geom = f"{path.name} {f['id']}", shape(f["geometry"])
        if f["id"] != f["properties"]["id"] or not re.fullmatch(r"[a-z0-9-]+", f["id"]):
            wrong(where, "id")
        if seen[f["id"]]:
            wrong(where, "id twice")
        seen[f["id"]] += path.name[:5] != "coast"
        if not geom.is_valid or geom.is_empty:
            wrong(where, "geometry not valid")
        x0, y0, x1, y1 = geom.bounds
        if not f["properties"].get("offmap") and (x0 < W or x1 > E or y0 < S or y1 > N):
            wrong(where, "outside the frame")
        check_rings(where, geom)
        check_names(where, f["properties"])
    ids = Counter(f["id"] for f in features)
    for i in [i for i, n in ids.items() if n > 1]:
        wrong(path.name, f"id twice: {i}")
    return features


def check_places(places, units, railways):
    """Every place lies in the unit of its country, every station near a line; far ones are only told."""
    area = {u["id"]: shape(u["geometry"]) for u in units}
    of = {"USSR": "unit-ussr", "Mongolia": "unit-mongolia", "Manchukuo": "unit-manchukuo", "Japan (Korea)": "unit-chosen", "Mengjiang": "unit-mengjiang",
          "Japan (Karafuto)": "unit-karafuto", "Japan (Chishima)": "unit-chishima", "Japan (Kwantung Leased Territory)": "unit-kwantung", "Japan": "unit-japan"}
    tracks = shapely.union_all([shape(f["geometry"]) for f in railways])
    for f in places:
        p, at = f["properties"], Point(f["geometry"]["coordinates"])
        unit = area.get(of.get(p["country_1945"]))
        if unit is not None and not p.get("offmap") and unit.distance(at) > 0.02:
            print(f"note: {f['id']} lies {unit.distance(at) * 111:.0f} km outside {p['country_1945']}")
        if p["kind"] in ("station", "junction") and not p.get("offmap") and tracks.distance(at) > 0.05:
            print(f"note: {f['id']} ({p['kind']}) lies {tracks.distance(at) * 100:.0f} km from a railway")


def check_rasters():
    info = json.loads((BASE / "relief.json").read_text())
    relief, height = Image.open(BASE / "relief.png"), Image.open(BASE / "height.png")
    if relief.mode != "L" or height.mode != "I;16" or not relief.size == height.size == (info["width"], info["height"]):
        wrong("rasters", "mode or size")
    z = np.asarray(height).astype(int) - info["height_offset_m"]
    if (z == 0).any() or z.min() < -11000 or z.max() > 9000:
        wrong("height.png", f"heights {z.min()} to {z.max()}, zeros {(z == 0).sum()}")


def main():
    seen, files = Counter(), {}
    for path in sorted(BASE.glob("*.geojson")):
        files[path.stem] = check_file(path, seen)
    for f in files["labels"]:
        if f["properties"].get("place") and f["properties"]["place"] not in {p["id"] for p in files["places"]}:
            wrong(f["id"], "place unknown")
    check_places(files["places"], files["units"], files["railways"])
    check_rasters()
    size = sum(p.stat().st_size for p in BASE.iterdir())
    if size > LIMIT_BYTES:
        wrong("geodata/base", f"{size} bytes")
    print(*errors, sep="\n")
    print(f"{sum(map(len, files.values()))} features, {size / 1e6:.2f} MB, {len(errors)} errors")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
