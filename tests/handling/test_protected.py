"""Protected records: which labels they may bear, and who opens a purpose under which they are seen."""

import pytest

from commonweal.common.errors import BadInput, NotAllowed
from commonweal.handling import labels, queries, warrants
from tests import factories

OWNER = {"party": "UZ", "agency": "UZ-MIA", "unit": "CP"}
PURPOSE = "victim-protection"


@pytest.fixture(scope="module")
def cast(shared_house):
    """UZ-4 may open purposes of protection; nobody else may."""
    with shared_house.superuser() as superuser:
        factories.cast(superuser)
        superuser.execute("update members_officer set roles = roles || '{protector}' where code = 'UZ-4'")


def test_label_is_protected_by_what_the_type_says_alone():
    words = factories.OPEN_LABEL | {"purposes": [PURPOSE]}
    assert labels.from_words(words, **OWNER).protected is False
    assert labels.from_words(words, **OWNER, protected=True).protected is True
    with pytest.raises(BadInput) as refused:
        labels.from_words(words | {"protected": False}, **OWNER, protected=True)
    assert refused.value.code == "handling.label.malformed"


@pytest.mark.parametrize("purposes", [[], ["own-records"], [PURPOSE, "wanted-person"], ["trafficking-in-persons"]])
def test_label_of_a_protected_record_names_purposes_of_protection_alone(purposes):
    with pytest.raises(BadInput) as refused:
        labels.from_words(factories.OPEN_LABEL | {"purposes": purposes}, **OWNER, protected=True)
    assert refused.value.code == "handling.label.not-protecting"
    assert refused.value.params == {"purposes": PURPOSE}


def test_protection_is_part_of_what_a_label_is():
    words = factories.OPEN_LABEL | {"purposes": [PURPOSE]}
    open_, closed = (labels.from_words(words, **OWNER, protected=protected) for protected in (False, True))
    assert labels.digest(open_) != labels.digest(closed)


def test_label_is_written_and_read_as_it_is(cast):
    label = labels.from_words(factories.OPEN_LABEL | {"purposes": [PURPOSE]}, **OWNER, protected=True)
    with warrants.reading(factories.open_as("UZ-1", "contributor", "contribution")):
        number = labels.intern([label])[label]
        assert labels.intern([label]) == {label: number}
    with warrants.reading(factories.open_as("UZ-2", "approver", "contribution")):
        assert labels.read(number) == label


def test_purpose_of_protection_is_opened_by_whom_the_register_names(cast):
    assert warrants.current(factories.open_as("UZ-4", "reader", PURPOSE)).purpose == PURPOSE
    for role in ("reader", "desk", "approver"):
        with pytest.raises(NotAllowed) as refused:
            factories.open_as("UZ-3", role, PURPOSE)
        assert refused.value.code == "handling.warrant.needs-role"
        assert refused.value.params == {"purpose": PURPOSE, "needs": "protector"}


def test_other_purposes_need_no_further_role(cast):
    needing = [code for code, purpose in queries.purposes().items() if "needs" in purpose]
    assert needing == [PURPOSE]
    assert warrants.current(factories.open_as("UZ-3", "reader", "trafficking-in-persons")).role == "reader"
