"""A real mail server on 127.0.0.1: Dovecot, from Debian, with one mailbox for answers that is delivered to by LMTP."""

import getpass
import grp
import os
import pwd
import shutil
import signal
import smtplib
import subprocess
import time
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import quote

from .workspace import Violation, free_port

USER = "odpowiedz"
PASSWORD = "a secret of the tests, 100%/@"
HOST = "town.example"


class Mailbox:
    """For root Dovecot runs as its own users of Debian, else all of it as whoever runs the test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "dovecot"
        self.folder.mkdir()
        self.mails = self.folder / "mail"
        self.log = self.folder / "log"
        self.port, self.lmtp_port = free_port(), free_port()
        self._process: subprocess.Popen | None = None
        self._configure()

    def url(self, name: str = "INBOX", password: str = PASSWORD) -> str:
        return f"imap://{USER}:{quote(password, safe='')}@127.0.0.1:{self.port}/{quote(name)}"

    @property
    def maildir(self) -> str:
        return f"maildir:{self.mails}"

    def start(self) -> None:
        command = ["dovecot", "-F", "-c", str(self.folder / "dovecot.conf")]
        with (self.folder / "output").open("ab") as log:
            self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        for _ in range(100):
            try:
                smtplib.LMTP("127.0.0.1", self.lmtp_port).quit()
                return
            except (OSError, smtplib.SMTPException):
                time.sleep(0.1)
        raise Violation(f"dovecot does not start; see {self.folder}")

    def stop(self) -> None:
        """As by a failed machine: those that serve open connections would do so for half a minute more."""
        if self._process:
            for process in self._family():
                os.kill(process, signal.SIGKILL)
            self._process.wait()
            self._process = None
            shutil.rmtree(self.folder / "run", ignore_errors=True)

    def hush(self) -> None:
        """Its listeners stay and nobody serves them: connections are taken by the system, and nothing is said."""
        for process in self._family():
            os.kill(process, signal.SIGSTOP)

    def wake(self) -> None:
        for process in self._family():
            os.kill(process, signal.SIGCONT)

    def _family(self) -> list[int]:
        if not self._process:
            return []
        out = subprocess.run(["ps", "-o", "pid=", "--ppid", str(self._process.pid)], capture_output=True, text=True, check=False)
        return [self._process.pid, *map(int, out.stdout.split())]

    def deliver(self, letters: list[tuple[str, bytes]]) -> None:
        """Hands mails over by LMTP, each to its recipient, as Postfix does."""
        with smtplib.LMTP("127.0.0.1", self.lmtp_port) as connection:
            for recipient, content in letters:
                refused = connection.sendmail("resident@przyklad.example", [recipient], content)
                if refused:
                    raise Violation(f"dovecot refuses {refused}")

    def waiting(self, name: str = "") -> int:
        """How many mails are in it, read or not."""
        folder = self.mails / f".{name}" if name else self.mails
        return sum(len(list((folder / part).iterdir())) for part in ("new", "cur") if (folder / part).exists())

    def make(self, name: str) -> None:
        """Another mailbox of the user, by its name on the disk."""
        for part in ("new", "cur", "tmp"):
            (self.mails / f".{name}" / part).mkdir(parents=True)
        self._own(self.mails / f".{name}")

    def drop(self, name: str, content: bytes) -> None:
        """Moves a mail into that mailbox, whole."""
        folder = self.mails / f".{name}"
        unfinished = folder / "tmp" / f"{time.time_ns()}.test"
        unfinished.write_bytes(content)
        self._own(folder)
        unfinished.rename(folder / "new" / unfinished.name)

    def _own(self, folder: Path) -> None:
        if os.geteuid() == 0:
            owner = pwd.getpwnam("nobody")
            for path in [folder, *folder.rglob("*")]:
                os.chown(path, owner.pw_uid, owner.pw_gid)

    def _configure(self) -> None:
        user = "nobody" if os.geteuid() == 0 else getpass.getuser()
        entry = pwd.getpwnam(user)
        group = grp.getgrgid(entry.pw_gid).gr_name
        for part in ("new", "cur", "tmp"):
            (self.mails / part).mkdir(parents=True)
        self._own(self.mails)
        (self.folder / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}::::::\n", encoding="utf-8")
        lines = [
            f"base_dir = {self.folder}/run",
            f"state_dir = {self.folder}/state",
            f"log_path = {self.log}",
            "protocols = imap lmtp",
            "listen = 127.0.0.1",
            "ssl = no",
            "recipient_delimiter = +",
            "auth_username_format = %Ln",
            "first_valid_uid = 1",
            f"mail_location = maildir:{self.mails}",
            f"passdb {{\n  driver = passwd-file\n  args = {self.folder}/users\n}}",
            f"userdb {{\n  driver = static\n  args = uid={entry.pw_uid} gid={entry.pw_gid} home={self.folder}/home\n}}",
            f"service imap-login {{\n  chroot =\n  inet_listener imap {{\n    port = {self.port}\n  }}\n}}",
            f"service lmtp {{\n  inet_listener lmtp {{\n    address = 127.0.0.1\n    port = {self.lmtp_port}\n  }}\n}}",
            "service anvil {\n  chroot =\n}",
        ]
        if os.geteuid() != 0:
            lines += [f"default_internal_user = {user}", f"default_login_user = {user}", f"default_internal_group = {group}"]
        (self.folder / "dovecot.conf").write_text("\n".join(lines) + "\n", encoding="utf-8")


def mail(recipient: str, index: int, words: str) -> bytes:
    """A mail as a person writes it."""
    message = EmailMessage()
    message["From"] = "Olga Zmyślona <resident@przyklad.example>"
    message["To"] = recipient
    message["Subject"] = "Re: zgłoszenie"
    message["Message-ID"] = f"<{index}@przyklad.example>"
    message.set_content(f"{words}\n\nOn 3 May 2026, Town Hall wrote:\n> A lamp is dark.\n")
    return message.as_bytes()
