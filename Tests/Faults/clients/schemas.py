"""open311/schema-validation: the JSON schemas of the specification's authors."""

import json
from pathlib import Path
from urllib.request import urlopen

from .outcome import Results, Town
from .sources import checkout


def run(town: Town, results: Results, base: str, folder: Path) -> None:
    import jsonschema_rs

    schemas = checkout("open311/schema-validation", base, folder) / "schema/georeport-v2"

    def load(name: str) -> dict:
        schema = json.loads((schemas / name).read_text(encoding="utf-8"))
        # The lists name their member by its file.
        if "$ref" in schema.get("items", {}):
            schema["items"] = load(schema["items"]["$ref"])
        return schema

    def validate(path: str, name: str) -> None:
        with urlopen(f"{town.endpoint}/{path}") as answer:
            document = json.load(answer)
        assert document, "nothing to look at"
        jsonschema_rs.Draft4Validator(load(name), validate_formats=True).validate(document)

    for path, name in (
        ("services.json", "services.json"),
        (f"services/{town.asking}.json", "service-definition.json"),
        (f"services/{town.plain}.json", "service-definition.json"),
        ("requests.json", "requests.json"),
        ("requests.json?extensions=true", "requests.json"),
        (f"requests/{town.published[0]}.json", "requests.json"),
    ):
        results.check(f"schema-validation: {path}", lambda path=path, name=name: validate(path, name))
