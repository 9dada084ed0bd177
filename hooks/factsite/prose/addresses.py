"""Addresses in a text: what they are, and which may stand there at all; whether they lead somewhere is asked later."""

from __future__ import annotations

import re
from dataclasses import dataclass

from factsite.problems import RuleError
from factsite.records.texts import is_web_address
from factsite.telling import told

SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
# What browsers leave out or skip before they read a scheme: white space, control and format characters.
_UNSEEN = re.compile(r"[\s\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]+")
_MAIL = re.compile(
    r"mailto:[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}(?:\?[a-z0-9=&%+._~-]{1,4000})?",
    re.IGNORECASE,
)
# Within the site: a way to a file, a question for its script, a place in it; nothing that a browser reads otherwise.
_INSIDE = re.compile(r"(?P<path>[^\s\\:?#\"'<>`{}|]*)(?:\?(?P<query>[\w.~=&%+-]*))?(?:#(?P<anchor>[^\s\\#\"<>`]*))?")


@dataclass(frozen=True)
class Address:
    """An address in a text, its entities decoded.

    ``picture`` if it is the source of one; ``bare`` if it stands in angle brackets and is its own words.
    """

    text: str
    picture: bool = False
    bare: bool = False

    @property
    def scheme(self) -> str:
        """The scheme as a browser would see it, in small letters; empty for addresses within the site."""
        found = SCHEME.match(_seen(self.text))
        return found[1].lower() if found else ""

    def parts(self) -> tuple[str, str, str]:
        """The path, query and anchor of an address within the site.

        Raises:
            RuleError: it is none that every browser reads alike.
        """
        found = _INSIDE.fullmatch(self.text)
        if found is None or found["path"].startswith("/"):
            remedy = told(
                "Write the way from this file to another of this language or to one in content/assets, or "
                "{{ link(…) }}; not the address that a browser shows."
            )
            raise RuleError(
                "link-target", told("“{what}” is no way to a page or file of the site", what=self.text), remedy
            )
        return found["path"], found["query"] or "", found["anchor"] or ""


def judge(address: Address) -> None:
    """Tell whether an address may stand in a text: http(s), mailto, or one within the site.

    Raises:
        RuleError: it may not; the error says why.
    """
    scheme, text = address.scheme, address.text
    elsewhere = _seen(text).replace("\\", "/").startswith("//")
    if scheme and scheme not in {"http", "https", "mailto"}:
        raise RuleError(
            "link-scheme", told("links with “{scheme}:” aren't allowed", scheme=scheme), told("Use an http(s) address.")
        )
    if address.picture and (scheme or elsewhere):
        remedy = told("Put the picture in content/assets: readers' browsers ask no other site for anything.")
        raise RuleError("remote-image", told("pictures from other sites aren't allowed"), remedy)
    if elsewhere:
        remedy = told("Write “https:{address}”.", address=_seen(text).replace("\\", "/"))
        raise RuleError("link-scheme", told("an address needs its scheme"), remedy)
    if scheme == "mailto" and not _MAIL.fullmatch(text):
        raise RuleError(
            "address", told("“{text}” is no address of mail", text=text), told("Write “mailto:name@example.org”.")
        )
    if scheme in {"http", "https"} and not is_web_address(text):
        raise RuleError(
            "address",
            told("“{text}” is no http(s) address", text=text),
            told("Copy it from the browser's address bar."),
        )
    if not scheme:
        address.parts()


def _seen(text: str) -> str:
    return _UNSEEN.sub("", text)
