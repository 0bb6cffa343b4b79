"""Panels of web pages of which one at a time is shown, as prices by the year behind those by the
month: all are read, each with the words on its tab."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from knowledge.parse.page_tables import flat

_TABS = "//*[@role='tab' or @data-bs-toggle='tab' or @data-toggle='tab']"
_LEADS_TO = ("aria-controls", "data-bs-target", "data-target", "href")
_IS_PANEL = re.compile(r"(?:^|\s)(?:tabs?|tabs?[-_]*(?:pane|panel|content|item))(?:\s|$)", re.I)
_IS_HIDDEN = re.compile(r"display:\s*none", re.I)


def show(tree: Any) -> None:
    """Take off what hides them, and write above each what its tab says, if that is known."""
    said = {**dict(_by_place(tree)), **dict(_by_name(tree))}
    for panel in [*tree.iter("div", "section", "li")]:
        label = said.get(panel, "")
        if not (
            label or panel.get("role") == "tabpanel" or _IS_PANEL.search(panel.get("class", ""))
        ):
            continue
        for name in ("hidden", "aria-hidden"):
            panel.attrib.pop(name, None)
        if _IS_HIDDEN.search(panel.get("style", "")):
            panel.attrib.pop("style")
        if label and label not in flat(panel)[: 2 * len(label)]:
            _write_above(panel, label)


def _by_name(tree: Any) -> Iterator[tuple[Any, str]]:
    """Panels that name their tab, or are named by it."""
    named: Mapping[str, Any] = {one.get("id"): one for one in tree.xpath("//*[@id != '']")}
    for tab in tree.xpath(_TABS):
        for target in (tab.get(name, "").removeprefix("#") for name in _LEADS_TO):
            if (panel := named.get(target)) is not None and panel is not tab:
                yield panel, flat(tab)
    for panel in tree.xpath("//*[@role='tabpanel' and @aria-labelledby]"):
        if (tab := named.get(panel.get("aria-labelledby"))) is not None:
            yield panel, flat(tab)


def _by_place(tree: Any) -> Iterator[tuple[Any, str]]:
    """Panels beside as many tabs."""
    for tablist in tree.xpath("//*[@role='tablist']"):
        tabs = tablist.xpath(".//*[@role='tab']")
        panels = tablist.getparent().xpath(".//*[@role='tabpanel']")
        if len(tabs) == len(panels):
            yield from zip(panels, map(flat, tabs), strict=True)


def _write_above(panel: Any, label: str) -> None:
    paragraph = panel.makeelement("p")
    bold = paragraph.makeelement("b")
    bold.text = label
    paragraph.append(bold)
    paragraph.tail, panel.text = panel.text, None
    panel.insert(0, paragraph)
