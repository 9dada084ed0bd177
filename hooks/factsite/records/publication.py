"""Where a publisher gives the file of a figure: its address, and the parameters of the publisher's API."""

from __future__ import annotations

import re
from typing import Annotated, Self
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from pydantic import AfterValidator, Field, model_validator

from factsite.problems import RuleError
from factsite.records.model import Model
from factsite.records.scalars import Text
from factsite.records.texts import MAX_TEXT, check_address, shown
from factsite.telling import told

_PORT = "443"
# RFC 1123, at least two labels; the last isn't a number, so that no address of the network passes for a name.
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?")
# Names that never leave a machine or a network (RFC 6761, RFC 8375).
_INNER = ("localhost", "local", "internal", "home.arpa", "localdomain")


def check_host(value: str) -> str:
    """Let the name of a public server through.

    Raises:
        RuleError: it is a number of the network, a name without a dot, or one that never leaves a network.
    """
    if not _HOST.fullmatch(value) or any(value == name or value.endswith(f".{name}") for name in _INNER):
        remedy = told("Write the name of the publisher’s server, such as “data.example.org”.")
        raise RuleError("import-address", told("“{value}” is no name of a public server", value=shown(value)), remedy)
    return value


def check_file_address(value: str) -> str:
    """Let the address of a publisher's file through.

    Raises:
        RuleError: it isn’t https, names somebody, a port, a part of a page, or no public server.
    """
    if "@" in value.partition("://")[2].partition("/")[0]:
        remedy = told("Take it out: what is in the content is public. A file that needs a password can’t be fetched.")
        raise RuleError("import-address", told("the address holds a name or a password"), remedy)
    check_address(value)
    parts = urlsplit(value)
    if parts.scheme.lower() != "https":
        remedy = told("Write “https://”: over http anybody on the way could change the numbers.")
        raise RuleError("import-address", told("“{value}” isn’t https", value=shown(value)), remedy)
    if parts.fragment or value.endswith("#"):
        remedy = told("Take out “#” and what follows: it names a part of a page, and no server gets it.")
        raise RuleError("import-address", told("“{value}” names a part of a page", value=shown(value)), remedy)
    if _port(parts.netloc) not in {"", _PORT}:
        raise RuleError(
            "import-address",
            told("“{value}” names a port", value=shown(value)),
            told("Take the port out: https has its own."),
        )
    check_host((parts.hostname or "").lower())
    return value


def _port(netloc: str) -> str:
    """The port that an address names; a number, but not always one that there is."""
    return netloc.partition(":")[2]


FileAddress = Annotated[
    str,
    AfterValidator(check_file_address),
    Field(
        json_schema_extra={
            "pattern": "^[hH][tT][tT][pP][sS]://[^@#]+$",
            "maxLength": MAX_TEXT,
            "patternErrorMessage": "Write an https address, without a name, a password or “#”.",
        }
    ),
]
HostName = Annotated[str, AfterValidator(check_host)]


class Publication(Model):
    """Where a publisher gives a file; ``factsite fetch`` gets it there."""

    url: FileAddress | None = None
    """Where the publisher gives the file, for `factsite fetch`: an https address, without a password, a port or `#`"""
    params: dict[Text, Text | list[Text]] = {}
    """The parameters of the publisher’s API, as they are meant: `{format: SDMX-CSV, geo: [BE, LU]}`; they are put into
    the address, encoded, in this order
    """
    member: Text | None = None
    """The file in the zip archive that the publisher gives, where it holds several"""
    hosts: list[HostName] = []
    """Other servers to which that of `url` may send on; else a redirect to another server is refused"""

    @model_validator(mode="after")
    def _of_an_address(self) -> Self:
        alone = next((name for name in ("params", "member", "hosts") if getattr(self, name)), None)
        if alone and not self.url:
            remedy = told("Write “url”, the address of the publisher’s file, or take “{field}” out.", field=alone)
            raise RuleError(
                "import-address", told("“{field}” belongs to an address that isn’t there", field=alone), remedy
            )
        return self

    @property
    def request(self) -> str:
        """The whole address that is asked for; empty where there is none."""
        if self.url is None:
            return ""
        parts = urlsplit(self.url)
        query = urlencode(self.params, doseq=True, quote_via=quote)
        return urlunsplit(parts._replace(query="&".join(filter(None, (parts.query, query)))))
