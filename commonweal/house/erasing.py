"""Where the register of erasures lies outside the database: beside the checkpoints, where no restore touches it."""

from pathlib import Path

from commonweal.house import places


def file() -> Path:
    """The register's file."""
    return places.checkpoint_file().with_name("erasures")


def keep(settings: dict) -> int:
    """Bring the file up to date; for the clock process. `settings` are those of the role cw_clock."""
    from commonweal.databanks import erasures

    return erasures.keep(settings, file())
