"""The verbs of the data banks: contribute, approve or refuse, withdraw or block.

Only these write. Each runs under the acting officer's warrant, in one transaction, with its journal entry inside.
"""

from commonweal.databanks.actions.approve import approve, refuse
from commonweal.databanks.actions.contribute import begin, complete, contribute, stage
from commonweal.databanks.actions.records import block, consent, unblock, withdraw

__all__ = [
    "approve",
    "begin",
    "block",
    "complete",
    "consent",
    "contribute",
    "refuse",
    "stage",
    "unblock",
    "withdraw",
]
