"""The mark that every API operation carries: its policy and its journal verb, as pages carry theirs.

tests/architecture/test_every_url_has_a_policy.py reads the marks; an operation without them fails it.
"""

from collections.abc import Callable


def operation(*, policy: str, journal: str) -> Callable[[Callable], Callable]:
    """Declare an operation: which warrant it needs (`link`, `desk`, `purpose`, `record`), which verb it writes."""

    def declare(view: Callable) -> Callable:
        view.policy = policy
        view.journal = journal
        return view

    return declare
