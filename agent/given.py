"""What callers give an analyst, checked: each mistake is one sentence that says what would work."""

import uuid
from pathlib import Path

from langchain_core.language_models import BaseChatModel

from knowledge import Library


def question(given: object, most: int) -> str:
    """The question without space around it; `most` is the number of characters that are read.

    Raises:
        ValueError: it is empty, overlong or no valid text.
    """
    if not isinstance(given, str) or not given.strip():
        raise ValueError(
            "The question is empty; ask, for example, 'Does HunyuanVideo fit my 3060?'"
        )
    if len(given) > most:
        raise ValueError(
            f"The question has {len(given):,} characters; at most {most:,} are read. "
            "Add a long text to the library as a document and ask about it."
        )
    _check_is_text(given, "question")
    return given.strip()


def thread(given: object) -> str:
    """The thread's id; a new one for None.

    Raises:
        ValueError: it is no non-empty text.
    """
    if given is None:
        return uuid.uuid4().hex
    if not isinstance(given, str) or not given.strip():
        raise ValueError("A thread's id must be a non-empty text; leave it out for a new thread.")
    _check_is_text(given, "thread's id")
    return given


def model(given: object) -> str | BaseChatModel:
    """A preset, `provider:model` or a chat model.

    Raises:
        TypeError: it is something else.
    """
    if not isinstance(given, (str, BaseChatModel)):
        raise TypeError(
            f"A model is a preset's name, provider:model, or a LangChain chat model, not {given!r}."
        )
    return given


def folder(given: object) -> Path | None:
    """The folder that was named as the library, None where there is none.

    Raises:
        TypeError: it is neither a library nor a folder's name.
    """
    if given is None or isinstance(given, Library):
        return None
    if not isinstance(given, (str, Path)):
        raise TypeError(f"A library is a Library or the folder of one, not {given!r}.")
    return Path(given).expanduser()


def check_exists(folder: Path | None) -> None:
    """Asked with each question and not when the folder is named: `learn` may make it.

    Raises:
        ValueError: it is not there.
    """
    if folder is not None and not folder.exists():
        raise ValueError(
            f"There is no library in {str(folder)!r}; add documents with `learn`, or leave "
            "`library` out for the bundled one."
        )


def _check_is_text(given: str, what: str) -> None:
    """Half a surrogate pair, as bytes that are not UTF-8 leave it, can be neither kept nor said."""
    try:
        given.encode()
    except UnicodeEncodeError:
        raise ValueError(
            f"The {what} is not valid text: it holds bytes that are not UTF-8; write it again."
        ) from None
