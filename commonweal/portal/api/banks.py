"""Banks by program: what the register says, and who may query them."""

from dataclasses import asdict
from datetime import date

from django.http import Http404, HttpRequest
from ninja import Router, Schema

from commonweal.common.operations import operation
from commonweal.databanks import banks, usage
from commonweal.portal.api.bearer import Bearer
from commonweal.portal.api.problems import answers

router = Router(tags=["banks"])


class ProductOut(Schema):
    """What a bank gives out regularly."""

    code: str
    every: str
    name_en: str
    name_ru: str


class ParticipationOut(Schema):
    """One party in the bank; `stands` is whether it takes part today, null where that is not known."""

    party: str
    contributes: list[str]
    queries: list[str]
    since: str
    until: str
    source: str
    verified: bool
    stands: bool | None


class BankOut(Schema):
    """A bank as the register has it; `*` means that no source narrows it."""

    code: str
    name_en: str
    name_ru: str
    what_en: str
    what_ru: str
    operator: str
    operator_source: str
    operator_verified: bool
    basis_en: str
    basis_ru: str
    source: str
    verified: bool
    since: str
    until: str
    record_types: list[str]
    record_types_source: str
    record_types_verified: bool
    products: list[ProductOut]
    participations: list[ParticipationOut]
    askable: bool


class AccessOut(Schema):
    """An agency and how many of its officers may query the bank."""

    party: str
    agency: str
    kind: str
    officers: int


@router.get("/banks", response=answers(list[BankOut]), auth=Bearer(), summary="What banks there are")
@operation(policy="desk", journal="portal.banks.read")
def read_banks(request: HttpRequest) -> list[dict]:
    """Every bank with its participants; `askable` is whether the holder's agency queries it today."""
    register = banks.register()
    askable = {bank.code for bank in register.askable(request.auth.party, request.auth.kind)}
    return [
        asdict(bank)
        | {
            "participations": [asdict(row) | {"stands": row.stands(register.day)} for row in bank.participations],
            "askable": code in askable,
        }
        for code, bank in register.banks.items()
    ]


@router.get("/banks/{code}/access", response=answers(list[AccessOut]), auth=Bearer(), summary="Who may query a bank")
@operation(policy="desk", journal="portal.access-list.read")
def read_access(request: HttpRequest, code: str, day: date | None = None) -> list[dict]:
    """The published list as of a day, 1 January of this year without one: agencies and numbers of officers."""
    if code not in banks.register().banks:
        raise Http404
    return [asdict(row) for row in usage.access_list(code, day or usage.new_year())]
