"""A Markdown extension that shows raw HTML as the text it is, should any get past the check."""

from __future__ import annotations

from markdown import Extension, Markdown


class NoHtml(Extension):
    """Take the two processors away that let HTML through."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's own name
        """Deregister blocks and inline HTML; entities stay."""
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")


def makeExtension(**options: object) -> NoHtml:  # noqa: N802 - Markdown's own name
    """Make the extension, as Markdown's loader asks."""
    return NoHtml(**options)
