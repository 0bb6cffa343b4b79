"""What stands beside the content of a web page, by its names and by what it holds."""

import re
from typing import Any

from knowledge.parse.page_tables import flat
from knowledge.parse.visible import tells

LIKE_BESIDE = re.compile(
    r"nav|menu|footer|sidebar|crumb|shar(?:e|ing)|social|cookie|consent|elated|newsletter|subscri"
    r"|(?<!elementor-)widget|comment|author|byline|advert|\bads?\b|sponsor|promo|popup|modal|toolbar"
    r"|pagination|outbrain|taboola|tag-?list|(?<![\w-])(?:tags|banner|hid(?:e|den)|sr-only)(?![\w-])",
    re.I,
)
"""In names of what stands beside the content; trafilatura goes by many more, such as `options`."""
_WORD = re.compile(r"widget[-_]?areas?|sr-only|[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_HASH = re.compile(r"_+(?=\w*\d)[\w-]{4,8}$")
"""What programs put behind a name to make it theirs alone."""
_OF_OTHERS = set(
    "share sharing sharedaddy social cookie cookies consent related relatedposts newsletter subscribe"
    " author authors byline advert adverts advertisement ad ads sponsor sponsors sponsored promo promos"
    " popup modal outbrain taboola".split()
)
"""Words for what is not of the page itself."""
_COMMENTS = {"comment", "comments"}
_BESIDE = _OF_OTHERS.union(
    _COMMENTS,
    "footer sidebar sidebars breadcrumb breadcrumbs crumb crumbs toolbar pagination taglist hide hidden"
    " sr-only widgets widget-area widget_area widgetarea widget-areas".split(),
)
_SET = set(
    "site page pages main global entry post posts article articles blog news content wrapper wrap"
    " container inner outer area areas block blocks box section list links link item items button"
    " buttons icon icons bar nav navigation menu header head title heading body top bottom left right"
    " primary secondary mobile desktop sticky fixed column columns group module component widget media"
    " panel region form thread reply respond count meta info bio avatar name profile root dialog".split()
)
"""Words that say no more of such a part than where and how it is set."""
_SHORT = 3
"""Letters of what names a site or the maker of its looks."""
_HOLDS = {"has", "no", "not", "is"}
"""Words of a name that tells what stands beside this part, or that nothing does."""
_OWN = (
    ".//text()[not(ancestor::nav or ancestor::footer or ancestor::aside or ancestor::script"
    " or ancestor::style or ancestor::noscript or ancestor::button)]"
)
_OF_LINKS = f"{_OWN}[ancestor::a]"
_RIGHTS = re.compile(r"©|\(c\) *\d{4}|copyright|all rights reserved|版权所有|保留所有权利", re.I)
_MONEY = re.compile(
    r"[$€£¥₹]\s?\d|\d\s?(?:[$€£¥₹元]|(?:USD|EUR|GBP|CNY|RMB|dollars?|euros?|pounds?|yuan)\b)"
)
_CONTENT, _MAIN = "ancestor-or-self::*[@data-content]", ".//*[@data-content='main']"
"""What the page itself says is its content, as `framing` marks it."""
_OF_FIGURES = ".//table[not(.//table)][count(.//tr[count(th | td) > 1]) > 1]"
_FIGURE = re.compile(r"\d")


def names(block: Any) -> str:
    return f"{block.get('id', '')} {block.get('class', '')}"


def is_beside(block: Any) -> bool:
    """Whether it is named so and nothing in it tells that it is content by chance so named, as a
    `card-footer` with a price. A table of figures does, in what the page says is its content under
    each name; so do amounts of money, and there anything said that is not of others by its name.
    """
    if not LIKE_BESIDE.search(names(block)) or block.xpath(_MAIN):
        return False
    is_named, is_content = is_named_so(block), bool(block.xpath(_CONTENT))
    if has_figures(block):
        return is_named and not is_content
    words = _flat(block, _OWN)
    return (
        is_named or _leads(words, _flat(block, _OF_LINKS)) or not _is_said(block, words, is_content)
    )


def has_figures(block: Any) -> bool:
    """Whether it holds a table of them."""
    tables = block.xpath(_OF_FIGURES)
    return any(_FIGURE.search(_flat(one, ".//td//text()[not(ancestor::a)]")) for one in tables)


def has_prices(block: Any) -> bool:
    """Whether it tells amounts of money, and not whose the page is or where else to go."""
    words, linked = flat(block), " ".join(map(flat, block.iter("a")))
    return bool(_MONEY.search(words)) and not _leads(words, linked)


def is_comments_by_chance(block: Any) -> bool:
    """Whether one named like comments is content, as `comments-enabled` with a table of figures."""
    return not is_named_so(block) and has_figures(block)


def is_named_so(block: Any) -> bool:
    """Whether one of its names says that it stands beside the content, and nothing else."""
    return any(map(_is_whole, names(block).split()))


def _is_whole(name: str) -> bool:
    """Whether each of a name's words says that, or no more than where and how it is set.

    >>> _is_whole("site-footer"), _is_whole("postShareButtons"), _is_whole("card-footer")
    (True, True, False)
    """
    words = _words_of(name)
    others = (word for word in words - _BESIDE if len(word) > _SHORT or word in _HOLDS)
    return not words.isdisjoint(_BESIDE) and _SET.issuperset(others)


def _words_of(name: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(_HASH.sub("", name))}


def _is_said(block: Any, words: str, is_content: bool) -> bool:
    """Whether a block whose name says more says something of the page's own."""
    named = _words_of(names(block))
    if named & _COMMENTS:
        return False
    own = is_content and tells(words) and not named & _OF_OTHERS
    return own or bool(_MONEY.search(words))


def _leads(words: str, linked: str) -> bool:
    """Whether most of the words lead elsewhere, or they tell whose the page is."""
    return 2 * len(linked) > len(words) or bool(_RIGHTS.search(words))


def _flat(block: Any, words: str) -> str:
    return " ".join(" ".join(block.xpath(words)).split())
