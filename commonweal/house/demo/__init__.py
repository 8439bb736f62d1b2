"""The demonstration commonwealth: real states and bodies, everything else invented; the same bytes on every machine.

`generate()` makes it in memory, `write()` puts it into files. No database, no clock, nothing from outside. What it is
for and what its parts mean: docs/demo.md.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from commonweal.house.demo import cast, exchange
from commonweal.house.demo.dice import Dice
from commonweal.house.demo.planted import Planted
from commonweal.house.demo.records import Maker
from commonweal.house.demo.story import STORY, Story

SEED = 2010
TABLES = ("parties", "agencies", "officers", "exchange", "planted")
FILES = ("lines", "drafts", "expired")
DAY = date(2026, 11, 24)
"""The day on which the demonstration plays; terms of records count from it."""


@dataclass(frozen=True)
class Demo:
    """The whole demonstration. Lines are JSON bytes without line breaks, by code of the contributing agency.

    `drafts` are contributions that nobody has approved, `expired` are records whose term is over on `day` (an importer
    refuses them on that day; move the clock back to see one expire). Both are beside the records in `lines`.
    """

    day: date
    parties: list[cast.Party]
    agencies: list[cast.Agency]
    officers: list[cast.Officer]
    exchange: list[exchange.Exchange]
    lines: dict[str, list[bytes]]
    drafts: dict[str, list[bytes]]
    expired: dict[str, list[bytes]]
    planted: list[Planted]
    story: Story

    def officer(self, code: str) -> cast.Officer:
        """The officer with this code."""
        return next(each for each in self.officers if each.code == code)

    def agency(self, code: str) -> cast.Agency:
        """The agency with this code."""
        return next(each for each in self.agencies if each.code == code)

    def holding(self, role: str, agency: str) -> list[cast.Officer]:
        """Officers of an agency in a role who are accredited on the day of the demonstration, by code."""
        return [
            each for each in self.officers if each.agency == agency and role in each.roles and each.accredited(self.day)
        ]

    def digest(self) -> str:
        """SHA-256 over everything, in hexadecimal: equal digests mean equal demonstrations."""
        content = hashlib.sha256()
        for name in TABLES:
            content.update(_json([asdict(each) for each in getattr(self, name)]))
        content.update(_json(asdict(self.story)))
        for name in FILES:
            for agency, lines in getattr(self, name).items():
                content.update(b"\n".join([agency.encode(), *lines]))
        return content.hexdigest()

    def write(self, folder: Path) -> None:
        """Write everything below a folder: cast, exchange, story, planted as JSON; records as JSON Lines by agency."""
        folder.mkdir(parents=True, exist_ok=True)
        for name in TABLES:
            (folder / f"{name}.json").write_bytes(_json([asdict(each) for each in getattr(self, name)]))
        (folder / "story.json").write_bytes(_json(asdict(self.story)))
        for name in FILES:
            for agency, lines in getattr(self, name).items():
                path = folder / name / f"{agency}.jsonl"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(b"".join(line + b"\n" for line in lines))


def _json(content: object) -> bytes:
    """Indented JSON; dates as ISO text."""
    return json.dumps(content, ensure_ascii=False, indent=1, default=str).encode() + b"\n"


def generate(seed: int = SEED, *, day: date = DAY) -> Demo:
    """The demonstration; equal arguments give equal bytes. `day` moves all terms, for a demonstration played later."""
    parties, agencies = cast.parties(), cast.agencies()
    officers = cast.officers(Dice(f"{seed}/officers"), agencies)
    made = Maker(seed, parties, agencies, day).records()
    rows = exchange.exchange(parties, Dice(f"{seed}/exchange"))
    return Demo(
        day, parties, agencies, officers, rows, made.lines, made.drafts, made.expired, made.planted, STORY
    )  # fmt: skip
