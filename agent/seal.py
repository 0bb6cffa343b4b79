"""How a receipt shows that it was not changed. A hash without a key tells an accident, not a forgery:
whoever changes the receipt can make a new one. With a key nobody else can."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

AS_MADE = "as it was made"
CHANGED = "changed since it was made"
_NO_ACCIDENT = "whole as far as a hash without a key can tell: that shows accident, not forgery"
_UNCHECKED = "signed, and not checked: VENDORSCOPE_RECEIPT_KEY is not set"
_UNSIGNED = "not signed, though VENDORSCOPE_RECEIPT_KEY is set"
_SEALS = ("hash", "signature")


def sealed(receipt: Mapping[str, Any], key: str | None) -> dict[str, Any]:
    """The receipt with a SHA-256 `hash` and, where there is a key, an HMAC-SHA-256 `signature`;
    both are over all other fields.

    >>> sorted(sealed({"answer": "…"}, None)), sorted(sealed({"answer": "…"}, "k"))
    (['answer', 'hash'], ['answer', 'hash', 'signature'])
    """
    made = {**receipt, "hash": _hash(receipt)}
    return made | {"signature": _signature(receipt, key)} if key else made


def seal_word(receipt: Mapping[str, Any], key: str | None) -> tuple[bool, str]:
    """Whether nothing speaks against the receipt, and what its seals show.

    >>> seal_word(sealed({"answer": "…"}, "k"), "k"), seal_word(sealed({"answer": "…"}, "k"), "l")
    ((True, 'as it was made'), (False, 'changed since it was made'))
    """
    plain = {name: value for name, value in receipt.items() if name not in _SEALS}
    if receipt.get("hash") != _hash(plain):
        return False, CHANGED
    signature = receipt.get("signature")
    if signature is None:
        return (False, _UNSIGNED) if key else (True, _NO_ACCIDENT)
    if not key:
        return True, _UNCHECKED
    is_ours = hmac.compare_digest(str(signature), _signature(plain, key))
    return (True, AS_MADE) if is_ours else (False, CHANGED)


def _hash(receipt: Mapping[str, Any]) -> str:
    return hashlib.sha256(_plain(receipt)).hexdigest()


def _signature(receipt: Mapping[str, Any], key: str) -> str:
    return hmac.new(key.encode(), _plain(receipt), hashlib.sha256).hexdigest()


def _plain(receipt: Mapping[str, Any]) -> bytes:
    text = json.dumps(receipt, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")
