"""Every sentence that a page may show, gathered for the catalogues of translations.

`python -m tools.messages` brings commonweal/locale/*/LC_MESSAGES/django.po up to date: new sentences come in with an
empty translation, sentences that nobody says any more go out; it prints what lacks a translation and exits 1 then.
Gathered are templates, calls of gettext and its kin, sentences of errors, and the tables of other rooms.
"""

import ast
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ROOT / "commonweal"
LOCALE = ROOMS / "locale"
ERRORS = {"CommonwealError", "NotAllowed", "NotNow", "RuleBroken", "BadInput"}
HEADER = """# Translations of Commonweal. Brought up to date by `python -m tools.messages`.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""
CALLS = {
    # name → places of context, singular, plural among the arguments
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "ngettext_noop": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
}


@dataclass(frozen=True, order=True, slots=True)
class Message:
    """One sentence: its English text, the plural where it counts, the context where one word has two meanings."""

    text: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> str | tuple[str, str]:
        """As Babel's catalogue names it."""
        return (self.text, self.plural) if self.plural else self.text


def gather() -> set[Message]:
    """All sentences."""
    return {*from_templates(), *from_code(), *from_tables()}


def from_templates() -> Iterator[Message]:
    """What templates say."""
    prepare_django()
    from django.template import engines
    from django.template.exceptions import TemplateDoesNotExist

    engine = engines["django"].engine
    for path in sorted(ROOMS.glob("*/templates/**/*.html")):
        name = str(path).split("/templates/", 1)[1]
        try:
            template = engine.get_template(name)
        except TemplateDoesNotExist:  # a room that is not installed
            continue
        yield from _of_nodes(template.nodelist)


def _of_nodes(nodes: object) -> Iterator[Message]:
    from django.template.base import Node
    from django.templatetags.i18n import BlockTranslateNode, TranslateNode

    for node in nodes.get_nodes_by_type(Node):
        if isinstance(node, TranslateNode):
            context = str(node.message_context.var) if node.message_context else ""
            yield Message(str(node.filter_expression.var.literal), context=context)
        elif isinstance(node, BlockTranslateNode):
            singular, _values = node.render_token_list(node.singular)
            plural = node.render_token_list(node.plural)[0] if node.plural else ""
            yield Message(singular, plural)


def from_code() -> Iterator[Message]:
    """What Python says: calls of gettext and its kin, and the sentences of errors (the command line speaks English, but
    the catalogue of errors tells all of them in both languages)."""
    from tools import errors

    yield from (Message(each.english) for each in errors.told())
    for path in sorted(ROOMS.glob("**/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in CALLS:
                yield from _of_call(node.args, *CALLS[name])


def _of_call(arguments: list[ast.expr], context: int | None, one: int, many: int | None) -> Iterator[Message]:
    texts = [getattr(each, "value", None) for each in arguments]
    wanted = [texts[place] if place is not None and place < len(texts) else "" for place in (one, many, context)]
    if all(isinstance(text, str) for text in wanted) and wanted[0]:
        yield Message(*wanted)


def from_tables() -> Iterator[Message]:
    """What rooms below say in tables that carry no mark of their own."""
    prepare_django()
    from commonweal.handling.decision import TABLE
    from commonweal.names import REASONS
    from commonweal.portal.terms import REASON_ONE
    from commonweal.search import doubts
    from commonweal.workflow.clocks import WORDS
    from commonweal.workflow.terms import SENTENCES
    from tools import diagrams

    for table in diagrams.registered():
        yield from (Message(words, context=f"state of {table.name}") for words in table.states.values())
        for line in table.transitions:
            yield from (Message(line.words), Message(line.event, context="event"))
    yield from (Message(*pair) for pair in WORDS.values())
    yield from (Message(row.because) for row in TABLE)
    yield from (Message(text) for table in (doubts.MEANING, doubts.STEPS) for text in table.values())
    said_whole = (text for code, text in REASONS.items() if code not in REASON_ONE and not _only_a_value(text))
    yield from (Message(text) for text in said_whole)
    yield from (Message(text) for variants in SENTENCES.values() for text in variants.values())


def _only_a_value(text: str) -> bool:
    return text.startswith("{") and text.endswith("}") and text.count("{") == 1


def prepare_django() -> None:
    """Make templates and models readable; touches no database."""
    import django
    from django.apps import apps

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonweal.settings")
    if not apps.ready:
        django.setup()


def catalogue(language: str) -> Catalog:
    """The catalogue of a language as it is in the repository."""
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=language)


def renew(language: str) -> list[Message]:
    """Write the catalogue anew with what is said today; returns what lacks a translation."""
    before = catalogue(language)
    after = Catalog(locale=language, fuzzy=False)
    missing = []
    for message in sorted(gather()):
        known = before.get(message.text, message.context or None)
        string = known.string if known is not None and bool(known.pluralizable) == bool(message.plural) else ""
        flags = ("python-brace-format",) if "{" in message.text else ()
        after.add(message.key, string, context=message.context or None, flags=flags)
        if not all(string) if isinstance(string, tuple) else not string:
            missing.append(message)
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("wb") as file:
        file.write(HEADER.format(language=language, plurals=after.plural_forms).encode())
        write_po(file, after, width=120, omit_header=True)
    return missing


def main() -> int:
    """Renew every catalogue; 1 where something lacks a translation."""
    lacking = {path.name: renew(path.name) for path in sorted(LOCALE.iterdir()) if path.is_dir()}
    for language, messages in lacking.items():
        for message in messages:
            sys.stdout.write(f"{language}: {message.text}\n")
    return 1 if any(lacking.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
