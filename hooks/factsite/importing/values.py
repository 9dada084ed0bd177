"""How publishers write values → numbers and, where there is none, the reason: signs, percentages, units, exponents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, getcontext

from factsite.importing.table import Numeral, shown
from factsite.problems import RuleError
from factsite.records.listed import Unit
from factsite.records.mapping import Mapping
from factsite.records.observation_status import NOTHING_SAID, Status
from factsite.records.publisher_signs import absence_of, shorthand
from factsite.records.scalars import MAX_DECIMALS, MAX_DIGITS, parse_number
from factsite.telling import Told, told

# No number is longer; the longest that Excel writes out has some 300 digits, and isn't one.
_LONGEST = 40
# Publishers part thousands by several spaces and by apostrophes, which stand for nothing else in a number.
_SPACES = re.compile("[\u00a0\u2002-\u200a\u202f\u3000]")
_GROUPED = re.compile(r"([-+]?\d{1,3}(?:[ '’]\d{3})+)((?:[.,]\d+)?)")
_MINUS = re.compile("^[\u2212\ufe63\uff0d]\\s?|^[\u2013](?=\\d)")
_EXPONENT = re.compile(r"[-+]?\d{1,20}(?:\.\d{1,20})?[eE][-+]?\d{1,2}")
_SHORTHAND = re.compile(r"(.*\d\s*%?)\s*((?:\[[A-Za-z]{1,4}\],?\s*)+)")


@dataclass(frozen=True, slots=True)
class ValueCell:
    """What a cell of values says: a number, or none; and what its sign, if it has one, says of it.

    ``scaled`` and ``rounded`` tell what was done with the number; ``sign`` is what stood in the place of one.
    """

    value: Decimal | None
    status: Status = NOTHING_SAID
    sign: str = ""
    scaled: bool = False
    rounded: bool = False


EMPTY = ValueCell(None)
ONE = Decimal(1)


class ValueReader:
    """Reads the cells of values of one import."""

    def __init__(self, mapping: Mapping, unit: Unit, *, formats_known: bool = True) -> None:
        self._mapping, self._unit = mapping, unit
        self._formats_known = formats_known
        # The longest sign first: “(1)” ends as “)” does.
        self._signs = sorted(mapping.signs, key=len, reverse=True)

    def read(self, text: str, factor: Decimal = ONE) -> ValueCell:
        """Read a cell.

        Args:
            text: what stands there.
            factor: what its unit is worth, besides what the mapping multiplies by.

        Raises:
            RuleError: it is neither a number, as the mapping says numbers are written, nor a sign that is known.
        """
        if not text:
            return EMPTY
        mapping = self._mapping
        if text in mapping.signs:
            sign = mapping.signs[text]
            return ValueCell(Decimal(0), sign=text) if sign.zero else ValueCell(None, sign.status, text)
        if text in mapping.missing:
            found = absence_of(text)
            return ValueCell(None, found.status if found else NOTHING_SAID, text)
        number, status = self._parted(text)
        plain = self._plain(number)
        if plain is not None:
            return self._number(plain, text, factor, status)
        known = absence_of(text)
        if known is None:
            raise self._refused(text)
        if not known.certain:
            what = told("“{text}” stands here for nought, or for a value that isn’t there", text=text)
            raise RuleError("number", what, _what_signs_mean(text))
        return ValueCell(None, known.status, text)

    def _parted(self, text: str) -> tuple[str, Status]:
        """A number and the sign after it."""
        if isinstance(text, Numeral):
            return text, NOTHING_SAID
        for sign in self._signs:
            if text.endswith(sign) and text[: -len(sign)].rstrip()[-1:].isdigit():
                return text[: -len(sign)].rstrip(), self._mapping.signs[sign].status
        if found := _SHORTHAND.fullmatch(text):
            try:
                flags = [flag for part in re.findall(r"\[\w+\]", found[2]) for flag in shorthand(part)]
            except RuleError:
                return text, NOTHING_SAID
            return found[1].rstrip(), NOTHING_SAID.joined(*flags)
        return text, NOTHING_SAID

    def _plain(self, text: str) -> str | None:
        """A number as the program writes it, with a % if it has one; None if it is none."""
        mapping = self._mapping
        exact = isinstance(text, Numeral)
        plain = _MINUS.sub("-", _SPACES.sub(" ", text)).removeprefix("+")
        share = plain.endswith("%")
        plain = plain.removesuffix("%").rstrip()
        point = "." if exact else mapping.decimal
        if found := _GROUPED.fullmatch(plain):
            plain = re.sub("[ '’]", "", found[1]) + found[2]
        elif mapping.thousands and not exact:
            sign, escaped = re.escape(mapping.thousands), re.escape(point)
            if re.fullmatch(rf"-?\d{{1,3}}({sign}\d{{3}})+({escaped}\d+)?", plain):
                plain = plain.replace(mapping.thousands, "")
        if point != ".":
            plain = "" if "." in plain else plain.replace(point, ".")
        if len(plain) > _LONGEST or not plain.isascii():
            return None
        if _EXPONENT.fullmatch(plain):
            plain = format(Decimal(plain), "f")
        if re.fullmatch(r"-?\.\d+", plain):
            plain = plain.replace(".", "0.")
        return plain + ("%" if share else "") if re.fullmatch(r"-?\d+(\.\d+)?", plain) else None

    def _number(self, plain: str, text: str, factor: Decimal, status: Status) -> ValueCell:
        share = plain.endswith("%")
        if share and not self._unit.percent:
            what = told(
                "“{text}” is a share of 100, but the figure counts {unit}", text=shown(text), unit=str(self._unit)
            )
            raise RuleError("number", what, told("Mend “value” of the import, or the unit of the figure."))
        if self._unit.percent and not self._formats_known and "multiply" not in self._mapping.model_fields_set:
            what = told("whether this cell is shown as a percentage can’t be read from such a workbook")
            remedy = told("Say “multiply: 100” if 0.452 means 45.2%, else “multiply: 1”.")
            raise RuleError("number", what, remedy)
        digits = plain.removesuffix("%")
        try:
            value = parse_number(digits) if len(digits.partition(".")[2]) <= MAX_DECIMALS else Decimal(digits)
        except RuleError as error:
            raise self._refused(text) from error
        return self._scaled(value, text, factor if share else factor * self._mapping.multiply, status)

    def _scaled(self, value: Decimal, text: str, factor: Decimal, status: Status) -> ValueCell:
        """A number in the unit of the figure: multiplied exactly, rounded only where the mapping says so."""
        value, rounded = value * factor, False
        if self._mapping.decimals is not None:
            exact, value = value, value.quantize(Decimal(1).scaleb(-self._mapping.decimals), ROUND_HALF_EVEN)
            rounded = exact != value
        value = Decimal(int(value)) if value == value.to_integral_value() else value.normalize()
        exponent = value.as_tuple().exponent
        if isinstance(exponent, int) and exponent < -MAX_DECIMALS:
            what = told("“{text}” has more than {limit} decimals", text=shown(text), limit=MAX_DECIMALS)
            raise RuleError("number", what, told("Say to how many decimals it is rounded: “decimals” of the import."))
        if len(value.as_tuple().digits) > getcontext().prec or abs(value) >= 10**MAX_DIGITS:
            raise self._refused(text, told("“{text}” has more digits than can be computed with", text=shown(text)))
        return ValueCell(value, status, scaled=factor != 1, rounded=rounded)

    def _refused(self, text: str, what: Told | None = None) -> RuleError:
        remedy = told("Mend “decimal”, “thousands” and “missing” of the import; signs are told under “signs”.")
        if re.fullmatch(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?", text):
            remedy = told('Say “thousands: ","” in the import, or “decimal: ","” if the comma is a decimal comma.')
        elif re.fullmatch(r"-?\d{1,3}(?:\.\d{3})+,\d+", text):
            remedy = told('Say “thousands: "."” and “decimal: ","” in the import.')
        elif re.fullmatch(r"-?\d+,\d+", text):
            remedy = told('Say “decimal: ","” in the import.')
        elif len(text) <= 12 and not is_long_number(text):
            remedy = told("{remedy} {example}", remedy=remedy, example=_what_signs_mean(text))
        return RuleError("number", what or told("“{text}” is no number", text=shown(text)), remedy)


def is_long_number(text: str) -> bool:
    """Whether a text is digits, however many."""
    return text.replace(".", "").replace("-", "").isdigit()


def _what_signs_mean(text: str) -> Told:
    sign = re.sub(r"^[\d.,\s]+", "", text) or text
    return told(
        'Say what it means in the import: “signs: {{"{sign}": 0}}” for nought, or a letter of a status, such as '
        '“signs: {{"{sign}": m}}” for not available.',
        sign=shown(sign),
    )
