"""Messages for editors remember how they were made, so that a catalogue can say them in another language."""

from __future__ import annotations

import pickle
from gettext import NullTranslations

from factsite.telling import Told, in_language, told, told_many

FRENCH = {
    "“{name}” is missing": "« {name} » manque",
    "a day": "un jour",
    "{n} rows": "{n} lignes",
    "{n} row": "{n} ligne",
}


class _French(NullTranslations):
    def gettext(self, message: str) -> str:
        return FRENCH.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n < 2 else msgid2)


def test_a_message_is_an_english_text_that_another_language_says_too() -> None:
    message = told("“{name}” is missing", name=told("a day"))
    assert (str(message), in_language(message, _French())) == ("“a day” is missing", "« un jour » manque")


def test_a_number_chooses_the_sentence_of_its_language() -> None:
    found = [
        (str(told_many("{n} row", "{n} rows", n)), in_language(told_many("{n} row", "{n} rows", n), _French()))
        for n in (0, 1, 2)
    ]
    assert found == [("0 rows", "0 ligne"), ("1 row", "1 ligne"), ("2 rows", "2 lignes")]


def test_braces_in_a_value_and_in_a_sentence_without_values_stay() -> None:
    assert in_language(told("“{name}” is missing", name="{x} {0}"), _French()) == "« {x} {0} » manque"
    assert in_language(told("write {{ value() }}"), _French()) == "write {{ value() }}"


def test_a_message_goes_to_another_process_whole_and_a_plain_text_stays() -> None:
    message = told_many("{n} row", "{n} rows", 2)
    again = pickle.loads(pickle.dumps(message))  # noqa: S301
    assert isinstance(again, Told)
    assert (again, again.plural, again.values) == (message, "{n} rows", {"n": 2})
    assert in_language("plain", _French()) == "plain"
