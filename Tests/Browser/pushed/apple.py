"""A stub of Apple's push service: HTTP/2 over TLS, and what is known of its rules.

Written from descriptions; nobody has held it against the real one.
"""

import asyncio
import datetime
import ipaddress
import json
import ssl
import threading
import uuid
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import ConnectionTerminated, DataReceived, RequestReceived, StreamEnded
from h2.exceptions import ProtocolError


class Apple:
    def __init__(self, port: int, folder: Path) -> None:
        self.port = port
        # The certificate and its key.
        self.certificate = folder / "apple.pem"
        self.requests: list[tuple[dict[str, str], dict]] = []
        self.connections = 0
        # How many requests stood open at once.
        self.most_at_once = 0

    def start(self) -> None:
        self._write_certificate()
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(self.certificate)
        tls.set_alpn_protocols(["h2"])
        self._loop = asyncio.new_event_loop()
        ready = threading.Event()

        def run() -> None:
            asyncio.set_event_loop(self._loop)
            self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", self.port, ssl=tls))
            ready.set()
            self._loop.run_forever()

        threading.Thread(target=run, daemon=True).start()
        ready.wait()

    def _write_certificate(self) -> None:
        key, now = ec.generate_private_key(ec.SECP256R1()), datetime.datetime.now(datetime.UTC)
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "stub")])
        certificate = (
            x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(hours=1))
            .not_valid_after(now + datetime.timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
            .sign(key, hashes.SHA256())
        )
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        self.certificate.write_bytes(certificate.public_bytes(Encoding.PEM) + private)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        connection = H2Connection(config=H2Configuration(client_side=False, header_encoding="utf-8"))
        connection.initiate_connection()
        writer.write(connection.data_to_send())
        open_streams: dict[int, tuple[dict[str, str], bytearray]] = {}
        ended: list[int] = []
        while data := await reader.read(65_536):
            try:
                events = connection.receive_data(data)
            except ProtocolError:
                break
            for event in events:
                match event:
                    case RequestReceived():
                        open_streams[event.stream_id] = (dict(event.headers), bytearray())
                    case DataReceived():
                        open_streams[event.stream_id][1].extend(event.data)
                        connection.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
                    case StreamEnded():
                        ended.append(event.stream_id)
                    case ConnectionTerminated():
                        writer.close()
                        return
            self.most_at_once = max(self.most_at_once, len(open_streams))
            if ended:
                # Some more may come while the first ones are thought about.
                writer.write(connection.data_to_send())
                await asyncio.sleep(0.02)
                for stream in ended:
                    headers, body = open_streams.pop(stream)
                    self._answer(connection, stream, headers, bytes(body))
                ended = []
            writer.write(connection.data_to_send())
            await writer.drain()
        writer.close()

    def _answer(self, connection: H2Connection, stream: int, headers: dict[str, str], body: bytes) -> None:
        self.requests.append((headers, json.loads(body)))
        status, reason = self._judge(headers, body)
        lines = [(":status", str(status)), ("apns-id", str(uuid.uuid4()).upper())]
        connection.send_headers(stream, lines, end_stream=reason is None)
        if reason:
            connection.send_data(stream, json.dumps({"reason": reason}).encode(), end_stream=True)

    @staticmethod
    def _judge(headers: dict[str, str], body: bytes) -> tuple[int, str | None]:
        token = headers[":path"].removeprefix("/3/device/")
        if not headers.get("authorization", "").startswith("bearer "):
            return 403, "MissingProviderToken"
        if len(body) > 4_096:
            return 413, "PayloadTooLarge"
        if token.startswith("dead"):
            return 410, "Unregistered"
        return 200, None
