"""Some roles and relations at every address: what the policy hides answers as what does not exist.

All of them: `make prove-trust ONLY=trust_rights`.
"""

from tests.search.running import running
from tools.prove import trust_rights

SOME = (("denied", "reader"), ("other agency of the state", "desk"))


def test_every_address_hides_what_the_policy_hides(shared_house, tmp_path_factory):
    folder = tmp_path_factory.mktemp("rights")
    with shared_house.superuser() as superuser:
        ids = trust_rights.build(superuser, folder)
    told = trust_rights.Told()
    with running(folder / "index"):
        for relation, role in SOME:
            found = trust_rights.try_all(ids, [relation], [role], lists=False)
            told.requests += found.requests
            told.wrong += found.wrong
            told.differing += found.differing
            told.seen += found.seen
        shown = trust_rights.Asker("KZ-3", "reader").ask("/records/{}/", "get", ids["OPEN"])[0]

    assert (told.wrong, told.differing, shown) == ([], [], 200)
    assert told.requests > 60


def test_nobody_without_a_sign_in_comes_in_anywhere(shared_house):
    told = trust_rights.strangers(trust_rights.Told())
    assert told.open == []
    assert told.requests > 80
