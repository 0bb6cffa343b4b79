"""A ComfyUI workflow as nodes with named inputs, from both of its forms.

The API form is an object of `id: {class_type, inputs}`; the graph form, which the editor saves,
has `nodes`, `links`, widget values by position and, since 2025, subgraphs. Muted and bypassed
nodes are left out, subgraphs are unfolded.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from agent.tools.bilingual import Note
from agent.tools.vram.errors import CannotEstimate
from agent.tools.vram.facts import table
from agent.tools.vram.given.workflow.math import computed

#: A workflow is some hundred kilobytes; a file past this is something else.
_LARGEST_BYTES = 64 * 2**20
#: Modes of a node that does not run: muted, bypassed.
_NOT_RUN = (2, 4)
#: Number that stands for a subgraph's own inputs as the origin of a link inside it.
_OUTSIDE = -10
_WIDGET_TYPES = ("INT", "FLOAT", "STRING", "BOOLEAN", "COMBO")
_AFTER_SEED = ("fixed", "randomize", "increment", "decrement")
#: Links followed and subgraphs entered before a circle is assumed.
_DEEPEST = 50


class Link(NamedTuple):
    """An input that another node gives."""

    node: str
    slot: int


@dataclass(frozen=True)
class Node:
    """One node that runs."""

    id: str
    kind: str
    """Its class, such as `UNETLoader`."""
    inputs: dict[str, Any]
    """Values by name, and links."""
    shown: dict[str, Any] = field(default_factory=dict[str, Any])
    """What the widget of a linked input showed last."""


@dataclass(frozen=True)
class Graph:
    """The nodes of a workflow that run, by their id."""

    nodes: dict[str, Node]

    def of(self, kind: str) -> list[Node]:
        """Nodes of one class."""
        return [node for node in self.nodes.values() if node.kind == kind]

    def value(self, node: Node, name: str) -> tuple[Any, bool]:
        """An input's value, and whether it is certain: a link to a computing node is not."""
        value = node.inputs.get(name)
        if not isinstance(value, Link):
            return value, True
        found = self._followed(value, 0)
        return (node.shown.get(name), False) if found is None else (found, True)

    def _followed(self, link: Link, depth: int) -> Any:
        """The value behind a link where it is plain to see, through reroutes; else None."""
        node = self.nodes.get(link.node)
        if node is None or depth > _DEEPEST:
            return None
        value = self._given_by(node, depth)
        if isinstance(value, Link):
            return self._followed(value, depth + 1)
        # the second output of a calculating node is its result as a whole number
        return int(value) if isinstance(value, float) and link.slot == 1 else value

    def _given_by(self, node: Node, depth: int) -> Any:
        """What a node hands on: a primitive's value, a link to follow, a sum; else None."""
        known = table("comfyui_nodes")
        if node.kind in known["values"]:
            return next(iter(node.inputs.values()), None)
        if node.kind in known["passing"]:
            return next((v for v in node.inputs.values() if isinstance(v, Link)), None)
        if node.kind == "GetNode":
            return self._set_to(node.inputs.get("name"))
        if node.kind in known["switching"]:
            chosen = self._known(node.inputs.get("switch"), depth)
            return None if chosen is None else node.inputs.get("on_true" if chosen else "on_false")
        if node.kind in known["computing"]:
            text = self._known(node.inputs.get(known["computing"][node.kind]), depth)
            names = {
                k.removeprefix("values."): self._known(v, depth) for k, v in node.inputs.items()
            }
            return computed(str(text), names)
        return None

    def _known(self, value: Any, depth: int) -> Any:
        return self._followed(value, depth + 1) if isinstance(value, Link) else value

    def _set_to(self, name: Any) -> Any:
        """What the `SetNode` of that name was given."""
        for node in self.of("SetNode"):
            if node.inputs.get("name") == name:
                return next((v for v in node.inputs.values() if isinstance(v, Link)), None)
        return None


def read_graph(path: Path) -> Graph:
    """The nodes of a workflow file; a `CannotEstimate` says why it is none."""
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise CannotEstimate(
                Note(
                    f"{path.name} is too large to be a workflow.", f"{path.name} 太大，不是工作流。"
                )
            )
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        raise CannotEstimate(
            Note(f"{path.name} cannot be read: {reason}.", f"无法读取 {path.name}：{reason}。")
        ) from None
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise CannotEstimate(
            Note(f"{path.name} is no JSON{where}.", f"{path.name} 不是 JSON{where}。"),
            Note("Save the workflow in ComfyUI again.", "请在 ComfyUI 中重新保存工作流。"),
        ) from None
    return graph_of(data, path.name)


def graph_of(data: Any, name: str) -> Graph:
    """The nodes of a workflow already parsed."""
    content = _fields(data)
    for wrap in ("prompt", "workflow", "output"):
        # as posted to the server, or as kept beside a picture
        if "nodes" not in content and _fields(content.get(wrap)):
            content = _fields(content[wrap])
    if _rows(content.get("nodes")):
        return Graph({node.id: node for node in _Unfolding(content).nodes()})
    entries = {node_id: _fields(value) for node_id, value in content.items()}
    nodes = {i: _api_node(i, entry) for i, entry in entries.items() if entry.get("class_type")}
    if not nodes:
        raise CannotEstimate(
            Note(
                f"{name} is no ComfyUI workflow: it has no nodes.",
                f"{name} 不是 ComfyUI 工作流：其中没有节点。",
            ),
            Note(
                "Save it in ComfyUI, as a workflow or in the API format.",
                "请在 ComfyUI 中保存为工作流或 API 格式。",
            ),
        )
    return Graph(nodes)


