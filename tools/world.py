"""Makes src/dragoman/asking/data/world.json: shapes of the countries for maps, from the npm package world-atlas.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz && python tools/world.py package

The data are Natural Earth's, 1:110m, which are in the public domain; world-atlas (ISC) turned them into TopoJSON. Here
only the countries are kept, with ISO 3166-1 alpha-3 codes in place of numbers and names.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pycountry

DATA = Path(__file__).parents[1] / "src" / "dragoman" / "asking" / "data"
# Shapes that have no number in the source: the code they get, or the state whose map they are drawn into.
UNNUMBERED = {"Kosovo": "KOS", "Somaliland": "SOM", "N. Cyprus": "CYP"}
# No country is counted there, and it takes a fifth of the picture.
LEFT_OUT = {"ATA"}


def main() -> None:
    """Reads the folder of the unpacked package that the command line names."""
    package = Path(sys.argv[1])
    source = json.loads((package / "countries-110m.json").read_text(encoding="utf-8"))
    shapes = []
    for shape in source["objects"]["countries"]["geometries"]:
        code = _code(shape)
        if code not in LEFT_OUT:
            shapes.append({"type": shape["type"], "arcs": shape["arcs"], "id": code})
    kept = {
        "type": "Topology",
        "objects": {"countries": {"type": "GeometryCollection", "geometries": shapes}},
        "arcs": source["arcs"],
        "transform": source["transform"],
    }
    DATA.mkdir(exist_ok=True)
    (DATA / "world.json").write_text(json.dumps(kept, separators=(",", ":")) + "\n", encoding="utf-8")
    licence = (package / "LICENSE").read_text(encoding="utf-8")
    (DATA / "LICENCE.txt").write_text(NOTE + licence, encoding="utf-8")


def _code(shape: dict[str, object]) -> str:
    number = shape.get("id")
    if number is None:
        properties = shape["properties"]
        assert isinstance(properties, dict)
        return UNNUMBERED[properties["name"]]
    return str(pycountry.countries.get(numeric=number).alpha_3)


NOTE = """world.json holds shapes of countries by Natural Earth (1:110m cultural vectors, 4.1.0), in the public domain.
They were turned into TopoJSON in the npm package world-atlas 2.0.2, whose licence follows; tools/world.py put codes in.

"""

if __name__ == "__main__":
    main()
