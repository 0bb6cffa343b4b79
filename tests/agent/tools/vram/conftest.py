"""Checkpoints with real headers and holes for weights, and a host that gives them in ranges."""

import json
import math
import re
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

REPO = "acme/novel-8b"
BYTES = {"F32": 4, "BF16": 2, "F16": 2, "F8_E4M3": 1, "U8": 1, "I8": 1, "I32": 4, "U32": 4}
Shapes = dict[str, tuple[str, tuple[int, ...]]]
"""Name of a tensor -> its type and shape."""

QWEN3_8B: dict[str, Any] = {
    "architectures": ["Qwen3ForCausalLM"],
    "model_type": "qwen3",
    "hidden_size": 4096,
    "intermediate_size": 12288,
    "num_hidden_layers": 36,
    "num_attention_heads": 32,
    "num_key_value_heads": 8,
    "head_dim": 128,
    "vocab_size": 151936,
    "max_position_embeddings": 40960,
    "sliding_window": None,
    "use_sliding_window": False,
    "tie_word_embeddings": False,
    "torch_dtype": "bfloat16",
}


class Checkpoints:
    """Writes the files of a checkpoint into a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def json(self, name: str, content: Any) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content), "utf-8")
        return path

    def weights(self, name: str, shapes: Shapes) -> Path:
        """A safetensors file whose data is a hole: the right length, no space on the disk."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
        at = 0
        for tensor, (kind, shape) in shapes.items():
            size = math.prod(shape) * BYTES[kind]
            offsets = [at, at + size]
            header[tensor] = {"dtype": kind, "shape": list(shape), "data_offsets": offsets}
            at += size
        raw = json.dumps(header).encode()
        with path.open("wb") as file:
            file.write(len(raw).to_bytes(8, "little") + raw)
            file.truncate(8 + len(raw) + at)
        return path

    def sharded(self, shapes: Shapes, count: int, folder: str = "", stem: str = "model") -> None:
        """The same in several files, with their index."""
        where: dict[str, str] = {}
        names = list(shapes)
        for n in range(count):
            file = f"{stem}-{n + 1:05d}-of-{count:05d}.safetensors"
            self.weights(folder + file, {name: shapes[name] for name in names[n::count]})
            where |= dict.fromkeys(names[n::count], file)
        size = sum(math.prod(shape) * BYTES[kind] for kind, shape in shapes.values())
        index = {"metadata": {"total_size": size}, "weight_map": where}
        self.json(f"{folder}{stem}.safetensors.index.json", index)

    def part(self, name: str, config: dict[str, Any], billions: float, kind: str = "BF16") -> None:
        """A part of a pipeline with about that many parameters."""
        self.json(f"{name}/config.json", config)
        count = round(billions * 1e9) // 1024
        self.weights(f"{name}/diffusion_pytorch_model.safetensors", {"w": (kind, (count, 1024))})


def qwen3_shapes(config: dict[str, Any], kind: str = "BF16") -> Shapes:
    """The tensors of a dense Qwen3 of that config, as its files name them."""
    hidden, ffn, vocab = (config[k] for k in ("hidden_size", "intermediate_size", "vocab_size"))
    size = config["head_dim"]
    queries, keys = config["num_attention_heads"] * size, config["num_key_value_heads"] * size
    shapes: Shapes = {"model.embed_tokens.weight": (kind, (vocab, hidden))}
    for n in range(config["num_hidden_layers"]):
        shapes |= {
            f"model.layers.{n}.{name}.weight": (kind, shape)
            for name, shape in {
                "self_attn.q_proj": (queries, hidden),
                "self_attn.k_proj": (keys, hidden),
                "self_attn.v_proj": (keys, hidden),
                "self_attn.o_proj": (hidden, queries),
                "self_attn.q_norm": (size,),
                "self_attn.k_norm": (size,),
                "mlp.gate_proj": (ffn, hidden),
                "mlp.up_proj": (ffn, hidden),
                "mlp.down_proj": (hidden, ffn),
                "input_layernorm": (hidden,),
                "post_attention_layernorm": (hidden,),
            }.items()
        }
    return shapes | {
        "model.norm.weight": (kind, (hidden,)),
        "lm_head.weight": (kind, (vocab, hidden)),
    }


