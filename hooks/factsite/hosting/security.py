"""``/.well-known/security.txt``: to whom people write who found a weakness (RFC 9116), as the settings have it."""

from __future__ import annotations

from datetime import timedelta

from factsite.rendering.site import Site

ADDRESS = ".well-known/security.txt"
# A site that is built less often than this is no longer kept; the RFC asks for less than a year.
_VALID = timedelta(days=180)


def has_contact(site: Site) -> bool:
    """Whether the settings name somebody; a placeholder is nobody, and the file is not made."""
    settings = site.content.settings
    return settings is not None and not settings.contact.placeholder


def security_txt(site: Site) -> str:
    """The file. It expires by the day of the build, so that the same content on the same day gives the same bytes."""
    settings = site.content.settings
    assert settings is not None  # noqa: S101 - asked by ``has_contact``
    contact = settings.contact
    email = f"mailto:{contact.email}" if contact.email else None
    lines = [f"Contact: {address}" for address in (email, contact.form) if address]
    lines += [
        f"Expires: {(site.day + _VALID).isoformat()}T00:00:00Z",
        f"Preferred-Languages: {', '.join(site.content.languages)}",
        f"Canonical: {site.base}{ADDRESS}",
    ]
    return "\n".join([*lines, ""])
