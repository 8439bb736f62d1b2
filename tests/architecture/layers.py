"""The order of the rooms, read from the import contracts, so that it is written down once."""

from configparser import ConfigParser
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent


def heights() -> dict[str, int]:
    """For each room its floor, the lowest first; rooms on one floor have the same number."""
    contracts = ConfigParser()
    contracts.read(CHECKOUT / ".importlinter")
    layers = contracts["importlinter:contract:rooms"]["layers"].split("\n")
    floors = [line.replace("(", "").replace(")", "").split("|") for line in layers if line.strip()]
    return {room.strip(): number for number, rooms in enumerate(reversed(floors)) for room in rooms}
