"""Both forms of a workflow, with links, reroutes, primitives, muted nodes and subgraphs."""

from typing import Any

import pytest

from agent.tools.vram.errors import CannotEstimate
from agent.tools.vram.given.workflow.graph import Graph, graph_of


def node(number: int, kind: str, widgets: Any = None, **more: Any) -> dict[str, Any]:
    """A node of the graph form."""
    return {"id": number, "type": kind, "mode": 0, "widgets_values": widgets, **more}


def linked(name: str, link: int, is_widget: bool = True) -> dict[str, Any]:
    widget = {"widget": {"name": name}} if is_widget else {}
    return {"name": name, "type": "INT", "link": link, **widget}


def value(graph: Graph, kind: str, name: str) -> tuple[Any, bool]:
    (found,) = graph.of(kind)
    return graph.value(found, name)


def graph(nodes: list[dict[str, Any]], links: list[Any] | None = None, **more: Any) -> Graph:
    return graph_of({"nodes": nodes, "links": links or [], "version": 0.4, **more}, "test")


def test_widgets_of_known_classes_are_named_by_their_place() -> None:
    found = graph([node(1, "EmptyHunyuanLatentVideo", [848, 480, 73, 1])])
    assert value(found, "EmptyHunyuanLatentVideo", "length") == (73, True)
    sampler = graph([node(1, "KSampler", [42, "randomize", 20, 6.5, "euler", "simple", 1])])
    assert value(sampler, "KSampler", "cfg") == (6.5, True)


def test_widgets_of_other_classes_are_named_by_their_inputs() -> None:
    inputs = [linked(name, None) for name in ("seed", "width", "height")]  # type: ignore[arg-type]
    found = graph([node(1, "SomebodysLatent", [7, "fixed", 640, 360], inputs=inputs)])
    assert value(found, "SomebodysLatent", "height") == (360, True)


def test_widgets_that_are_an_object_are_taken_by_name() -> None:
    found = graph([node(1, "VHS_Something", {"frame_rate": 24})])
    assert value(found, "VHS_Something", "frame_rate") == (24, True)


@pytest.mark.parametrize(
    "origin", [node(2, "PrimitiveNode", [1280, "fixed"]), node(2, "INTConstant", [1280])]
)
def test_a_primitive_gives_its_value_through_reroutes(origin: dict[str, Any]) -> None:
    latent = node(1, "EmptyLatentImage", [512, 512, 1], inputs=[linked("width", 11)])
    reroute = node(3, "Reroute", inputs=[linked("", 10, is_widget=False)])
    links = [[10, 2, 0, 3, 0, "INT"], [11, 3, 0, 1, 0, "INT"]]
    assert value(graph([latent, origin, reroute], links), "EmptyLatentImage", "width") == (
        1280,
        True,
    )


def test_a_value_goes_from_a_set_node_to_its_get_node() -> None:
    nodes = [
        node(1, "EmptyLatentImage", [512, 512, 1], inputs=[linked("width", 10)]),
        node(2, "GetNode", ["my width"]),
        node(3, "SetNode", ["my width"], inputs=[linked("INT", 11, is_widget=False)]),
        node(4, "PrimitiveInt", [960, "fixed"]),
    ]
    links = [[10, 2, 0, 1, 0, "INT"], [11, 4, 0, 3, 0, "INT"]]
    assert value(graph(nodes, links), "EmptyLatentImage", "width") == (960, True)


def test_arithmetic_and_switches_are_followed() -> None:
    api = {
        "1": {"class_type": "EmptyLTXVLatentVideo", "inputs": {"width": ["2", 1]}},
        "2": {
            "class_type": "ComfyMathExpression",
            "inputs": {"expression": "a / 2 + b", "values.a": ["3", 0], "values.b": 1},
        },
        "3": {
            "class_type": "ComfySwitchNode",
            "inputs": {"switch": ["4", 0], "on_false": 100, "on_true": ["5", 0]},
        },
        "4": {"class_type": "PrimitiveBoolean", "inputs": {"value": True}},
        "5": {"class_type": "PrimitiveInt", "inputs": {"value": 1280}},
    }
    assert value(graph_of(api, "test"), "EmptyLTXVLatentVideo", "width") == (641, True)


def test_a_value_computed_elsewhere_is_what_the_widget_shows_and_not_certain() -> None:
    latent = node(1, "EmptyLatentImage", [512, 640, 1], inputs=[linked("height", 10)])
    found = graph([latent, node(2, "GetImageSize")], [[10, 2, 1, 1, 1, "INT"]])
    assert value(found, "EmptyLatentImage", "height") == (640, False)


