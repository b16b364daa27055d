"""terrain.geojson: marsh, desert and dry steppe, drawn by hand in tables/terrain.txt; corners rounded, sea and lakes cut out."""
import shapely
from shapely.geometry import Polygon, shape

from common import BASE, TABLES, feature, parts, read, snap, write

ROUNDS = 3              # of corner cutting (Chaikin 1974)
SHORE_DEG = 0.02        # a mark that stands on the edge still lies on land
NAMES = ("name", "name:modern", "name:ja", "name:ru", "name:zh", "name:ko")


def rounded(ring):
    for _ in range(ROUNDS):
        pairs = list(zip(ring, ring[1:] + ring[:1]))
        ring = [tuple(a * s + b * (1 - s) for a, b in zip(p, q)) for p, q in pairs for s in (0.75, 0.25)]
    return Polygon(ring)


def main():
    labels = {f["properties"]["name"]: f["properties"] for f in read(BASE / "labels.geojson")}
    land = shapely.union_all([shape(f["geometry"]) for f in read(BASE / "coast_mid.geojson") if f["properties"]["lev"] == 1])
    lakes = shapely.union_all([shape(f["geometry"]) for f in read(BASE / "lakes.geojson")])
    out = []
    for row in (TABLES / "terrain.txt").read_text(encoding="utf-8").splitlines():
        if not row or row[0] == "#":
            continue
        ident, kind, name, points, note = row.split("|")
        area = rounded([tuple(map(float, p.split(","))) for p in points.split()])
        near = shapely.box(*area.buffer(0.2).bounds)
        area = area & (land & near).buffer(-SHORE_DEG)
        area = area - (lakes & near).buffer(SHORE_DEG)
        pieces = [p for p in parts(snap(area.simplify(0.005)), "Polygon") if p.area > 0.001]
        shapes = shapely.MultiPolygon(pieces)
        names = {k: v for k, v in labels.get(name, {}).items() if k in NAMES}
        about = {"certainty": "approximate", "sources": ["own", "general literature"], "note": note}
        out.append(feature(f"terrain-{ident}", {"kind": kind, **names, **about}, shapes))
    write("terrain.geojson", out)


if __name__ == "__main__":
    main()
