"""The main job, played in the terminal step by step from what the database really answers; each step is checked.

An officer of one state asks in one script for a person whom three other states hold in others; sees one in full, one
as a hit, nothing of the third; the owner is told; the journal verifies; a tampered copy of it is convicted.
"""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass

import psycopg
from rich.console import Console
from rich.table import Table

from commonweal.audit import merkle
from commonweal.audit import verify as verifier
from commonweal.databanks import queries as databanks
from commonweal.handling import queries as handling
from commonweal.handling import warrants
from commonweal.house import database, journal_keeping
from commonweal.house.demo.story import Held, Story
from commonweal.members import queries as members
from commonweal.portal.web import home
from commonweal.search import actions
from commonweal.workflow import queries as workflow

PATIENCE = 15.0


@dataclass
class Play:
    """The story on a console; `failed` holds every step that did not come out as it should."""

    story: Story
    console: Console
    failed: list[str]

    def run(self) -> bool:
        """Play everything; True when each step came out as it should."""
        token = self._purpose()
        answer = self._ask(token)
        self._owners(answer)
        self._owner_is_told()
        self._journal()
        return not self.failed

    def _check(self, holds: bool, words: str) -> None:
        self.console.print(f"   {'[green]✓[/green]' if holds else '[red]✗[/red]'} {words}")
        if not holds:
            self.failed.append(words)

    def _purpose(self) -> str:
        officer = members.officer(self.story.officer)
        self.console.print(f"\n[bold]1  {officer} · {officer.name_latin}, {officer.agency.name_en}[/bold]")
        self.console.print(
            f"   opens a purpose: {handling.purposes()[self.story.purpose]['en']}, case {self.story.case}"
        )
        self.console.print(f"   basis: {self.story.basis}")
        opened = warrants.open_warrant(
            officer.code, role="reader", purpose=self.story.purpose, basis=self.story.basis, case_ref=self.story.case
        )
        self._check(bool(opened.token), f"committed and in the journal before any read: receipt {opened.receipt}")
        return opened.token

    def _ask(self, token: str):
        asked = self.story.asked
        self.console.print(
            f"\n[bold]2  asks: {asked.family} {asked.given} {asked.patronymic}, born {asked.born}[/bold]"
        )
        answer = actions.ask(
            token,
            {
                "family": asked.family,
                "given": asked.given,
                "patronymic": asked.patronymic,
                "born": asked.born,
            },
        )
        table = Table(box=None, padding=(0, 2), show_header=True, header_style="dim")
        for head in ("", "band", "level", "owner", "name as the owner wrote it, or the hit", "why"):
            table.add_column(head)
        for number, each in enumerate(answer.candidates, 1):
            name = each.record.hit_ref if each.level == "hit" else each.record.names[0]["text"]
            table.add_row(str(number), each.band, each.level, each.record.owner_party, name, _why(each))
        self.console.print(table)
        self._check(bool(answer.candidates), f"answered; receipt {answer.receipt}")
        return answer

    def _owners(self, answer) -> None:
        self.console.print("\n[bold]3  what each owner let her see[/bold]")
        by_owner = {}
        for each in answer.candidates:
            by_owner.setdefault(each.record.owner_party, each)
        for held in self.story.holds:
            found = by_owner.get(held.party)
            level = found.level if found else "nothing"
            self._check(level == held.level, f"{held.party}: {level} {self._told(found, held)}")
            if found and not held.same_person:
                self._check(found.band != "strong", f"{held.party}: another person of like name, so not strong")

    def _told(self, found, held: Held) -> str:
        if found is None:
            return "– the owner denied her state; nothing shows that it holds anything"
        if found.level == "hit" and found.contact:
            return f"– ask the duty desk: {found.contact.telephone}, {found.contact.mail}, {found.contact.hours}"
        return f"– {found.record.names[0]['text']}, {found.record.owner_ref}"

    def _owner_is_told(self) -> None:
        self.console.print("\n[bold]4  the owners are told[/bold]")
        for held in self.story.holds:
            if held.desk is None:
                continue
            token = warrants.open_warrant(
                held.desk, role="desk", purpose="own-records", basis="service duty", standing_duty="desk"
            ).token
            touched = [row for row in databanks.touches(token, limit=50) if row.owner_ref == held.ref]
            with warrants.reading(token):
                items = [item for item in home.name_own(workflow.recent(50)) if item.words.get("ref") == held.ref]
                said = workflow.sentence(items[0]) if items else ""
            told = bool(touched) and bool(items)
            if held.level == "nothing":
                self._check(not touched, f"{held.party}: nothing was shown, so nothing is to tell")
            else:
                self._check(told, f"{held.party}, inbox: {said}")

    def _journal(self) -> None:
        self.console.print("\n[bold]5  the journal convicts a forger[/bold]")
        with psycopg.connect(**database.connection_settings("cw_clock"), autocommit=True) as connection:
            self._signed(connection)
            file, key = journal_keeping.checkpoints(), journal_keeping.public_key()
            report = verifier.verify(connection, file, key)
            self._check(
                report.holds,
                f"{report.entries:,} entries under {report.checkpoints:,} signed checkpoints"
                f" verify in {report.seconds:.1f} s",
            )
            content = file.read()
            with connection.transaction():
                rows = list(verifier._rows(connection))
        victim = max(0, report.signed - 2)
        forged = verifier.examine(_tampered(rows, victim), content, key=key)
        self._check(
            not forged.holds,
            f"a copy with entry {victim:,} rewritten, hashes and all: convicted"
            + (f" between checkpoints {forged.between[0]:,} and {forged.between[1]:,}" if forged.between else ""),
        )

    def _signed(self, connection: psycopg.Connection) -> None:
        """Have everything so far signed by the clock process."""
        from commonweal.audit import checkpoint
        from commonweal.audit.sequencer import CHANNEL

        wanted = connection.execute("select count(*) from audit_entry").fetchone()[0]
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            note = journal_keeping.checkpoints().last()
            if note and checkpoint.parse(note).size >= wanted:
                return
            connection.execute(f"notify {CHANNEL}")
            time.sleep(0.2)
        self.failed.append("no checkpoint was signed in time")


def _why(each) -> str:
    if each.level == "hit":
        return "with the owner"
    return ", ".join(f"{part.part} {part.verdict}" for part in each.agreements if part.asked)


def _tampered(rows: list, victim: int) -> Iterator:
    """The same rows with one entry rewritten by a forger who also recomputes its hash."""
    for row in rows:
        if row.leaf == victim:
            said = json.loads(row.entry)
            said["by"] = {"officer": "somebody-else"}
            entry = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            row = row._replace(entry=entry, leaf_hash=merkle.leaf_hash(entry.encode()))
        yield row