def test_links_in_a_circle_end() -> None:
    nodes = [
        node(1, "EmptyLatentImage", [512, 512, 1], inputs=[linked("width", 10)]),
        node(2, "Reroute", inputs=[linked("", 11, is_widget=False)]),
        node(3, "Reroute", inputs=[linked("", 12, is_widget=False)]),
    ]
    links = [[10, 2, 0, 1, 0, "*"], [11, 3, 0, 2, 0, "*"], [12, 2, 0, 3, 0, "*"]]
    assert value(graph(nodes, links), "EmptyLatentImage", "width") == (512, False)


@pytest.mark.parametrize("mode", [2, 4], ids=["muted", "bypassed"])
def test_nodes_that_do_not_run_are_left_out(mode: int) -> None:
    nodes = [node(1, "UNETLoader", ["a"]), node(2, "WanVideoBlockSwap", [20], mode=mode)]
    assert [found.kind for found in graph(nodes).nodes.values()] == ["UNETLoader"]


def subgraph(inner: list[dict[str, Any]], links: list[Any], inputs: list[Any]) -> dict[str, Any]:
    return {"subgraphs": [{"id": "sub", "nodes": inner, "links": links, "inputs": inputs}]}


def inside(number: int, slot: int, target: int) -> dict[str, Any]:
    """A link of a subgraph from one of its own inputs."""
    return {"id": number, "origin_id": -10, "origin_slot": slot, "target_id": target}


def test_a_subgraph_takes_the_values_of_the_node_that_stands_for_it() -> None:
    inner = [
        node(7, "EmptyLatentImage", [512, 512, 1], inputs=[linked("width", 1)]),
        node(8, "UNETLoader", ["inner.safetensors", "default"], inputs=[linked("unet_name", 2)]),
    ]
    inputs = [
        {"name": "image", "type": "IMAGE"},
        {"name": "width", "type": "INT"},
        {"name": "unet_name", "type": "COMBO"},
    ]
    more = subgraph(inner, [inside(1, 1, 7), inside(2, 2, 8)], inputs)
    found = graph([node(1, "sub", [1344, "outer.safetensors"])], definitions=more)
    assert value(found, "EmptyLatentImage", "width") == (1344, True)
    assert value(found, "UNETLoader", "unet_name") == ("outer.safetensors", True)


def test_a_subgraph_takes_what_is_linked_to_its_node() -> None:
    inner = [node(7, "EmptyLatentImage", [512, 512, 1], inputs=[linked("width", 1)])]
    more = subgraph(inner, [inside(1, 0, 7)], [{"name": "width", "type": "INT"}])
    outer = node(1, "sub", [512], inputs=[linked("width", 5)])
    found = graph(
        [outer, node(2, "PrimitiveInt", [832, "fixed"])], [[5, 2, 0, 1, 0, "INT"]], definitions=more
    )
    assert value(found, "EmptyLatentImage", "width") == (832, True)


def test_a_subgraph_used_twice_gives_its_nodes_twice_and_one_muted_none() -> None:
    more = subgraph([node(7, "UNETLoader", ["a.safetensors"])], [], [])
    nodes = [node(1, "sub"), node(2, "sub"), node(3, "sub", mode=2)]
    assert [found.id for found in graph(nodes, definitions=more).of("UNETLoader")] == ["1:7", "2:7"]


def test_a_subgraph_inside_itself_ends() -> None:
    more = subgraph([node(7, "sub"), node(8, "UNETLoader", ["a"])], [], [])
    assert len(graph([node(1, "sub")], definitions=more).of("UNETLoader")) < 100


@pytest.mark.parametrize("wrap", ["prompt", "output", "workflow"])
def test_a_workflow_inside_another_object_is_found(wrap: str) -> None:
    api = {"1": {"class_type": "UNETLoader", "inputs": {"unet_name": "a"}}}
    assert graph_of({wrap: api, "client_id": "x"}, "test").of("UNETLoader")


@pytest.mark.parametrize(
    "content",
    [None, [], "text", {"nodes": "none"}, {"1": {"class_type": ""}}, {"1": 3}],
)
def test_other_json_is_no_workflow(content: Any) -> None:
    with pytest.raises(CannotEstimate, match=r"x\.json is no ComfyUI workflow"):
        graph_of(content, "x.json")


def test_odd_entries_do_not_stop_the_rest() -> None:
    nodes = [
        {"id": 1, "type": "UNETLoader", "widgets_values": ["a"], "inputs": [None, 3, {"link": 9}]},
        None,
        {"id": 2},
    ]
    found = graph(nodes, [None, [1], {"id": 9}])  # type: ignore[list-item]
    assert value(found, "UNETLoader", "unet_name") == ("a", True)
