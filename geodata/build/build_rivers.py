"""rivers.geojson from WDBII (Debian gmt-gshhg-full), named after tables/rivers.txt and the labels.

The WDBII lines become a network; a named river is the shortest way through its waypoints. Where a river is so wide that
WDBII gives its banks, the way follows the middle line of the GSHHG river polygon.
"""
import subprocess
import sys
from collections import Counter

import networkx as nx
import numpy as np
import shapely
from scipy.spatial import cKDTree
from shapely.geometry import LineString, MultiPoint
from shapely.ops import linemerge, unary_union

from build_coast import rings
from common import BASE, E, FRAME, N, PKG, S, TABLES, W, feature, parts, read, snap, write

TOLERANCE = 0.002
# The map of Hutou is drawn at 1:170 000: every vertex of the rivers is kept there.
FINE = shapely.box(133.3, 45.8, 133.9, 46.2)
BRIDGE = 0.015            # degrees: breaks between WDBII pieces that are closed
LAKE_BRIDGE = 0.12        # and wider ones (through lakes), at a price
# Lakes and reservoirs (also those dammed up after 1945) through which a named river runs: a point inside each.
RUN_THROUGH = [(126.79, 43.64), (127.2, 43.51), (128.96, 43.9), (125.09, 40.56), (124.14, 41.86), (124.83, 43.21), (127.89, 38.11),
               (104.57, 52.07), (103.1, 54.73), (100.76, 55.31)]


def gmt_lines(level):
    """WDBII lines of one level: 0 banks of wide rivers, 1 and 2 main, 3 additional, 4 minor."""
    cmd = ["gmt", "coast", f"-R{W}/{E}/{S}/{N}", "-Df", "-M", f"-I{level}"]
    text = subprocess.run(cmd, capture_output=True, text=True, check=True, cwd=PKG).stdout
    lines, points = [], []
    for row in text.splitlines() + [">"]:
        if row[:1] in "># ":
            if len(points) > 1:
                lines.append(LineString(points))
            points = []
        else:
            points.append(tuple(round(float(v), 5) for v in row.split()[:2]))
    merged = unary_union(lines)
    merged = linemerge(merged) if merged.geom_type == "MultiLineString" else merged
    return parts(merged.intersection(FRAME), "LineString")


def middle_lines():
    """Middle lines of the wide rivers that GSHHG has as polygons, and of lakes that rivers run through."""
    through = MultiPoint(RUN_THROUGH)
    out = []
    for ident, lev, km2, poly in rings("f"):
        if lev != 2 or not (km2 < 0 or poly.intersects(through)):
            continue
        edge = poly.exterior.segmentize(0.01)
        inner = shapely.prepared.prep(poly.buffer(-0.0005))
        net = shapely.voronoi_polygons(MultiPoint(edge.coords), only_edges=True)
        out += [e for g in parts(net, "LineString") for e in segments(g) if inner.contains(e)]
    return out


def segments(line):
    pts = list(line.coords)
    return [LineString(p) for p in zip(pts, pts[1:])]


class Network:
    def __init__(self, lines, middles):
        self.graph = nx.Graph()
        for line in lines:
            self.add(line, 1.0)
        for line in middles:
            self.add(line, 1.05)
        self.xy = np.array(list(self.graph.nodes))
        self.tree = cKDTree(self.scale(self.xy))
        ends = [n for n in self.graph if self.graph.degree(n) == 1]
        self.bridge([n for n in self.graph], BRIDGE, 3.0)
        self.bridge(ends, LAKE_BRIDGE, 6.0)
        group = {n: k for k, part in enumerate(nx.connected_components(self.graph)) for n in part}
        self.group = np.array([group[tuple(map(float, p))] for p in self.xy])

    @staticmethod
    def scale(xy):
        return np.asarray(xy) * [0.7, 1.0]

    def add(self, line, price):
        pts = [(round(x, 4), round(y, 4)) for x, y in line.coords]
        for a, b in zip(pts, pts[1:]):
            if a != b:
                self.graph.add_edge(a, b, weight=price * float(np.hypot(*(self.scale(a) - self.scale(b)))), real=True)

    def bridge(self, nodes, reach, price):
        for a in nodes:
            for k in self.tree.query_ball_point(self.scale(a), reach):
                b = tuple(map(float, self.xy[k]))
                if a != b and not self.graph.has_edge(a, b):
                    self.graph.add_edge(a, b, weight=price * float(np.hypot(*(self.scale(a) - self.scale(b)))) + 1e-6)

    def anchors(self, waypoints):
        """The nearest nodes that all lie in one connected part of the network."""
        best = {}
        for k, p in enumerate(waypoints):
            dist, near = self.tree.query(self.scale(p), k=3000)
            for d, i in zip(dist, near):
                best.setdefault(self.group[i], {}).setdefault(k, (d, i))
        whole = [v for v in best.values() if len(v) == len(waypoints)]
        pick = min(whole, key=lambda v: max(d for d, _ in v.values()))
        return [tuple(map(float, self.xy[pick[k][1]])) for k in range(len(waypoints))]

    def route(self, waypoints):
        nodes = self.anchors(waypoints)
        path = [nodes[0]]
        for a, b in zip(nodes, nodes[1:]):
            path += nx.dijkstra_path(self.graph, a, b)[1:]
        return untangle(path)


