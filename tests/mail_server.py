"""A mail server on the loopback interface that stores the messages it is sent."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast


@dataclass
class MailServer:
    """What the server was sent.

    Attributes:
        host: where it listens.
        refused: recipients that it does not know.
        received: the messages, in order.
    """

    host: str
    refused: set[str] = field(default_factory=set)
    received: list[EmailMessage] = field(default_factory=list)


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Listen while the block runs."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self._say("220 ready")
            while line := self.rfile.readline().decode().strip():
                command = line.partition(" ")[0].upper()
                if command == "RCPT" and any(name in line for name in server.refused):
                    self._say("550 no such person")
                elif command == "DATA":
                    self._say("354 go on")
                    data = b""
                    while (part := self.rfile.readline()) != b".\r\n":
                        data += part.removeprefix(b".") if part.startswith(b"..") else part
                    server.received.append(cast(EmailMessage, message_from_bytes(data, policy=policy.default)))
                    self._say("250 taken")
                else:
                    self._say("221 bye" if command == "QUIT" else "250 well")

        def _say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as listening:
        server = MailServer(f"127.0.0.1:{listening.server_address[1]}")
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            listening.shutdown()
            thread.join()
