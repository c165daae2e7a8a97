"""What the checks say: which passed, which failed as expected, which could not be made."""

from collections.abc import Callable
from dataclasses import dataclass, field


class Skipped(Exception):
    """A client cannot be had here; the text says why."""


@dataclass
class Town:
    """The running town as a client reaches it, and what it may rely on."""

    # Without a slash at the end.
    endpoint: str
    # Of all towns of the server.
    shared: str
    name: str
    # A key that submits.
    reporter: str
    # Numbers of public reports, and a place in the town.
    published: list[str]
    latitude: float
    longitude: float
    # A category that asks something, with answers to it, and one that asks nothing.
    asking: str
    answers: dict[str, str]
    plain: str


@dataclass
class Results:
    # Failures that are not ours, by the name of the check, with the reason.
    expected: dict[str, str]
    passed: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    skipped: dict[str, str] = field(default_factory=dict)

    def note(self, name: str, failure: str | None) -> None:
        if failure is None:
            self.passed.append(name)
        else:
            self.failed[name] = failure.strip().splitlines()[-1][:200] if failure.strip() else "no words"

    def check(self, name: str, act: Callable[[], object]) -> None:
        """Notes whether `act` returns; an assertion or any other error is a failure."""
        try:
            act()
        except Exception as error:  # noqa: BLE001: whatever a client throws is what we want to know
            self.note(name, f"{type(error).__name__}: {error}")
        else:
            self.note(name, None)

    @property
    def surprises(self) -> list[str]:
        """Failures that nobody expected, and expected ones that did not come."""
        broken = [f"{name}: {why}" for name, why in self.failed.items() if name not in self.expected]
        mended = [name for name in self.passed if name in self.expected]
        return broken + [f"{name}: passes now; take it off the list" for name in mended]

    def table(self) -> str:
        lines = [f"  failed as expected  {name}: {self.expected[name]}" for name in self.failed if name in self.expected]
        lines += [f"  skipped             {name}: {why}" for name, why in self.skipped.items()]
        return "\n".join(lines)
