"""What doctor asks of the journal's witnesses: is a checkpoint settled in time, and do they stand apart?"""

import psycopg

from commonweal.audit import witnessing
from commonweal.common.errors import BadInput
from commonweal.house import accounts, witness_keeping
from commonweal.house.checks import Check
from commonweal.house.commands.witness import sentences


def settled(connection: psycopg.Connection) -> Check:
    """A checkpoint must be settled in time; without witnesses the journal convicts nobody who holds everything."""
    now = witnessing.standing(connection)
    late = [name for name, seen in now.witnesses.items() if seen.get("fault") or seen.get("size", 0) < now.size]
    ok = None if not now.quorum or (now.open and late) else now.open
    return Check(
        "settled",
        "Witnesses confirm the journal in time",
        ok,
        " ".join(line.strip() for line in sentences(now)),
        "Name witnesses in the member states in the list (docs/rooms/audit.md, Witnesses); see that those behind run"
        " and can be reached: commonweal journal status.",
    )


def apart() -> Check:
    """The list must be readable, and a witness on this machine is for demonstrations."""
    title = "Witnesses stand apart from the house"
    remedy = f"See {witness_keeping.list_file()}; a witness belongs on another owner's machine, under his key."
    try:
        policy = witness_keeping.policy()
    except BadInput as problem:
        return Check("witnesses", title, False, problem.sentence(), remedy)
    here = [watcher.key.name for watcher in policy.witnesses if "//127.0.0.1" in watcher.place]
    if not policy.quorum:
        return Check("witnesses", title, None, "None are listed, or the quorum is 0.", remedy)
    if len(policy.witnesses) - len(here) < policy.quorum:
        account = accounts.WITNESS if accounts.as_root() else "the house's own account"
        found = f"The quorum can be reached with {', '.join(here)} on this machine ({account}): not for production."
        return Check("witnesses", title, None, found, remedy)
    return Check("witnesses", title, True, f"{len(policy.witnesses)} are listed, {policy.quorum} settle.", remedy)
