"""Errors that people read: each has a stable code, a sentence and the values that the sentence needs."""


class CommonwealError(Exception):
    """Base of all errors with a code.

    `code` is stable and documented (`databanks.line.not-json`); `message` is an English sentence, translatable by
    its text, that names what, why and the remedy; `params` fill its `{placeholders}`.
    """

    def __init__(self, code: str, message: str, **params: object) -> None:
        self.code = code
        self.message = message
        self.params = params
        super().__init__(f"{code}: {message.format(**params)}")

    def __reduce__(self) -> tuple:
        """So that an error goes whole from one process to another."""
        return _again, (type(self), self.code, self.message, self.params)

    def sentence(self) -> str:
        """The message with its values filled in."""
        return self.message.format(**self.params)


class NotAllowed(CommonwealError):
    """This officer may not do this, whatever the state of the thing."""


class NotNow(CommonwealError):
    """This may not be done in the present state of the thing."""


class RuleBroken(CommonwealError):
    """A rule of the field (an article, a decision) stands against it."""


class BadInput(CommonwealError):
    """What was handed in cannot be read; nothing was changed."""


def _again(kind: type[CommonwealError], code: str, message: str, params: dict[str, object]) -> CommonwealError:
    return kind(code, message, **params)
