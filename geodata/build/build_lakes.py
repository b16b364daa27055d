"""lakes.geojson: lakes, reservoirs of 1945 and wide rivers out of GSHHG, same vertices as coast_full, named after tables/lakes.txt."""
from shapely.geometry import Point

from build_coast import after_1945, rings
from common import BASE, FRAME, TABLES, feature, parts, read, snap, write

LEAST_KM2 = 10
RANKS = ((4000, 1), (500, 2), (100, 3), (30, 4))
RESERVOIRS = ("Reservoir", "Shumarinai")


def table():
    labels = {f["properties"]["name"]: f["properties"] for f in read(BASE / "labels.geojson") if f["properties"]["kind"] == "lake"}
    for row in (TABLES / "lakes.txt").read_text(encoding="utf-8").splitlines():
        if row and row[0] != "#":
            point, name, modern, ja, ru, zh = row.split("|")
            known = labels.get(name, {})
            yield Point(*map(float, point.split(","))), {
                "name": name, "name:modern": modern, "name:ja": ja or known.get("name:ja"),
                "name:ru": ru or known.get("name:ru"), "name:zh": zh or known.get("name:zh")}


def rank(km2):
    return next((r for least, r in RANKS if km2 >= least), 5)


def main():
    named = list(table())
    water = {i: (k, p) for i, lev, k, p in rings("f") if lev == 2 and abs(k) >= LEAST_KM2 and not after_1945(p)}
    islands = [p for _, lev, k, p in rings("f") if lev == 3 and k >= 1]
    out = []
    for ident, (km2, poly) in water.items():
        names = next((n for p, n in named if poly.contains(p)), {})
        river = km2 < 0
        kind = "river" if river else "reservoir" if any(w in names.get("name", "") for w in RESERVOIRS) else "lake"
        whole = poly.intersection(FRAME)
        for hole in islands:
            if poly.contains(hole):
                whole = whole.difference(hole)
        shape = snap(whole.simplify(0.001))
        for n, piece in enumerate(parts(shape, "Polygon")):
            out.append(feature(f"water-{ident.lower()}" + (f"-{n + 1}" if n else ""), {"kind": kind, **names, "rank": rank(abs(km2)), "km2": round(abs(km2), 1)}, piece))
    write("lakes.geojson", out)
    lost = [n["name"] for p, n in named if not any(poly.contains(p) for _, poly in water.values())]
    print("names without a lake:", lost or "none")


if __name__ == "__main__":
    main()
