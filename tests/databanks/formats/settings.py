"""What the tests of formats share: a day, defaults, and reading a file that a test writes."""

from datetime import date

from commonweal.databanks import formats
from commonweal.databanks.formats import Defaults, Settings, Term

TODAY = date(2026, 11, 24)
LIST = Defaults(
    label={"bank": "united"},
    basis={"kind": "list", "number": "list of the test"},
    evaluation="B2",
    retention=Term(klass="analysis", years=1),
    retention_of={"vessel": Term(klass="object", years=1), "aircraft": Term(klass="object", years=1)},
)


def read(format_, *paths, held=(), defaults=LIST, **chosen):
    """Everything that files say under these settings."""
    settings = Settings(format=format_, defaults=defaults, **chosen)
    return list(formats.read(list(paths), settings, held=held, today=TODAY))
