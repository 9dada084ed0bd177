"""The rows of a CSV → observations, where each is one as it stands: little is kept of each, and nothing twice.

A row is a period, a value, codes and the rest. The rest, and what it allows, is the same for most: it is validated
once, as an observation of its own, and copied. Periods, numbers and codes are kept once each.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from factsite.records.common import CodesBeside
from factsite.records.model import Model
from factsite.records.scalars import parse_number, parse_span

T = TypeVar("T", bound=Model)
# What differs from row to row; the other columns are the rest.
_OWN = ("period", "value")
# Of so many different values of one kind each is kept; of more, those that came before are forgotten.
_KEPT = 100_000
# After so many rows that are none, what is wrong is known well enough.
_WRONG = 1_000
_CODES: TypeAdapter[dict[str, str]] = TypeAdapter(CodesBeside)
_put = object.__setattr__


class RowReader:
    """Makes observations of the rows of one CSV."""

    def __init__(self, model: type[Any], columns: Sequence[str], dimensions: Collection[str]) -> None:
        """Take the columns of the CSV, of which some are dimensions of its figure.

        Args:
            model: what a row is: it has ``period``, ``value`` and ``codes``.
            columns: their names in order.
            dimensions: the names of the dimensions of the figure.
        """
        self._model = model
        self._columns = tuple(columns)
        self._places = {name: columns.index(name) for name in _OWN}
        self._coded = [(place, name) for place, name in enumerate(columns) if name in dimensions]
        self._rest = [
            (place, name) for place, name in enumerate(columns) if name not in dimensions and name not in _OWN
        ]
        self._spans: dict[str, Any] = {}
        self._numbers: dict[str, Any] = {}
        self._codes: dict[tuple[str, ...], dict[str, str]] = {}
        self._models: dict[tuple[str, ...], Any] = {}

    def read(self, rows: Iterable[Sequence[str]]) -> list[Any]:
        """The observations of the rows; in the place of one that is none stands what was read, for the model to judge.

        Args:
            rows: the cells of each row, as many as there are columns.

        Returns:
            As many as there are rows, unless very many of them are wrong: then those up to there.
        """
        found: list[Any] = []
        wrong = 0
        for row in rows:
            one = self._observation(row)
            wrong += one is None
            found.append(self.tree(row) if one is None else one)
            if wrong > _WRONG:
                break
        return found

    def tree(self, row: Sequence[str]) -> dict[str, Any]:
        """A row as it was read; an empty cell is no value."""
        return {"value": None} | {name: cell for name, cell in zip(self._columns, row, strict=True) if cell != ""}

    def _observation(self, row: Sequence[str]) -> Any:  # noqa: ANN401 - of the model
        number = row[self._places["value"]]
        rest = (number and "0", *(row[place] for place, _ in self._rest))
        cells = tuple(row[place] for place, _ in self._coded)
        try:
            like = self._models.get(rest) or _keep(self._models, rest, lambda: self._like(row))
            period = row[self._places["period"]]
            span = self._spans.get(period) or _keep(self._spans, period, lambda: parse_span(period))
            value = self._numbers.get(number) or _keep(self._numbers, number, lambda: _number(number))
            codes = self._codes.get(cells)
            if codes is None:
                codes = _keep(self._codes, cells, lambda: _CODES.validate_python(self._named(row)))
        except (ValidationError, ValueError):
            return None
        return copied(like, period=span, value=value, codes=codes)

    def _like(self, row: Sequence[str]) -> Any:  # noqa: ANN401
        """An observation with the rest of this row: whether it may stand beside a number, or beside none, is judged."""
        rest = {name: cell for name, cell in self.tree(row).items() if name not in self._named(row)}
        return self._model.model_validate(rest | {"codes": self._named(row)})

    def _named(self, row: Sequence[str]) -> dict[str, str]:
        return {name: row[place] for place, name in self._coded if row[place] != ""}


def _keep(known: dict[Any, Any], key: object, make: Callable[[], Any]) -> Any:  # noqa: ANN401
    if len(known) >= _KEPT:
        known.clear()
    return known.setdefault(key, make())


def _number(text: str) -> object:
    return parse_number(text) if text else None


def copied(model: T, **values: object) -> T:
    """A copy of a model with other values in some fields, which are known to be valid: a fifth of the usual size.

    Its fields are put one by one and in one order: then Python keeps their names once for all, not in each.
    """
    found: T = type(model).__new__(type(model))
    for name in type(model).model_fields:
        _put(found, name, values[name] if name in values else getattr(model, name))
    _put(found, "__pydantic_fields_set__", model.__pydantic_fields_set__)
    _put(found, "__pydantic_extra__", None)
    _put(found, "__pydantic_private__", None)
    return found
