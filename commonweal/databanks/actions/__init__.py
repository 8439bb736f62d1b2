"""The verbs of the data banks: contribute, approve or refuse, withdraw or block.

Only these write. Each runs under the acting officer's warrant, in one transaction, with its journal entry inside.
"""

from commonweal.databanks.actions.approve import approve, refuse
from commonweal.databanks.actions.check import Report, check
from commonweal.databanks.actions.contribute import contribute, contribute_file, reading_of
from commonweal.databanks.actions.export import (
    export_found,
    export_gathered,
    export_own,
    export_screened,
    print_record,
)
from commonweal.databanks.actions.looking import hand_in, look
from commonweal.databanks.actions.profiles import remove as remove_profile
from commonweal.databanks.actions.profiles import save as save_profile
from commonweal.databanks.actions.records import achieve, block, consent, unblock, withdraw
from commonweal.databanks.actions.staging import begin, complete, stage
from commonweal.databanks.actions.undo import Preview, undo
from commonweal.databanks.actions.undo import preview as undo_preview
from commonweal.databanks.actions.uploads import forget, keep_rejects, note, receive
from commonweal.databanks.actions.work import begin as begin_work
from commonweal.databanks.batches import Source

__all__ = [
    "Preview",
    "Report",
    "Source",
    "achieve",
    "approve",
    "begin",
    "begin_work",
    "block",
    "check",
    "complete",
    "consent",
    "contribute",
    "contribute_file",
    "export_found",
    "export_gathered",
    "export_own",
    "export_screened",
    "forget",
    "hand_in",
    "keep_rejects",
    "look",
    "note",
    "print_record",
    "reading_of",
    "receive",
    "refuse",
    "remove_profile",
    "save_profile",
    "stage",
    "unblock",
    "undo",
    "undo_preview",
    "withdraw",
]
