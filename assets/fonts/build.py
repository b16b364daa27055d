"""Make the fonts of the program: Source whole, Noto Sans JP/SC/KR cut down to the characters of the names in geodata.

    PKG=<folder of geodata/build/fetch.sh> python build.py [more json files or folders with names ...]

Characters once needed stay in charset-*.txt, so that names still to come do not lose a glyph.
"""
import json
import os
import shutil
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
GEODATA = HERE.parents[1] / "geodata"
PKG = Path(os.environ.get("PKG", GEODATA / "build/pkg"))
WHOLE = {
    "SourceSans3-Regular": "source-sans-3-0.4.1/package/400Regular/SourceSans3_400Regular",
    "SourceSans3-Italic": "source-sans-3-0.4.1/package/400Regular_Italic/SourceSans3_400Regular_Italic",
    "SourceSans3-SemiBold": "source-sans-3-0.4.1/package/600SemiBold/SourceSans3_600SemiBold",
    "SourceSans3-Bold": "source-sans-3-0.4.1/package/700Bold/SourceSans3_700Bold",
    "SourceSerif4-Italic": "source-serif-4-0.4.1/package/400Regular_Italic/SourceSerif4_400Regular_Italic",
    "SourceSerif4-SemiBoldItalic": "source-serif-4-0.4.1/package/600SemiBold_Italic/SourceSerif4_600SemiBold_Italic",
}
SCRIPTS = {"jp": ("ja",), "sc": ("zh", "zh-Hans"), "kr": ("ko",)}
WEIGHTS = {"": "400Regular", "-Bold": "700Bold"}
PUNCTUATION = "　、。・「」『』（）〔〕–—―0123456789 ()-.,:;/+%'\"!?"
EXTRA = {"jp": PUNCTUATION + "ー々〆〇年月日時分頃第軍師団旅聯隊海峡島岬山川湾港市村町",
         "sc": PUNCTUATION + "年月日時时分第軍军師师團团旅隊队海峽峡島岛山川灣湾港市村鎮镇", "kr": PUNCTUATION}


def names_in(obj, languages):
    """Every name of these languages in a JSON value: 'name:ja': ..., or 'names': {'ja': ...}."""
    if isinstance(obj, list):
        for item in obj:
            yield from names_in(item, languages)
    elif isinstance(obj, dict):
        for key, value in obj.items():
            lang = key.removeprefix("name:").split("-Latn")[0]
            if isinstance(value, str) and lang in languages:
                yield value
            else:
                yield from names_in(value, languages)


def json_files(roots):
    for root in map(Path, roots):
        found = sorted(root.rglob("*.geojson")) + sorted(root.rglob("*.json")) if root.is_dir() else [root]
        yield from (f for f in found if "pkg" not in f.parts)


def charset(script, roots):
    """Characters of the names, joined to those already in the committed list, sorted."""
    file = HERE / f"charset-{script}.txt"
    chars = set(file.read_text(encoding="utf-8")) if file.exists() else set()
    for path in json_files(roots):
        for name in names_in(json.loads(path.read_text(encoding="utf-8")), SCRIPTS[script]):
            chars |= set(name)
    chars = {c for c in chars if c.isprintable()} | set(EXTRA[script])
    if script == "jp":
        chars |= {chr(c) for c in range(0x3041, 0x3100) if c not in (0x3097, 0x3098)}
    text = "".join(sorted(chars))
    file.write_text(text + "\n", encoding="utf-8")
    return text


def cut(source, target, text):
    options = subset.Options(layout_features=[], hinting=False, drop_tables=["DSIG", "vhea", "vmtx", "BASE", "VORG"],
                             name_IDs=["*"], notdef_outline=True, recalc_timestamp=False)
    font = subset.load_font(source, options)
    cutter = subset.Subsetter(options)
    cutter.populate(text=text)
    cutter.subset(font)
    subset.save_font(font, target, options)
    missing = sorted(set(text) - {chr(c) for c in TTFont(target).getBestCmap()})
    print(f"{target.name}: {len(text)} characters, {target.stat().st_size / 1000:.0f} kB, missing: {''.join(missing) or 'none'}")


def main():
    for name, path in WHOLE.items():
        shutil.copyfile(PKG / f"expo-google-fonts-{path}.ttf", HERE / f"{name}.ttf")
    for script in SCRIPTS:
        text = charset(script, [GEODATA, *sys.argv[1:]])
        for suffix, weight in WEIGHTS.items():
            stem = f"NotoSans{script.upper()}"
            cut(PKG / f"expo-google-fonts-noto-sans-{script}-0.4.3/package/{weight}/{stem}_{weight}.ttf", HERE / f"{stem}-subset{suffix}.ttf", text)


if __name__ == "__main__":
    main()
