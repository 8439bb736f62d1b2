"""Why something stopped, as it is kept with it: code and sentence plainly, the sentence's values sealed, because words
of a question may stand among them.
"""

import json

from commonweal.common import sealed
from commonweal.common.errors import CommonwealError


def problem(error: CommonwealError, table: str = "", row: object = "") -> str:
    """The error as JSON for this place; without a place, without values."""
    said = {"code": error.code, "template": error.message, "params": {}}
    if table and error.params:
        said["sealed"] = sealed.seal_text(error.params, sealed.place(table, row, "problem"))
    return json.dumps(said, ensure_ascii=False)


def told(text: str | None, table: str, row: object) -> dict | None:
    """Code, template and params again."""
    said = json.loads(text) if text else None
    if said and "sealed" in said:
        said["params"] = sealed.unseal_text(said.pop("sealed"), sealed.place(table, row, "problem"))
    return said
