"""The part of `vendorscope doctor` that looks at who answers, and at the models that settings name."""

from typing import TYPE_CHECKING

from ui.doctor import Check

if TYPE_CHECKING:
    from agent.settings import Settings


def model_checks() -> list[Check]:
    """Who answers, who does where that one is down, and whom the web chat offers."""
    from agent.models import UnknownModel, offered_models
    from agent.settings import Settings

    try:
        settings = Settings.read()
    except ValueError as error:
        return [Check("settings", "problem", str(error), "Mend or unset the variable.")]
    checks = [_model("model", "VENDORSCOPE_MODEL", settings.model, settings)]
    if settings.fallback:
        checks.append(_model("fallback", "VENDORSCOPE_FALLBACK", settings.fallback, settings))
    try:
        offered = offered_models(settings)
    except UnknownModel as error:
        checks.append(Check("web chat", "problem", str(error), "Mend or unset VENDORSCOPE_MODELS."))
    else:
        checks += [Check("web chat", "ok", f"offers {', '.join(offered)}")] if offered else []
    return checks


def named_model_checks() -> list[Check]:
    """The sentence-transformers models that settings name; without them no question is answered."""
    from knowledge.embedding.embed import NamedModel, choose_embedder
    from knowledge.embedding.named import is_here
    from knowledge.places import setting

    embedder = choose_embedder()
    named = {
        "EMBEDDER": embedder.name if isinstance(embedder, NamedModel) else None,
        "RERANKER": setting("RERANKER"),
        "ENTAILMENT": setting("ENTAILMENT"),
    }
    owner = "sentence-transformers"  # of an embedder of one word; no other model has an owner then
    return [
        _named_model(which, name, is_here(name, owner if which == "EMBEDDER" else ""))
        for which, name in named.items()
        if name
    ]


def _named_model(which: str, name: str, is_here: bool) -> Check:
    if is_here:
        return Check(which.lower(), "ok", f"{name}, on this machine")
    advice = (
        f"Ask a question while the model host can be reached, which fetches it; or name another "
        f"model or a folder in VENDORSCOPE_{which}, or unset it."
    )
    return Check(which.lower(), "problem", f"{name} is not on this machine", advice)


def _model(label: str, variable: str, name: str, settings: "Settings") -> Check:
    """A preset, and whether the variables and the package it needs are there."""
    from agent.presets import find_preset, near_names, presets

    preset = find_preset(name)
    if preset is None:
        if ":" in name:
            return _pair(label, variable, name, settings)
        near = "".join(f"Did you mean {one!r}? " for one in near_names(name)[:1])
        advice = f"{near}{variable} can be {', '.join(presets())}, or provider:model."
        return Check(label, "problem", f"there is no preset {name!r}", advice)
    if unset := " and ".join(preset.missing()):
        instead = " for the offline model" if label == "model" else ""
        advice = f"Set {unset}, or unset {variable}{instead}."
        return Check(label, "problem", f"{name}: {unset} not set", advice)
    if package := preset.missing_package():
        advice = f"`pip install {package}`"
        return Check(label, "problem", f"{name}: {package} not installed", advice)
    needed = [f"{variable} is set" for variable in preset.needed()]
    return Check(label, "ok", ", ".join([name, *needed]))


def _pair(label: str, variable: str, name: str, settings: "Settings") -> Check:
    """A `provider:model`: its client is set up, and asked nothing."""
    from agent.models import UnknownModel, build_model

    try:
        build_model(name, settings)
    except UnknownModel as error:
        advice = f"Name another provider:model or a preset in {variable}, or unset it."
        return Check(label, "problem", str(error), advice)
    return Check(label, "ok", name)
