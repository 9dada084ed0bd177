"""Text of the content that knows its language, so that no template asks whether it is that of the reader."""

from __future__ import annotations

from markupsafe import Markup

_NOTHING = Markup()


class LangText(str):
    """Words in a language within text of another or the same: ``<p{{ words.lang }}>{{ words }}</p>``.

    Readers of no translation get the words of another language, and a program that reads aloud has to be told (WCAG
    3.1.2). Everywhere else it is a text like any other, and what is made of it is plain text.
    """

    __slots__ = ("_around", "_language")
    _language: str
    _around: str

    def __new__(cls, text: str, language: str, around: str) -> LangText:
        """Words of a language.

        Args:
            text: the words, which templates escape as they do every text.
            language: the code of their language.
            around: the code of the language of what stands around them: mostly that of the reader.
        """
        made = super().__new__(cls, text)
        made._language, made._around = language, around
        return made

    def __getnewargs__(self) -> tuple[str, str, str]:  # type: ignore[override]
        """What makes the same words again in another process."""
        return str(self), self._language, self._around

    @property
    def language(self) -> str:
        """The code of the language of these words."""
        return self._language

    @property
    def lang(self) -> Markup:
        """The attribute of the element that holds these words alone; nothing where their language is that around."""
        return attribute("lang", self._language, self._around)

    @property
    def hreflang(self) -> Markup:
        """The attribute of a link to the page of these words."""
        return attribute("hreflang", self._language, self._around)


def attribute(name: str, language: str, around: str) -> Markup:
    """An attribute that names a language, with a space before it; nothing where it is the language around."""
    return _NOTHING if language == around else Markup(' {}="{}"').format(name, language)
