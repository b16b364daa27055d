"""Refit the coast of units.geojson to GSHHG (run once after the units have been redrawn; build.sh does not need it).

Inner borders keep their vertices. Land that no unit covers yet goes to the nearest unit; sea that a unit covers is cut off.
Usage: python fit_units.py <drawn units.geojson>
"""
import sys

import shapely
from shapely import STRtree
from shapely.geometry import MultiPolygon, box, shape

from build_coast import KEEP_SMALL, rings
from common import FRAME, feature, parts, read, snap, write

THEATRE = box(120.5, 38.5, 158, 54.5)          # elsewhere the drawn coast is good enough
TOLERANCE = 0.001
GROUPS = {"unit-manchukuo": ["unit-jehol", "unit-hsingan"], "unit-japan": ["unit-hokkaido"]}


def land():
    keep = [p.simplify(TOLERANCE) for _, lev, km2, p in rings("f")
            if lev == 1 and p.intersects(THEATRE) and (km2 > 0.5 or p.intersects(KEEP_SMALL))]
    return snap(shapely.union_all([p.intersection(THEATRE) for p in keep]))


def exclusive(units):
    """Units without overlap: Manchukuo without Jehol and Hsingan, Japan without Hokkaido."""
    out = dict(units)
    for whole, inner in GROUPS.items():
        out[whole] = units[whole].difference(shapely.union_all([units[i] for i in inner]))
    return out


def fit(units):
    ground, names = land(), list(units)
    fitted = {n: [units[n].difference(THEATRE), units[n].intersection(ground)] for n in names}
    drawn = {n: units[n].intersection(THEATRE) for n in names}
    tree = STRtree([drawn[n] for n in names])
    for piece in parts(ground.difference(shapely.union_all(list(drawn.values()))), "Polygon"):
        fitted[names[int(tree.nearest(piece))]].append(piece)
    return {n: shapely.union_all(g, grid_size=1e-4) for n, g in fitted.items()}


def main(path):
    features = read(path)
    units = {f["id"]: shape(f["geometry"]).intersection(FRAME) for f in features}
    fitted = fit(exclusive(units))
    for whole, inner in GROUPS.items():
        fitted[whole] = shapely.union_all([fitted[whole], *[fitted[i] for i in inner]], grid_size=1e-4)
    out = []
    for f in features:
        pieces = [p for p in parts(snap(fitted[f["id"]]), "Polygon") if p.area > 2e-6 or p.intersects(KEEP_SMALL)]
        out.append(feature(f["id"], f["properties"], MultiPolygon(sorted(pieces, key=lambda p: -p.area))))
    write("units.geojson", out)


if __name__ == "__main__":
    main(sys.argv[1])
