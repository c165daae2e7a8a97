"""Reports in a stream, and a ledger of what the server promised about each."""

import asyncio
import json
import uuid
from dataclasses import dataclass, field

from .http import Connection, NoAnswer, Response
from .server import Server
from .workspace import Violation


@dataclass(frozen=True)
class Receipt:
    number: str
    link: str


@dataclass
class Ledger:
    """Everything that was sent, by client key, and what the server acknowledged."""

    town: str
    api_key: str
    # What every report of the town says besides its words.
    common: dict[str, str | bool]
    # Every how many reports one carries an e-mail address; 0 for none.
    mail_every: int = 0
    sent: dict[str, bytes] = field(default_factory=dict)
    acknowledged: dict[str, Receipt] = field(default_factory=dict)
    recipients: set[str] = field(default_factory=set)
    # Answers other than a receipt, by status.
    refused: dict[int, int] = field(default_factory=dict)

    @classmethod
    async def open(cls, server: Server, town: str, mail_every: int = 0) -> "Ledger":
        """Asks the running server what a report of the town needs."""
        facts = json.loads((await server.get(f"/{town}/api/v1")).body)
        common = {"category": facts["categories"][0]["id"]}
        if facts.get("terms"):
            common["acceptedTerms"] = facts["terms"]
        if facts.get("minimumAge"):
            common["declaresAge"] = True
        return cls(town, server.api_key(town), common, mail_every)

    def new_submission(self) -> tuple[str, bytes]:
        index = len(self.sent)
        body = self.common | {
            "description": f"Report {index} of a test: the lamp is dark.",
            "address": f"Example street {index % 90 + 1}",
        }
        if self.mail_every and index % self.mail_every == 0:
            body["email"] = f"resident-{index}@example.org"
            self.recipients.add(body["email"])
        key = str(uuid.uuid4())
        self.sent[key] = json.dumps(body).encode()
        return key, self.sent[key]

    async def submit(self, connection: Connection, key: str, body: bytes) -> Response:
        """Sends one submission and notes the outcome.

        Raises NoAnswer when none came, Violation when the answer contradicts an earlier one.
        """
        headers = {
            "authorization": f"Bearer {self.api_key}",
            "idempotency-key": key,
            "content-type": "application/json",
        }
        response = await connection.request("POST", f"/{self.town}/api/v1/reports", headers, body)
        if response.status in (200, 201):
            self._acknowledge(key, response)
        else:
            self.refused[response.status] = self.refused.get(response.status, 0) + 1
        return response

    def _acknowledge(self, key: str, response: Response) -> None:
        answer = json.loads(response.body)
        receipt = Receipt(answer["number"], answer["link"])
        earlier = self.acknowledged.setdefault(key, receipt)
        if earlier != receipt:
            raise Violation(f"the same key got {earlier.number}, then {receipt.number} or another link")

    async def repeat_all(self, server: Server, clients: int = 16) -> None:
        """Sends every submission once more: a repetition must bring the same number and link."""
        keys = iter(list(self.sent.items()))

        async def client() -> None:
            connection = Connection(server.port)
            for key, body in keys:
                response = await self.submit(connection, key, body)
                if response.status not in (200, 201):
                    raise Violation(f"a repetition was answered with {response.status}: {response.body[:200]!r}")
            connection.close()

        await asyncio.gather(*(client() for _ in range(clients)))

    def check_numbers(self) -> None:
        """After `repeat_all` each key has a number: together they must be 1, 2, … n of this year."""
        numbers = sorted(int(receipt.number.split("/")[1]) for receipt in self.acknowledged.values())
        if len(numbers) != len(self.sent):
            raise Violation(f"{len(self.sent)} sent, {len(numbers)} numbers")
        if numbers != list(range(1, len(numbers) + 1)):
            wrong = next(index for index, number in enumerate(numbers, 1) if number != index)
            raise Violation(f"numbers are not 1…{len(numbers)}: {numbers[wrong - 1]} stands where {wrong} should")

    async def check_links(self, server: Server, at_most: int = 500) -> None:
        """Acknowledged reports can be read, by the reporter's link and by the interface; a sample of them."""
        receipts = list(self.acknowledged.values())
        step = max(1, len(receipts) // at_most)
        for receipt in receipts[::step]:
            await self.check_link(server, receipt)

    async def check_link(self, server: Server, receipt: Receipt) -> None:
        page = await server.get("/" + receipt.link.split("://", 1)[-1].split("/", 1)[1])
        if page.status != 200:
            raise Violation(f"{receipt.number} was acknowledged and its link answers with {page.status}")
        path = f"/{self.town}/api/v1/reports/{receipt.number.replace('/', '-')}"
        report = await server.get(path, {"authorization": f"Bearer {self.api_key}"})
        if report.status != 200 or json.loads(report.body)["number"] != receipt.number:
            raise Violation(f"{receipt.number} was acknowledged and reading it answers with {report.status}")


class Load:
    """Clients that submit reports as fast as they are answered, until stopped."""

    def __init__(self, server: Server, ledger: Ledger, clients: int) -> None:
        self._server = server
        self._ledger = ledger
        self._stopping = asyncio.Event()
        self._tasks = [asyncio.create_task(self._client()) for _ in range(clients)]

    async def _client(self) -> None:
        connection = Connection(self._server.port)
        while not self._stopping.is_set():
            try:
                response = await self._ledger.submit(connection, *self._ledger.new_submission())
                if response.status >= 500:
                    await asyncio.sleep(0.05)
            except NoAnswer:
                await asyncio.sleep(0.02)
        connection.close()

    async def stop(self) -> None:
        self._stopping.set()
        await asyncio.gather(*self._tasks)
