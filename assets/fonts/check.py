"""Every character of every name in geodata has a glyph in the font of its language."""
import json
import sys
from pathlib import Path

from fontTools.ttLib import TTFont

from build import GEODATA, HERE, SCRIPTS, json_files, names_in

LATIN = ("name", "name:modern", "name:ja-Latn", "name:zh-Latn", "name:ru", "label")
PLAIN = ("SourceSans3-Regular", "SourceSans3-Italic", "SourceSans3-SemiBold", "SourceSans3-Bold", "SourceSerif4-Italic", "SourceSerif4-SemiBoldItalic")


def glyphs(name):
    return {chr(c) for c in TTFont(HERE / f"{name}.ttf").getBestCmap()}


def latin_names(obj):
    if isinstance(obj, list):
        for item in obj:
            yield from latin_names(item)
    elif isinstance(obj, dict):
        yield from (v for k, v in obj.items() if k in LATIN and isinstance(v, str))
        yield from latin_names([v for v in obj.values() if isinstance(v, (dict, list))])


def main():
    data = [json.loads(p.read_text(encoding="utf-8")) for p in json_files([GEODATA, *sys.argv[1:]])]
    needs = {f"NotoSans{s.upper()}-subset{w}": {c for d in data for n in names_in(d, langs) for c in n} for s, langs in SCRIPTS.items() for w in ("", "-Bold")}
    needs |= {font: {c for d in data for n in latin_names(d) for c in n} for font in PLAIN}
    bad = 0
    for font, chars in needs.items():
        missing = sorted({c for c in chars if c.isprintable()} - glyphs(font))
        bad += len(missing)
        print(f"{font}: {len(chars)} characters, missing {''.join(missing) or 'none'}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
