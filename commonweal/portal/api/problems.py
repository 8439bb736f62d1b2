"""The one form of an error, and what every operation may answer."""

from ninja import Schema


class Problem(Schema):
    """Every error: a stable code and a sentence that names the remedy; never a value that was sent."""

    code: str
    message: str


def answers(success: type) -> dict[int, type]:
    """What an operation may answer, for its description."""
    return {200: success} | dict.fromkeys((400, 401, 403, 404, 409, 422), Problem)
