"""codeforamerica/three: reads, and submits with attributes and a photo."""

import sys
from pathlib import Path

from .outcome import Results, Town
from .sources import checkout


def run(town: Town, results: Results, base: str, folder: Path, photo: Path) -> None:
    sys.path.insert(0, str(checkout("codeforamerica/three", base, folder)))
    from three import Three

    for name, client in (
        ("own address", Three(town.endpoint, api_key=town.reporter)),
        ("shared address", Three(town.shared, api_key=town.reporter, jurisdiction=town.name)),
    ):
        for label, act in (reading(client, town) | writing(client, town, photo)).items():
            results.check(f"three: {label}, {name}", act)
    results.check("three: services in XML", lambda: in_xml(Three(town.endpoint, format="xml"), town))


def in_xml(client, town: Town) -> None:
    assert town.asking in [service["service_code"] for service in client.services()["service"]]


def reading(client, town: Town) -> dict:
    first = town.published[0]

    def discovery():
        assert client.discovery()["endpoints"][0]["specification"] == "http://wiki.open311.org/GeoReport_v2"

    def services():
        assert town.asking in [service["service_code"] for service in client.services()]

    def definition():
        assert client.services(town.asking)["attributes"]

    def search():
        assert first in [request["service_request_id"] for request in client.requests()]

    def pages():
        assert len(client.requests(count=1, page=2)) == 1

    def dates():
        assert client.requests(start="03-10-2010", end="03-17-2010") == []

    def one():
        assert client.request(first)[0]["service_request_id"] == first

    def token():
        assert client.token(first)[0]["service_request_id"] == first

    return {
        "discovery": discovery, "services": services, "definition": definition, "search": search, "pages": pages,
        "dates": dates, "one request": one, "token": token,
    }  # fmt: skip


def writing(client, town: Town, photo: Path) -> dict:
    place = {"lat": str(town.latitude), "long": str(town.longitude)}

    def plain():
        found = client.post(town.plain, description="A test.", address="Example street 1", name="Ida Example", **place)
        assert found[0]["service_request_id"], found

    def attributes():
        answers = {f"attribute[{code}]": value for code, value in town.answers.items()}
        found = client.post(town.asking, description="A test.", **place, **answers)
        assert found[0]["service_request_id"], found

    def media():
        with photo.open("rb") as file:
            found = client.post(town.plain, description="A test.", media=file, **place)
        assert found[0]["service_request_id"], found

    def error():
        found = client.post(town.plain, **place)
        assert [failure["code"] for failure in found] == ["400"], found

    def key():
        found = client.post(town.plain, description="A test.", api_key="", **place)
        assert [failure["code"] for failure in found] == ["403"], found

    return {"submitting": plain, "attributes": attributes, "a photo": media, "an error": error, "no key": key}
