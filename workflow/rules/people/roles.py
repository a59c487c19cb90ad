"""Who may do what kind of thing: roles are offices in the product, capacities are what a reviewer speaks for."""

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum

from workflow.words import Words


class Role(StrEnum):
    """An office a person holds in this product. A person may hold several."""

    DRAFTER = "drafter"
    REVIEWER = "reviewer"
    SECRETARY = "secretary"
    #: Counts papers at a site and enters one sheet of it. A union takes tellers from the delegates (选举法 art. 43 by analogy).
    TELLER = "teller"
    ISSUER = "issuer"
    DELEGATE = "delegate"
    EMPLOYEE = "employee"
    ADMIN = "admin"


class Capacity(StrEnum):
    """What a reviewer's approval speaks for (劳动合同法 art. 4 asks for the union on vital interests)."""

    LEGAL = "legal"
    UNION = "union"
    DEPARTMENT = "department"


ROLE_WORDS = {
    Role.DRAFTER: Words("起草人", "drafter"),
    Role.REVIEWER: Words("审核人", "reviewer"),
    Role.SECRETARY: Words("职代会秘书", "congress secretary"),
    Role.TELLER: Words("计票人", "teller"),
    Role.ISSUER: Words("印发人", "issuer"),
    Role.DELEGATE: Words("职工代表", "delegate"),
    Role.EMPLOYEE: Words("职工", "employee"),
    Role.ADMIN: Words("管理员", "administrator"),
}

CAPACITY_WORDS = {
    Capacity.LEGAL: Words("法务", "Legal"),
    Capacity.UNION: Words("工会", "Trade union"),
    Capacity.DEPARTMENT: Words("部门", "Department"),
}


@dataclass(frozen=True, slots=True)
class Seat:
    """What an approval must speak for: a capacity, for one unit where one is named (部门：财务处).

    unit    its code; "" where anybody of the capacity will do
    called  the name of the unit
    """

    capacity: Capacity
    unit: str = ""
    called: Words = field(default=Words("", ""), compare=False)

    def takes(self, capacity: Capacity, units: Collection[str]) -> bool:
        """Whether somebody who decides in `capacity`, which they hold for `units`, fills this seat."""
        return capacity is self.capacity and (not self.unit or self.unit in units)

    def words(self) -> Words:
        """What it is called: 法务, 部门（财务处）."""
        name = CAPACITY_WORDS[self.capacity]
        if not self.unit:
            return name
        return Words(f"{name.zh}（{self.called.zh or self.unit}）", f"{name.en} ({self.called.en or self.unit})")
