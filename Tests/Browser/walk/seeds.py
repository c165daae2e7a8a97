"""Public reports without a browser, where a journey needs many of them."""

import json
from urllib.parse import urlencode

from faults.http import Connection, Response
from faults.server import Server

from .handling import PASSWORD


async def publish(server: Server, town: str, count: int) -> None:
    """Sends so many reports and has a clerk accept each."""
    connection = Connection(server.port)
    facts = json.loads((await server.get(f"/{town}/api/v1")).body)
    key = {"authorization": f"Bearer {server.api_key(town)}", "content-type": "application/json"}
    try:
        login = {"login": f"jagoda@{town}.example", "password": PASSWORD}
        signed = await _form(connection, f"/{town}/office/sign-in", login)
        cookie = signed.headers["set-cookie"].split(";")[0]
        for index in range(count):
            report = {
                "category": facts["categories"][0]["id"],
                "description": f"Bench {index} of a walk is broken.",
                "address": f"ul. Zmyślona {index + 1}",
                "latitude": 52.1 + index / 1000,
                "longitude": 19.3,
                "acceptedTerms": facts.get("terms"),
            }
            answer = await connection.request("POST", f"/{town}/api/v1/reports", key, json.dumps(report).encode())
            assert answer.status == 201, answer.body
            path = f"/{town}/office/reports/{json.loads(answer.body)['number'].replace('/', '-')}"
            decision = {"seen": "1", "move": "accepted", "publicText": report["description"]}
            accepted = await _form(connection, path, decision, cookie)
            assert accepted.status == 303, accepted.status
    finally:
        connection.close()


async def _form(connection: Connection, path: str, fields: dict[str, str], cookie: str = "") -> Response:
    headers = {"content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin", "cookie": cookie}
    return await connection.request("POST", path, headers, urlencode(fields).encode())
