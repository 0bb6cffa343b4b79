"""What diffusers calls the parts of a pipeline, and which decoders it can run in pieces."""

import re

from agent.tools.vram.facts import table
from agent.tools.vram.model import Model

_IN_FOLDER = re.compile(r"([a-z][a-z0-9_]*) \((\w+)\)")
"""A part read from files: its folder, which is the pipeline's own word for it, and its class."""


def denoisers(model: Model) -> list[str]:
    """The attributes that hold the denoisers: "unet", "transformer" and "transformer_2"."""
    known = table("attributes")["denoisers"]
    usual = known.get(model.dit_class, "transformer")
    rows = [row for row in model.parts if row["role"] in ("dit", "dit2")]
    names = [_own_name(row["name"]) for row in rows for _ in range(row.get("copies", 1))]
    return _numbered(names, usual)


def text_encoders(model: Model) -> list[str]:
    """The attributes that hold the text encoders, in the pipeline's numbering."""
    rows = [row for row in model.parts if row["role"] in ("t5", "text")]
    return _numbered([_own_name(row["name"]) for row in rows], "text_encoder")


def wide_encoder(model: Model) -> str:
    """The attribute that holds T5, which pipelines count after their CLIPs."""
    rows = [row for row in model.parts if row["role"] in ("t5", "text")]
    own = next((_own_name(row["name"]) for row in rows if row["role"] == "t5"), None)
    place = 1 + sum(row["name"].startswith("CLIP") for row in rows)
    return own or ("text_encoder" if place == 1 else f"text_encoder_{place}")


def is_in_diffusers(model: Model) -> bool:
    """Whether diffusers has the pipeline: not of stages, nor of classes that it does not know."""
    known = model.vae_class in table("pipelines")["vaes"].values()
    return bool(model.parts) and (known or model.dit_class != "generic")


def decoder(model: Model) -> str:
    """The attribute that holds the decoder of pictures."""
    return next((_own_name(row["name"]) or "vae" for row in _decoders(model)), "vae")


def decodes_in_pieces(model: Model) -> bool:
    """Whether diffusers can run the decoder in tiles and picture by picture.

    >>> from agent.tools.vram.catalog import find_model
    >>> [decodes_in_pieces(find_model(name)) for name in ("SDXL", "SVD", "Kandinsky-2.2")]
    [True, False, False]
    """
    whole = table("attributes")["decoded_whole"]
    read = [found[2] for row in _decoders(model) if (found := _IN_FOLDER.fullmatch(row["name"]))]
    return not (
        model.vae_class in whole["classes"]
        or decoder(model) in whole["attributes"]
        or any(kind in whole["kinds"] for kind in read)
    )


def _decoders(model: Model) -> list[dict[str, str]]:
    return [row for row in model.parts if row["role"] == "vae"]


def _own_name(name: str) -> str | None:
    """The attribute of a part that is named otherwise than its kind, or read from its folder."""
    found = _IN_FOLDER.fullmatch(name)
    return table("attributes")["parts"].get(name) or (found[1] if found else None)


def _numbered(names: list[str | None], usual: str) -> list[str]:
    """Names in order; those without one of their own are numbered from the second on."""
    count, numbered = 0, list[str]()
    for name in names:
        count += name is None
        numbered.append(name or (usual if count == 1 else f"{usual}_{count}"))
    return list(dict.fromkeys(numbered))
