"""What every format is read into: a row, a refusal, or a row whose parent has not come yet."""

from dataclasses import dataclass, field

from commonweal.common.errors import BadInput


@dataclass(frozen=True, slots=True)
class Row:
    """A Commonweal line as a decoded object (docs/formats.md) or as JSON, and its number in the contributor's own file.

    The number is the one that he sees: the row of the spreadsheet, the line of the text file, the entry of the list.
    """

    number: int
    line: dict | bytes


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that cannot be taken: its number, the code of the error and the English sentence.

    `template` and `params` are the sentence before its values were filled in, so that a page may say it in the
    reader's language (`gettext(template).format(**params)`). `also` holds the further errors of the same row, `ref` its
    reference where it could be read.
    """

    line: int
    code: str
    message: str
    template: str = ""
    params: dict[str, object] = field(default_factory=dict)
    also: tuple["Refused", ...] = ()
    ref: str = ""

    @classmethod
    def because(cls, line: int, *errors: BadInput, ref: str = "") -> "Refused":
        """The refusal of a row for one error or several."""
        first, *others = (cls(line, each.code, each.sentence(), each.message, each.params) for each in errors)
        return cls(line, first.code, first.message, first.template, first.params, tuple(others), ref)


@dataclass(frozen=True, slots=True)
class Held:
    """A row that belongs to a parent which is not in the files handed in; it waits and is never made up.

    `body` is the row as it stood, JSON-able; handed to the reader again with a newer main file it joins its parent.
    """

    number: int
    parent: str
    body: dict
