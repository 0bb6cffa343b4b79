"""Comments of web pages: in a discussion they are the content, beside an article they are not."""

import re
from typing import Any

from knowledge.parse import asides, loose
from knowledge.parse.page_tables import flat
from knowledge.parse.visible import tells

_BLOCKS = "article div section details ol ul li dl".split()
_COMMENTS = (
    ".//*[self::article or self::div or self::section or self::details or self::ol or self::ul]"
    "[re:test(@id, '^[Cc]omment(?!ary)|^comol|^(?:disqus_thread|dsq-comments)')"
    " or re:test(@class, '^[Cc]omment(?!ary)|(?:article|post)-comments')]"
)
"""As trafilatura knows them, and articles of that name."""
_POSTS = ".//article | .//div[@class='post' or @class='entry']"
_REGEXPS = {"re": "http://exslt.org/regular-expressions"}
_TYPES = re.compile(r'"@type"\s*:\s*(\[[^\]]*\]|"[^"]*")')
_DISCUSSIONS = {"DiscussionForumPosting", "QAPage"}
_ARTICLES = {"Article", "NewsArticle", "TechArticle", "BlogPosting", "Report"}
_IS_AN_ARTICLE = (
    "//meta[@property='og:type' and @content='article' or starts-with(@property, 'article:')]"
)
_WORDS = (
    ".//text()[not(ancestor::nav or ancestor::footer or ancestor::aside or ancestor::form"
    " or ancestor::a or ancestor::button or ancestor::script or ancestor::style)]"
)
_LONGEST_OPENING = 2000
"""Characters; what is longer is an article, unless the page says otherwise."""
_POST = re.compile(
    r"post|entry|comment|article|answer|question|repl|content|story|text|author", re.I
)
_BESIDE = re.compile(r"form|nav|shar|related|menu|tags|bar|footer|widget|vote|link|respond", re.I)
_ACTS = re.compile(r"(?<![^\W_])(?:reply|votes?|share)(?![^\W_])", re.I)
"""What one may do with a post, said in a word or two."""


def settle(tree: Any) -> None:
    """Make plain blocks of posts, of which all but the first would be passed over, in the main
    content; take the comments out of a page that is no discussion."""
    body = tree.find(".//body")
    if body is None:
        return
    named: list[Any] = body.xpath(_COMMENTS, namespaces=_REGEXPS)
    comments = [one for one in named if not asides.is_comments_by_chance(one)]
    if not _is_discussion(tree, body, comments):
        for one in comments:
            if one.getparent() is not None:
                one.drop_tree()
        comments = []
    posts = comments or _side_by_side(body)
    if posts or _types(tree) & _DISCUSSIONS:
        frame = _frame(body, posts)
        _make_plain(frame)
        loose.set_in_main(frame)


def _is_discussion(tree: Any, body: Any, comments: list[Any]) -> bool:
    """Whether the page says so, or its comments are longer than what they are about."""
    types = _types(tree)
    if types & _DISCUSSIONS or not comments:
        return bool(types & _DISCUSSIONS)
    if types & _ARTICLES or tree.xpath(_IS_AN_ARTICLE):
        return False
    chosen = set(comments)
    outer = [one for one in comments if chosen.isdisjoint(one.iterancestors())]
    said = sum(map(_length, outer))
    return _length(_frame(body, comments)) - said < min(said, _LONGEST_OPENING)


def _types(tree: Any) -> set[str]:
    """What the page says it is."""
    scripts: list[str] = tree.xpath('//script[@type="application/ld+json"]/text()')
    named: list[str] = tree.xpath("//@itemtype")
    named += (one for script in scripts for one in _TYPES.findall(script))
    return {word for one in named for word in re.findall(r"\w+", one)}


def _length(part: Any) -> int:
    """Characters of its own words, without menus."""
    return sum(len(word) for words in part.xpath(_WORDS) for word in words.split())


def _side_by_side(body: Any) -> list[Any]:
    """Posts beside the first one that are about as long; shorter ones lead to other pages."""
    first = next(iter(body.xpath(_POSTS)), None)
    if first is None:
        return []
    posts = [one for one in first.getparent() if one.tag == first.tag]
    lengths = [*map(_length, posts)]
    alike = [one for one, length in zip(posts, lengths, strict=True) if length * 5 > max(lengths)]
    return alike if len(alike) > 1 and first in alike else []


def _frame(body: Any, posts: list[Any]) -> Any:
    """What holds them: the main content by its name, else the least part with the heading in it."""
    named = body.xpath(".//main|.//*[@role='main']")
    if named or not posts:
        return (named or [body])[0]
    within = {*posts, *body.xpath("(.//h1)[1]")}
    around: list[set[Any]] = [{*one.iterancestors()} for one in within]
    return next(one for one in posts[0].iterancestors() if all(one in each for each in around))


def _make_plain(frame: Any) -> None:
    """Without the names by which one is taken for the whole, or for a comment."""
    for block in [*frame.iter(*_BLOCKS, "p", "span", "header")]:
        names = f"{block.get('id', '')} {block.get('class', '')}"
        if block.tag == "article":
            block.tag = "section"
        if _ACTS.search(names) and not tells(flat(block)):
            block.drop_tree()
        elif _POST.search(names) and not _BESIDE.search(names):
            for name in ("id", "class", "itemprop", "role"):
                block.attrib.pop(name, None)
