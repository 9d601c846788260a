"""The result for people."""

from benchmarks.http_report import headline, markdown


def figures(p50: float, rps: float) -> dict[str, float]:
    return {"requests": 200, "p50_ms": p50, "p95_ms": p50 * 2, "rps": rps, "cpu_ms": p50 - 0.5, "bytes": 12345}


def pair(ours: float, theirs: float) -> dict[str, object]:
    return {
        "verbatim": figures(1000 / ours, ours) | {"rps_4_connections": ours + 1},
        "datasette": figures(1000 / theirs, theirs) | {"rps_4_connections": theirs + 1},
        "ratio_rps": round(ours / theirs, 2),
        "ratio_rps_4_connections": 1.5,
        "ratio_cpu": 1.75,
        "same_items": 0.995,
        "verbatim_mean_total": 213.4,
        "datasette_mean_total": 40,
    }


RESULT = {
    "date": "2026-11-22T14:00:00+00:00",
    "versions": {"verbatim": "0.1.0", "datasette": "0.65.5"},
    "machine": {"cpu": "Some CPU", "cores": 2, "system": "Linux"},
    "set_up": {"requests": 200, "quotes": 5219, "verbatim_workers": 1, "verbatim_threads": 4},
    "import": {
        "lines": 6416,
        "first": {"seconds": 8.0, "lines_per_second": 802},
        "second": {"seconds": 2.0, "lines_per_second": 3208},
        "second_changes_nothing": True,
    },
    "list": pair(500, 200),
    "filtered": pair(400, 200),
    "search": pair(250, 200),
    "besides": {"search, no facet counted": {"verbatim": figures(2, 480)}},
    "repeated": {"verbatim": figures(0.5, 1900), "datasette": figures(4, 240), "ratio_rps": 7.92},
    "not_modified": {"verbatim": figures(0.4, 2100), "datasette": None},
}


def test_the_headline_gives_all_ratios() -> None:
    assert headline(RESULT) == (
        "Requests a second, Verbatim over Datasette, process for process: "
        "list 2.5 (1.5 at 4 connections, 1.75 by CPU), "
        "filtered list 2.0 (1.5 at 4 connections, 1.75 by CPU), "
        "search 1.25 (1.5 at 4 connections, 1.75 by CPU)."
    )


def test_the_page_has_a_row_for_each_measure_and_its_date() -> None:
    lines = markdown(RESULT).splitlines()

    assert lines[2] == (
        "Measured 2026-11-22 with `python -m benchmarks.http`, on 2 cores of Some CPU, shared with others: "
        "read the ratios, not the times."
    )
    assert [line for line in lines if line.startswith("|")] == [
        "| | p50 ms | p95 ms | requests/s | at 4 connections | CPU ms | bytes |",
        "|---|---:|---:|---:|---:|---:|---:|",
        "| list (ratio 2.5): verbatim | 2.00 | 4.00 | 500 | 501 | 1.50 | 12,345 |",
        "| list (ratio 2.5): datasette | 5.00 | 10.00 | 200 | 201 | 4.50 | 12,345 |",
        "| filtered list (ratio 2.0): verbatim | 2.50 | 5.00 | 400 | 401 | 2.00 | 12,345 |",
        "| filtered list (ratio 2.0): datasette | 5.00 | 10.00 | 200 | 201 | 4.50 | 12,345 |",
        "| search (ratio 1.25): verbatim | 4.00 | 8.00 | 250 | 251 | 3.50 | 12,345 |",
        "| search (ratio 1.25): datasette | 5.00 | 10.00 | 200 | 201 | 4.50 | 12,345 |",
        "| search, no facet counted: verbatim | 2.00 | 4.00 | 480 |  | 1.50 | 12,345 |",
        "| repeated addresses (ratio 7.92): verbatim | 0.50 | 1.00 | 1900 |  | 0.00 | 12,345 |",
        "| repeated addresses (ratio 7.92): datasette | 4.00 | 8.00 | 240 |  | 3.50 | 12,345 |",
        "| 304, copy still good: verbatim | 0.40 | 0.80 | 2100 |  | -0.10 | 12,345 |",
        "| 304, copy still good: datasette | sends no tag | | | | | |",
    ]
    assert "Import of 6,416 lines, index included: 8.0 s, 802 lines a second; again: 2.0 s, changing nothing." in lines
