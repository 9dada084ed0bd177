"""A drawing as SVG: few marks, each named by a class of the style sheet (style/chart.css), and what is to be told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import escape

from factsite.charting.frame import LINE, Frame
from factsite.charting.placing import Board, Box, Label, Point


def short(value: float) -> str:
    """A number of a drawing: at most one decimal, which is finer than a screen shows."""
    return "0" if abs(value) < 0.05 else f"{value:.1f}".removesuffix(".0")


class Canvas:
    """A drawing in the making; ``board`` knows where its texts stand.

    ``points`` are the places of its values, in the order in which they are told.
    """

    def __init__(self, frame: Frame, height: float) -> None:
        self.frame = frame
        self.height = height
        self.board = Board(Box(0, 0, frame.width, height))
        self.points: list[Point] = []
        self._marks: list[str] = []

    def x(self, value: float) -> str:
        """A place across: of a fluid drawing the part of its width."""
        if not self.frame.fluid:
            return short(value)
        return f"{100 * value / self.frame.width:.2f}".rstrip("0").rstrip(".") + "%"

    def write(self, label: Label) -> None:
        """Write a text where it has found its place."""
        anchor = "" if label.anchor == "start" else f' text-anchor="{label.anchor}"'
        kind = " ".join(filter(None, ["v" if label.bold else "", "s" if label.soft else ""]))
        x = self.x(label.x)
        lines = [str(escape(line)) for line in label.lines]
        inner = lines[0] + "".join(f'<tspan x="{x}" dy="{short(LINE)}">{line}</tspan>' for line in lines[1:])
        self._marks.append(f'<text{_class(kind)} x="{x}" y="{short(label.y)}"{anchor}>{inner}</text>')

    def place(self, labels: Sequence[Label], *, clear: bool = True) -> bool:
        """Write the first of some labels that finds room; tell whether one has."""
        found = self.board.first(labels, clear=clear)
        if found:
            self.write(found)
        return found is not None

    def put(self, label: Label) -> None:
        """Write a text for which there is room by the way the drawing is divided."""
        self.board.take(label.box)
        self.write(label)

    def line(self, kind: str, one: Point, other: Point) -> None:
        """A straight line."""
        (x1, y1), (x2, y2) = one, other
        x, y = self.x, short
        self._marks.append(f'<line{_class(kind)} x1="{x(x1)}" y1="{y(y1)}" x2="{x(x2)}" y2="{y(y2)}"/>')

    def rect(self, kind: str, box: Box, colour: str = "") -> None:
        """A rectangle."""
        wide, high = max(0.0, box.right - box.left), max(0.0, box.bottom - box.top)
        self._marks.append(
            f'<rect{_class(kind)} x="{self.x(box.left)}" y="{short(box.top)}" width="{self.x(wide)}" '
            f'height="{short(high)}"{_paint("fill", colour)}/>'
        )

    def dot(self, kind: str, at: Point, radius: float, colour: str = "", edge: str = "") -> None:
        """A dot."""
        x, y = self.x(at[0]), short(at[1])
        paint = _paint("fill", colour) + _paint("stroke", edge)
        self._marks.append(f'<circle{_class(kind)} cx="{x}" cy="{y}" r="{short(radius)}"{paint}/>')

    def curves(self, kind: str, drawn: Iterable[tuple[str, Sequence[Sequence[Point]]]]) -> None:
        """Lines through points: for each colour its stretches. In a fluid drawing they stretch with the page."""
        paths = "".join(
            f'<path{_class(kind)} d="{"".join(_way(stretch) for stretch in stretches)}"{_paint("stroke", colour)}/>'
            for colour, stretches in drawn
            if stretches
        )
        self._marks.append(self._stretched(paths))

    def areas(self, kind: str, drawn: Iterable[tuple[str, Sequence[Box]]]) -> None:
        """Many rectangles: for each colour its own, which stretch with the page."""
        paths = "".join(
            f'<path{_class(kind)} d="{"".join(_field(box) for box in boxes)}"{_paint("fill", colour)}/>'
            for colour, boxes in drawn
            if boxes
        )
        self._marks.append(self._stretched(paths))

    def _stretched(self, paths: str) -> str:
        if not self.frame.fluid or not paths:
            return paths
        box = f'viewBox="0 0 {short(self.frame.width)} {short(self.height)}" preserveAspectRatio="none"'
        return f'<svg {box} width="100%" height="{short(self.height)}">{paths}</svg>'

    def svg(self) -> str:
        """The drawing as an element."""
        inner = "".join(self._marks)
        if not self.frame.fluid:
            size = f"{short(self.frame.width)} {short(self.height)}"
            return f'<svg viewBox="0 0 {size}" class="chart">{inner}</svg>'
        at = " ".join(f"{short(100 * x / self.frame.width)},{short(y)}" for x, y in self.points)
        told = f' data-at="{at}"' if at else ""
        return (
            f'<svg class="chart {self.frame.name}" width="100%" height="{short(self.height)}" aria-hidden="true" '
            f'focusable="false"{told}>{inner}</svg>'
        )


def _class(kind: str) -> str:
    return f' class="{kind}"' if kind else ""


def _paint(what: str, colour: str) -> str:
    return f' {what}="var(--{colour})"' if colour else ""


def _way(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{short(x)} {short(y)}" for x, y in points)


def _field(box: Box) -> str:
    return f"M{short(box.left)} {short(box.top)}H{short(box.right)}V{short(box.bottom)}H{short(box.left)}z"
