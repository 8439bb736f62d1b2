"""Plain measures of likeness, as a judge each: what a programmer would reach for."""

from functools import cached_property

import psycopg

from . import Judge
from .latin import ICU, latin, sorted_latin
from .server import Server


class RatioJudge(Judge):
    """rapidfuzz over sorted words."""

    name = "rapidfuzz ratio"
    setting = "fuzz.ratio over sorted words in ICU Latin"
    needs = ("rapidfuzz", ICU)
    threshold = 0.85

    def compare(self, one: str, other: str, *, is_person: bool, births: tuple[str, str] = ("", "")) -> float:
        from rapidfuzz import fuzz

        return fuzz.ratio(sorted_latin(one), sorted_latin(other)) / 100


class WinklerJudge(Judge):
    """Jaro-Winkler, as recordlinkage and Splink compare."""

    name = "Jaro-Winkler"
    setting = "over sorted words in ICU Latin (the measure of recordlinkage and Splink)"
    needs = ("rapidfuzz", ICU)
    threshold = 0.92

    def compare(self, one: str, other: str, *, is_person: bool, births: tuple[str, str] = ("", "")) -> float:
        from rapidfuzz.distance import JaroWinkler

        return JaroWinkler.normalized_similarity(sorted_latin(one), sorted_latin(other))


class TrigramJudge(Judge):
    """pg_trgm's similarity."""

    name = "pg_trgm"
    setting = "similarity in ICU Latin"
    needs = (ICU,)
    threshold = 0.5

    @cached_property
    def _server(self) -> Server:
        return Server()

    def compare(self, one: str, other: str, *, is_person: bool, births: tuple[str, str] = ("", "")) -> float:
        connection: psycopg.Connection = self._server.connection
        return connection.execute("select similarity(%s, %s)", [latin(one), latin(other)]).fetchone()[0]

    def close(self) -> None:
        if "_server" in self.__dict__:
            self._server.close()
