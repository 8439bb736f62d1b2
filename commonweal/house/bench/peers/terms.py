"""A full-text index of terms in tantivy, that two peers are made of: each name a row of terms, found by any of them."""

import shutil
import tempfile
from collections.abc import Iterable

TOP = 256 << 20
"""Bytes of its writer."""


class Terms:
    """Rows of terms; the number of a row is given by the caller and need not be unique."""

    def __init__(self) -> None:
        import tantivy

        self._folder = tempfile.mkdtemp(prefix="cw-terms-")
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("terms", tokenizer_name="whitespace", index_option="basic")
        builder.add_integer_field("number", fast=True)
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema, path=self._folder)

    def fill(self, rows: Iterable[tuple[int, Iterable[str]]]) -> None:
        """Write all rows, once."""
        import tantivy

        writer = self._index.writer(heap_size=TOP, num_threads=1)
        for number, terms in rows:
            document = tantivy.Document()
            document.add_text("terms", " ".join(terms))
            document.add_integer("number", number)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def frequency(self, term: str) -> int:
        """Rows that hold the term."""
        return self._searcher.doc_freq("terms", term)

    def __len__(self) -> int:
        return self._searcher.num_docs

    def any_of(self, terms: dict[str, float | None], *, limit: int) -> list[tuple[int, float]]:
        """Numbers and scores of the best rows: a term counts its weight, or by BM25 where it has none."""
        from tantivy import Occur, Query

        clauses = []
        for term, weight in terms.items():
            query = Query.term_query(self._schema, "terms", term, index_option="basic")
            clauses.append((Occur.Should, query if weight is None else Query.const_score_query(query, weight)))
        if not clauses:
            return []
        hits = self._searcher.search(Query.boolean_query(clauses), limit=limit, count=False).hits
        numbers = self._searcher.fast_field_values("number", [address for _, address in hits])
        return [(int(number), score) for number, (score, _) in zip(numbers, hits, strict=True)]

    def close(self) -> None:
        """Remove the files."""
        shutil.rmtree(self._folder, ignore_errors=True)
