"""What is done with an upload or a batch in the background. Each deed goes on where an earlier attempt stopped."""

from collections.abc import Callable

from commonweal.databanks import uploads
from commonweal.databanks.actions import uploads as keeping
from commonweal.databanks.actions.approve import approve as make_active
from commonweal.databanks.actions.contribute import contribute
from commonweal.databanks.uploads import Work

Progress = Callable[[int], None]


def check(work: Work, token: str, progress: Progress) -> None:
    """Count what the upload would bring and keep what would be refused; nothing else is written."""
    raise NotImplementedError


def stage(work: Work, token: str, progress: Progress) -> None:
    """Stage the upload as a batch, then let go of it."""
    upload = uploads.upload(token, work.subject)
    with uploads.opened(token, upload.id) as path:
        batch = contribute(path, token, progress=progress)
    keeping.note(token, upload.id, batch=batch.id)
    keeping.forget(token, upload.id)


def approve(work: Work, token: str, progress: Progress) -> None:
    """Make a batch active."""
    make_active(work.subject, token, progress=progress)


def undo(work: Work, token: str, progress: Progress) -> None:
    """Undo a batch."""
    raise NotImplementedError