def _fields(value: Any) -> dict[str, Any]:
    """An object of the file; empty where something else stands."""
    return {str(k): v for k, v in value.items()} if isinstance(value, dict) else {}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] - JSON from outside


def _rows(value: Any) -> list[Any]:
    """A list of the file; empty where something else stands."""
    return list(value) if isinstance(value, list) else []  # pyright: ignore[reportUnknownArgumentType] - JSON from outside


def _objects(value: Any) -> list[dict[str, Any]]:
    """The objects of a list of the file."""
    return [_fields(item) for item in _rows(value) if isinstance(item, dict)]


def _api_node(node_id: str, entry: dict[str, Any]) -> Node:
    inputs = {name: _api_value(value) for name, value in _fields(entry.get("inputs")).items()}
    return Node(node_id, str(entry["class_type"]), inputs)


def _api_value(value: Any) -> Any:
    """A link is written as [id of the node, slot]; every other list is a value."""
    row = _rows(value)
    if len(row) == 2 and isinstance(row[0], str | int) and type(row[1]) is int:
        return Link(str(row[0]), row[1])
    return value


class _Unfolding:
    """The graph form's nodes with those of its subgraphs, links and widgets put to names."""

    def __init__(self, data: dict[str, Any]) -> None:
        inner = _objects(_fields(data.get("definitions")).get("subgraphs"))
        self.data = data
        self.subgraphs = {str(graph.get("id")): graph for graph in inner}

    def nodes(self) -> list[Node]:
        """All nodes that run."""
        return self._of(self.data, "", {}, 0)

    def _of(
        self, graph: dict[str, Any], prefix: str, outside: dict[int, Any], depth: int
    ) -> list[Node]:
        """Nodes of one level; `outside` are the values of the inputs of the subgraph it is."""
        links = _links(graph, prefix, outside)
        found: list[Node] = []
        for raw in _objects(graph.get("nodes")):
            if raw.get("mode") in _NOT_RUN:
                continue
            node_id, kind = f"{prefix}{raw.get('id')}", str(raw.get("type"))
            subgraph = self.subgraphs.get(kind)
            if subgraph is None:
                found.append(_graph_node(node_id, kind, raw, links))
            elif depth < _DEEPEST:
                given = _given_to(subgraph, raw, links)
                found += self._of(subgraph, f"{node_id}:", given, depth + 1)
        return found


def _links(graph: dict[str, Any], prefix: str, outside: dict[int, Any]) -> dict[str, Any]:
    """What each link carries: a link to a node of this level, or a value from outside of it."""
    found: dict[str, Any] = {}
    for link in _rows(graph.get("links")):
        row, entry = _rows(link), _fields(link)
        if len(row) < 3:
            row = [entry.get("id"), entry.get("origin_id"), entry.get("origin_slot")]
        number, origin, slot = row[:3]
        inside = Link(f"{prefix}{origin}", slot if isinstance(slot, int) else 0)
        found[str(number)] = outside.get(inside.slot) if origin == _OUTSIDE else inside
    return found


def _graph_node(node_id: str, kind: str, raw: dict[str, Any], links: dict[str, Any]) -> Node:
    widgets = _widgets(kind, raw)
    inputs, shown = dict(widgets), dict[str, Any]()
    for entry in _objects(raw.get("inputs")):
        carried = links.get(str(entry.get("link")))
        if carried is not None:
            name = str(entry.get("name"))
            shown[name] = widgets.get(name)
            inputs[name] = carried
    return Node(node_id, kind, inputs, shown)


def _widgets(kind: str, raw: dict[str, Any]) -> dict[str, Any]:
    """Widget values by name: the order of a class we know, else that of its inputs."""
    by_name = _fields(raw.get("widgets_values"))
    if by_name:
        return by_name
    values = _rows(raw.get("widgets_values"))
    names: list[str] | None = table("comfyui_nodes")["widgets"].get(kind)
    if names is None:
        entries = [entry for entry in _objects(raw.get("inputs")) if entry.get("widget")]
        names = [str(entry.get("name")) for entry in entries]
        if len(values) != len(names):
            # a seed's widget is followed by one that says what comes after a run
            values = [value for value in values if value not in _AFTER_SEED]
    return dict(zip(names, values, strict=False))


def _given_to(
    subgraph: dict[str, Any], raw: dict[str, Any], links: dict[str, Any]
) -> dict[int, Any]:
    """What a subgraph's node gives to each of the subgraph's inputs: a link or a value."""
    declared = _objects(subgraph.get("inputs"))
    widgets = [str(entry.get("name")) for entry in declared if entry.get("type") in _WIDGET_TYPES]
    values = _rows(raw.get("widgets_values"))
    known = dict(zip(widgets, values, strict=True)) if len(values) == len(widgets) else {}
    for entry in _objects(raw.get("inputs")):
        carried = links.get(str(entry.get("link")))
        if carried is not None:
            known[str(entry.get("name"))] = carried
    return {slot: known.get(str(entry.get("name"))) for slot, entry in enumerate(declared)}
