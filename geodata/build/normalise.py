"""The hand-made files are their own source: edit them in place, then run this to round, orient and order them (same bytes when nothing changed)."""
from shapely.geometry import Point, shape

from common import BASE, E, N, S, W, feature, read, snap, write

HAND_MADE = ("places", "labels", "railways", "borders", "units")
ORDER = ("name", "name:modern", "label", "name:ja", "name:ja-Latn", "name:ru", "name:zh", "name:zh-Hans", "name:zh-Latn", "name:ko", "aliases")


def ordered(props):
    rest = [k for k in props if k not in ORDER and k != "id"]
    return {k: props[k] for k in (*[k for k in ORDER if k in props], *rest)}


def normal(f):
    props = {k: v for k, v in f["properties"].items() if k != "offmap"}
    geom = shape(f["geometry"])
    if geom.geom_type == "Point":
        props["offmap"] = None if W <= geom.x <= E and S <= geom.y <= N else True
        return feature(f["id"], ordered(props), Point(round(geom.x, 4), round(geom.y, 4)))
    return feature(f["id"], ordered(props), geom if geom.is_valid else snap(geom))


if __name__ == "__main__":
    for name in HAND_MADE:
        write(f"{name}.geojson", [normal(f) for f in read(BASE / f"{name}.geojson")])
