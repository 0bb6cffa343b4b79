"""Filters of a search, alone and through the library and the command line."""

import numpy as np
import pytest

from evals.scale import made_up
from knowledge import Library
from knowledge.retrieval.filters import Filters
from knowledge.storage.facets import Names
from knowledge.storage.view import View


@pytest.fixture(scope="module")
def view(tmp_path_factory) -> View:
    """600 made-up passages."""
    return made_up(tmp_path_factory.mktemp("v") / "view", 600, np.random.default_rng(1))


@pytest.fixture(scope="module")
def library(tmp_path_factory) -> Library:
    """One price told by two vendors' pages and, in Chinese, by a third."""
    folder = tmp_path_factory.mktemp("given")
    head = "---\ntitle: {}\nvendor: {}\nsystem: {}\ndate: {}\n---\n\n{}\n"
    pages = {
        "otter.md": ("Otter prices", "Acme", "Otter", "2025-01-01", "The plan costs 17 dollars."),
        "heron.md": ("Heron prices", "Acme", "Heron", "2025-03-01", "The plan costs 19 dollars."),
        "crane.md": ("鹤的价格", "Zenith", "Crane", "2025-05-01", "该套餐的价格是每月二十三元，按年付费更便宜。"),
    }  # fmt: skip
    for name, page in pages.items():
        (folder / name).write_text(head.format(*page), "utf-8")
    library = Library.open(tmp_path_factory.mktemp("store"))
    library.ingest(folder)
    return library


def test_what_is_dated_before_the_first_day_or_not_at_all_is_left_out(view):
    mask = Filters(as_of="2024-12-31", since="2024-03").mask(view)
    assert mask is not None and 0 < mask.sum() < 600
    assert (view.days[mask] >= 20240301).all()
    assert (view.days[~mask] < 20240301).any()


def test_no_filter_makes_no_mask(view):
    assert Filters().mask(view) is None


@pytest.mark.parametrize(
    ("only", "titles"),
    [
        ({}, {"Otter prices", "Heron prices", "鹤的价格"}),
        ({"vendors": ["acme"]}, {"Otter prices", "Heron prices"}),
        ({"systems": ["HERON"]}, {"Heron prices"}),
        ({"systems": "Crane"}, {"鹤的价格"}),
        ({"languages": ["zh"]}, {"鹤的价格"}),
        ({"sources": ["otter.md"]}, {"Otter prices"}),
        ({"vendors": ["Acme"], "since": "2025-02"}, {"Heron prices"}),
        ({"vendors": ["Acme"], "languages": ["zh"]}, set()),
    ],
)
def test_only_passages_that_pass_every_filter_are_found(library, only, titles):
    found = library.search("what does the plan cost 价格", k=9, **only)
    assert {passage.title for passage in found} == titles


def test_a_set_of_documents_is_searched_alone(library):
    wanted = [d.document_id for d in library.documents() if d.title != "Heron prices"]
    found = library.search("what does the plan cost 价格", k=9, documents=wanted)
    assert {passage.title for passage in found} == {"Otter prices", "鹤的价格"}


@pytest.mark.parametrize("only", ["documents", "vendors", "systems", "sources", "languages"])
def test_an_empty_set_finds_nothing(library, only):
    assert library.search("what does the plan cost 价格", **{only: []}) == []


def test_a_text_is_found_by_the_day_of_any_document_that_has_it_and_is_all_that_is_asked(tmp_path):
    for name, year in (("early.md", 2024), ("late.md", 2026)):
        told = f"---\ndate: {year}-01-01\n---\n\nThe Yotta plan costs 17 dollars a month.\n"
        (tmp_path / name).write_text(told)
    library = Library.open(tmp_path / "store")
    library.ingest([tmp_path / "early.md", tmp_path / "late.md"])
    late = [one.document_id for one in library.documents() if one.source.endswith("late.md")]

    def is_found(**only: object) -> bool:
        return bool(library.search("What does the Yotta plan cost?", **only))  # type: ignore[arg-type]

    assert is_found(since="2025-06")
    assert is_found(since="2025-06", documents=late)
    assert is_found(since="2025-06", sources=["late.md"])
    assert is_found(as_of="2025-06")
    assert not is_found(as_of="2025-06", documents=late)
    assert not is_found(as_of="2025-06", since="2024-06")
    assert not is_found(since="2025-06", sources=["early.md"])


def test_a_state_of_an_older_version_is_filtered_by_its_passages(view):
    name = view.row(0)["document_id"]
    new = Filters(documents=[name]).mask(view)
    kept = view.facets.documents
    object.__setattr__(view.facets, "documents", Names.none())
    try:
        old = Filters(documents=[name]).mask(view)
    finally:
        object.__setattr__(view.facets, "documents", kept)
    assert old is not None and new is not None
    assert (old == new).all() and old.any()