class Host:
    """A server of one repository; what it does otherwise is set by a test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lists = "tree"
        self.ranges = True
        self.page = 3
        self.answer: Callable[[str], tuple[int, dict[str, str], bytes] | None] = lambda path: None
        self.asked: list[tuple[str, str | None, str | None]] = []
        """Path, range and authorization of each request."""
        self.sent = 0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        # a reader that has seen enough hangs up: no error
        self._server.handle_error = lambda request, client_address: None
        serve = partial(self._server.serve_forever, poll_interval=0.01)
        threading.Thread(target=serve, daemon=True).start()
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def reply(self, path: str, query: str, asked: str | None) -> tuple[int, dict[str, str], bytes]:
        names = sorted(p for p in self.folder.rglob("*") if p.is_file())
        if path == f"/api/models/{REPO}/tree/main" and self.lists == "tree":
            return self._tree(names, query)
        if path == f"/api/models/{REPO}" and self.lists in ("tree", "siblings"):
            rows = [{"rfilename": str(p.relative_to(self.folder))} for p in names]
            return 200, {}, json.dumps({"id": REPO, "siblings": rows}).encode()
        prefix = f"/{REPO}/resolve/main/"
        file = self.folder / path.removeprefix(prefix)
        if not path.startswith(prefix) or not file.is_file():
            return 404, {}, b"Entry not found"
        return self._file(file, asked)

    def _tree(self, names: list[Path], query: str) -> tuple[int, dict[str, str], bytes]:
        start = int(found[1]) if (found := re.search(r"cursor=(\d+)", query)) else 0
        rows = [{"type": "directory", "oid": "0", "size": 0, "path": "somewhere"}]
        for path in names[start : start + self.page]:
            size, name = path.stat().st_size, str(path.relative_to(self.folder))
            row = {"type": "file", "oid": "0", "size": size, "path": name}
            rows.append(
                row
                | (
                    {"lfs": {"size": size, "oid": "0", "pointerSize": 1}}
                    if "safetensors" in name
                    else {}
                )
            )
        end = start + self.page
        further = f"{self.address}/api/models/{REPO}/tree/main?recursive=true&cursor={end}"
        headers = {"Link": f'<{further}>; rel="next"'} if end < len(names) else {}
        return 200, headers, json.dumps(rows).encode()

    def _file(self, file: Path, asked: str | None) -> tuple[int, dict[str, str], bytes]:
        size = file.stat().st_size
        found = re.fullmatch(r"bytes=(\d+)-(\d+)", asked or "")
        if not found or not self.ranges:
            with file.open("rb") as opened:
                return 200, {}, opened.read(8 * 2**20)
        first, last = int(found[1]), min(int(found[2]), size - 1)
        if first >= size:
            return 416, {}, b""
        with file.open("rb") as opened:
            opened.seek(first)
            raw = opened.read(last - first + 1)
        return 206, {"Content-Range": f"bytes {first}-{last}/{size}"}, raw

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        host = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                path, asked = unquote(parts.path), self.headers.get("Range")
                host.asked.append((path, asked, self.headers.get("Authorization")))
                code, headers, body = host.answer(path) or host.reply(path, parts.query, asked)
                self.send_response(code)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                host.sent += len(body)
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        return Handler


@pytest.fixture
def checkpoints(tmp_path: Path) -> Checkpoints:
    return Checkpoints(tmp_path / "model")


@pytest.fixture
def qwen3_8b(checkpoints: Checkpoints) -> Path:
    """A folder like Qwen3-8B's: its config, its tensors in five files."""
    checkpoints.json("config.json", QWEN3_8B)
    checkpoints.sharded(qwen3_shapes(QWEN3_8B), 5)
    return checkpoints.root


@pytest.fixture
def small_model(checkpoints: Checkpoints) -> Callable[..., Path]:
    """Writes a model of two layers; None leaves a key of its config out."""

    def write(shapes: Shapes | None = None, **config: Any) -> Path:
        small = QWEN3_8B | {"num_hidden_layers": 2, "vocab_size": 1024, "hidden_size": 256}
        small |= {"num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 64}
        small |= {"intermediate_size": 512} | config
        small = {key: value for key, value in small.items() if value is not None}
        checkpoints.json("config.json", small)
        checkpoints.weights("model.safetensors", qwen3_shapes(small) if shapes is None else shapes)
        return checkpoints.root

    return write


@pytest.fixture
def wan(checkpoints: Checkpoints) -> Path:
    """A folder like that of Wan2.1-T2V-14B for diffusers."""
    index = {"_class_name": "WanPipeline", "scheduler": ["diffusers", "UniPCMultistepScheduler"]}
    index |= {"tokenizer": ["transformers", "T5TokenizerFast"]}
    index |= {"text_encoder": ["transformers", "UMT5EncoderModel"]}
    index |= {"transformer": ["diffusers", "WanTransformer3DModel"]}
    checkpoints.json("model_index.json", index | {"vae": ["diffusers", "AutoencoderKLWan"]})
    dit = {"_class_name": "WanTransformer3DModel", "num_attention_heads": 40}
    dit |= {"attention_head_dim": 128, "num_layers": 40, "patch_size": [1, 2, 2], "in_channels": 16}
    checkpoints.part("transformer", dit, 14.2885)
    checkpoints.part("text_encoder", {"architectures": ["UMT5EncoderModel"]}, 5.6809)
    checkpoints.part("vae", {"_class_name": "AutoencoderKLWan", "z_dim": 16}, 0.1269, "F32")
    return checkpoints.root


@pytest.fixture
def flux(checkpoints: Checkpoints) -> Path:
    """A folder like that of FLUX.1-dev."""
    index = {"_class_name": "FluxPipeline", "feature_extractor": [None, None]}
    index |= {"text_encoder": ["transformers", "CLIPTextModel"]}
    index |= {"text_encoder_2": ["transformers", "T5EncoderModel"]}
    index |= {"transformer": ["diffusers", "FluxTransformer2DModel"]}
    checkpoints.json("model_index.json", index | {"vae": ["diffusers", "AutoencoderKL"]})
    dit = {"_class_name": "FluxTransformer2DModel", "num_attention_heads": 24, "in_channels": 64}
    dit |= {"attention_head_dim": 128, "num_layers": 19, "num_single_layers": 38, "patch_size": 1}
    checkpoints.part("transformer", dit, 11.9014)
    checkpoints.part("text_encoder", {"architectures": ["CLIPTextModel"]}, 0.1231)
    checkpoints.part("text_encoder_2", {"architectures": ["T5EncoderModel"]}, 4.7623)
    vae = {"_class_name": "AutoencoderKL", "latent_channels": 16}
    vae |= {"block_out_channels": [128, 256, 512, 512]}
    checkpoints.part("vae", vae, 0.0838)
    return checkpoints.root


@pytest.fixture
def host(small_model, monkeypatch: pytest.MonkeyPatch) -> Iterator[Host]:
    """The host of a small model, named by HF_ENDPOINT."""
    host = Host(small_model())
    monkeypatch.setenv("HF_ENDPOINT", host.address)
    monkeypatch.delenv("HF_TOKEN", raising=False)
    yield host
    host.close()
