"""What the last test of accessibility found: written by ``make audit``, told by the statement on accessibility."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import Field

from factsite.records.model import Model
from factsite.records.scalars import Text

TEST = "accessibility.yml"
Count = Annotated[int, Field(ge=0)]


class ProgramResult(Model):
    """What one program found on the pages."""

    name: Text
    """The name of the program"""
    version: Text
    """Its version"""
    views: Count
    """How many views it saw: a page in a language, in light or in dark, on a screen of some width"""
    faults: Count
    """How many faults it found"""


class AccessibilityTest(Model):
    """The last test of the whole: when, against which guidelines, on what, with what result."""

    tested: datetime.date
    """The day of the test"""
    guidelines: Text
    """The guidelines, by name and version: `WCAG 2.2`"""
    level: Literal["A", "AA", "AAA"]
    """Their level of conformance: `A`, `AA` or `AAA`"""
    pages: Count
    """How many pages were tested"""
    opened: Count = 0
    """How many of the views were of what readers open: menus, definitions, choices, results"""
    measured: Count = 0
    """How many texts had their contrast measured as they are painted, because no program could tell"""
    programs: list[ProgramResult]
    """What each program found: `name`, `version`, `views`, `faults`"""

    @property
    def faults(self) -> int:
        """How many faults were found in all."""
        return sum(program.faults for program in self.programs)
