"""PyPI `georeport`: reads in JSON and XML."""

from .outcome import Results, Town


def run(town: Town, results: Results) -> None:
    from georeport import GeoReport

    for kind in ("json", "xml"):
        for name, endpoint, jurisdiction in (
            ("own address", town.endpoint, None),
            ("shared address", town.shared, town.name),
        ):
            client = GeoReport(endpoint, jurisdiction=jurisdiction, output_format=kind)
            for label, act in checks(client, town).items():
                results.check(f"georeport: {label}, {name}, {kind}", act)


def checks(client, town: Town) -> dict:
    first, second = town.published[:2]

    def services():
        codes = [service["service_code"] for service in client.get_service_list()]
        assert {town.asking, town.plain} <= set(codes), codes

    def definition():
        found = client.get_service_definition(town.asking)
        assert found["service_code"] == town.asking
        assert found["attributes"], found

    def search():
        numbers = {request["service_request_id"] for request in client.get_service_requests()}
        assert set(town.published) <= numbers, numbers

    def numbers():
        found = client.get_service_requests(service_request_id=f"{first},{second}")
        assert [request["service_request_id"] for request in found] == [first, second], found

    def status():
        found = client.get_service_requests(status="open,closed", start_date="2000-01-01T00:00:00Z", end_date="2000-02-01T00:00:00Z")
        assert found == [], found

    def one():
        found = client.get_service_request(first)
        assert found["service_request_id"] == first, found

    return {
        "services": services,
        "definition": definition,
        "search": search,
        "numbers": numbers,
        "nothing found": status,
        "one request": one,
    }
