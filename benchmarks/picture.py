"""The result of ``benchmarks.search`` as a picture: every engine's time over Verbatim's, class by class, in SVG."""

import math
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

Result = Mapping[str, Any]

COLOURS = {"whoosh": "#b4540a", "fts5": "#2468b4", "tantivy": "#a02878", "bm25s": "#508228"}
LEFT, WIDTH, ROW, TOP = 130, 620, 30, 92
GREY = "#808080"
TEXT = 'font-family="sans-serif" font-size="13" fill="#808080"'


def picture(result: Result) -> str:
    """Draw it: a row a class, a mark an engine: full for the first pass, a ring for the same again."""
    ratios = result["ratios"]
    kinds = [*result["classes"], "geometric mean"]
    every = [ratio for each in ratios.values() for which in each.values() for ratio in which["classes"].values()]
    decades = range(math.floor(math.log10(min([*every, 0.5]))), math.ceil(math.log10(max([*every, 2.0]))) + 1)
    scale = _Scale(decades)
    height = TOP + ROW * len(kinds) + 40
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDTH + 40} {height}" role="img">',
        f"<title>{escape(_title(result))}</title>",
        f'<text x="10" y="24" {TEXT} font-weight="bold">{escape(_title(result))}</text>',
        *_legend(list(ratios)),
        *scale.grid(height),
    ]
    for row, kind in enumerate(kinds):
        y = TOP + ROW * row + ROW // 2
        drawn.append(f'<text x="{LEFT - 12}" y="{y + 4}" text-anchor="end" {TEXT}>{escape(kind)}</text>')
        for name, each in ratios.items():
            drawn += _marks(scale, y, COLOURS.get(name, GREY), _pair(each, kind))
    return "\n".join([*drawn, "</svg>", ""])


class _Scale:
    """Where a ratio lies, from left to right, by its logarithm."""

    def __init__(self, decades: range) -> None:
        self._decades = decades

    def x(self, ratio: float) -> float:
        low, high = self._decades[0], self._decades[-1]
        return round(LEFT + WIDTH * (math.log10(ratio) - low) / (high - low), 1)

    def grid(self, height: int) -> list[str]:
        lines = []
        for decade in self._decades:
            x, width = self.x(10**decade), 2 if decade == 0 else 0.5
            lines.append(
                f'<line x1="{x}" x2="{x}" y1="{TOP - 6}" y2="{height - 32}" stroke="{GREY}" stroke-width="{width}"/>'
            )
            lines.append(f'<text x="{x}" y="{height - 12}" text-anchor="middle" {TEXT}>×{10**decade:g}</text>')
        return lines


def _title(result: Result) -> str:
    return (
        f"Time of a query over Verbatim's, p50, {result['set_up']['documents']:,} documents "
        f"({result['date'][:10]}): right of the line, Verbatim is faster"
    )


def _legend(names: Sequence[str]) -> list[str]:
    drawn = []
    for at, name in enumerate(names):
        x = LEFT + 120 * at
        drawn.append(f'<circle cx="{x}" cy="46" r="6" fill="{COLOURS.get(name, GREY)}"/>')
        drawn.append(f'<text x="{x + 12}" y="50" {TEXT}>{escape(name)}</text>')
    drawn.append(
        f'<text x="{LEFT - 6}" y="72" {TEXT}>● first pass, queries never asked before   ○ the same again</text>'
    )
    return drawn


def _pair(peer: Result, kind: str) -> tuple[float, float] | None:
    if kind in peer["first"]["classes"]:
        return peer["first"]["classes"][kind], peer["warm"]["classes"][kind]
    if kind == "geometric mean":
        return peer["first"]["geometric_mean"], peer["warm"]["geometric_mean"]
    return None


def _marks(scale: _Scale, y: int, colour: str, pair: tuple[float, float] | None) -> list[str]:
    if pair is None:
        return []
    first, warm = map(scale.x, pair)
    return [
        f'<line x1="{first}" x2="{warm}" y1="{y}" y2="{y}" stroke="{colour}" stroke-opacity="0.5"/>',
        f'<circle cx="{first}" cy="{y}" r="6" fill="{colour}"/>',
        f'<circle cx="{warm}" cy="{y}" r="5" fill="none" stroke="{colour}" stroke-width="2"/>',
    ]