def untangle(path):
    """Drop out-and-back spurs made by waypoints beside the course."""
    seen, out = {}, []
    for p in path:
        if p in seen:
            for q in out[seen[p] + 1:]:
                del seen[q]
            out = out[:seen[p] + 1]
        else:
            seen[p] = len(out)
            out.append(p)
    return out


def label_names():
    return {f["properties"]["name"]: f["properties"] for f in read(BASE / "labels.geojson") if f["properties"]["kind"] == "river"}


def table():
    labels = label_names()
    for row in (TABLES / "rivers.txt").read_text(encoding="utf-8").splitlines():
        if row and row[0] != "#":
            name, modern, ja, ru, zh, rank, points, note = (row + "|").split("|")[:8]
            known = labels.get(name, {})
            names = {"name": name, "name:modern": modern, "name:ja": ja or known.get("name:ja"),
                     "name:ru": ru or known.get("name:ru"), "name:zh": zh or known.get("name:zh"), "name:ko": known.get("name:ko"), "rank": int(rank), "note": note}
            yield names, points.startswith("H:"), [tuple(map(float, p.split(","))) for p in points.removeprefix("H:").split()]


def slug(name):
    return "".join(c if c.isalnum() else "-" for c in name.lower()).strip("-").replace("--", "-")


def rest(levels, used):
    """What no named river runs along, by WDBII level."""
    for level in range(1, 5):
        left = []
        for line in levels[level]:
            pts = [(round(x, 4), round(y, 4)) for x, y in line.coords]
            left += [LineString(e) for e in zip(pts, pts[1:]) if e[0] != e[1] and frozenset(e) not in used]
        merged = linemerge(left)
        yield level, [g for g in parts(merged, "LineString") if g.length > 0.02]


def simplified(line):
    kept = set(line.simplify(TOLERANCE).coords)
    return LineString([p for p in line.coords if p in kept or FINE.contains(shapely.Point(p))])


def main(report=False):
    levels = {k: gmt_lines(k) for k in range(1, 5)}
    net = Network([g for k in range(1, 5) for g in levels[k]], middle_lines())
    used, out, taken = set(), [], Counter()
    for names, by_hand, waypoints in table():
        path = waypoints if by_hand else net.route(waypoints)
        used |= {frozenset(e) for e in zip(path, path[1:])}
        line = linemerge(parts(snap(simplified(LineString(path))).intersection(FRAME), "LineString"))
        if report and not by_hand:
            jumps = [net.scale(a) - net.scale(b) for a, b in zip(path, path[1:]) if "real" not in net.graph.edges[a, b]]
            off = [float(np.hypot(*(net.scale(p) - net.scale(q)))) for p, q in zip(waypoints, net.anchors(waypoints))]
            crow = sum(float(np.hypot(*(net.scale(a) - net.scale(b)))) for a, b in zip(waypoints, waypoints[1:]))
            print(f"{names['name']:32s} length {line.length:6.2f} ratio {line.length / crow:5.2f} off {' '.join(f'{d:.2f}' for d in off)} widest gap {max((float(np.hypot(*j)) for j in jumps), default=0):.3f}")
        ident = "river-" + slug(names["name"])
        taken[ident] += 1
        out.append(feature(ident + (f"-{taken[ident]}" if taken[ident] > 1 else ""), names, line))
    for level, lines in rest(levels, used):
        for k, g in enumerate(lines):
            out.append(feature(f"river-{level}-{k + 1}", {"rank": level + 1}, snap(simplified(g))))
    write("rivers.geojson", out)


if __name__ == "__main__":
    main("--report" in sys.argv)
