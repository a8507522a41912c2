"""The form that graphs ship in says what the network in training says: needs the training extra."""

import copy
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
onnxruntime = pytest.importorskip("onnxruntime")
pytest.importorskip("onnx")

from torch.nn import functional  # noqa: E402  (torch is looked for first)

from kg.reader.neural_labels import KINDS  # noqa: E402
from kg.train.encoder import Encoder  # noqa: E402
from kg.train.export import FusedLayer, Smoothed, byte_embeddings, smooth, write_graph  # noqa: E402
from kg.train.heads import INNER  # noqa: E402
from kg.train.seconds import Seconds  # noqa: E402


def _encoder() -> Encoder:
    torch.manual_seed(7)
    encoder = Encoder(60, width=48, layers=2, heads=4, dropout=0.0).eval()
    for norm in (encoder.norm, *(layer.norm_out for layer in encoder.layers)):
        torch.nn.init.uniform_(norm.weight, 0.5, 3.0)
    return encoder


IDS = torch.arange(22).reshape(2, 11)


def test_smoothed_and_fused_layers_say_the_same() -> None:
    plain = _encoder()
    changed = copy.deepcopy(plain)
    smooth(changed, [IDS])
    assert all(isinstance(layer.down, Smoothed) for layer in changed.layers)
    with torch.no_grad():
        wanted = plain.equal(IDS)
        assert torch.allclose(changed.equal(IDS), wanted, atol=1e-4)
        found = changed.norm(changed.word(IDS) + changed.position(torch.arange(IDS.shape[1])))
        for layer in changed.layers:
            found = FusedLayer(layer)(found)
    assert torch.allclose(found, wanted, atol=1e-4)


def test_a_layer_is_smoothed_before_it_is_fused() -> None:
    with pytest.raises(TypeError, match="smoothed"):
        FusedLayer(_encoder().layers[0])


def test_texts_of_one_length_read_as_texts_laid_end_to_end() -> None:
    encoder = _encoder()
    with torch.no_grad():
        laid = encoder.lower(IDS.flatten(), [11, 11], 2).reshape(2, 11, -1)
        assert torch.allclose(encoder.equal(IDS), laid, atol=1e-5)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:torch", "ignore:.*TorchScript-based:DeprecationWarning")
def test_attention_is_one_operator_that_computes_it(tmp_path: Path) -> None:
    encoder = _encoder()
    smooth(encoder, [IDS])
    layer, path = FusedLayer(encoder.layers[0]), tmp_path / "layer.onnx"
    states = torch.randn(1, 9, 48)
    torch.onnx.export(layer, (states,), str(path), opset_version=17, dynamo=False, custom_opsets={"com.microsoft": 1})
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    found = session.run(None, {session.get_inputs()[0].name: states.numpy()})[0]
    assert np.allclose(found, layer(states).detach().numpy(), atol=1e-4)


def test_embeddings_in_bytes_are_close() -> None:
    encoder = _encoder()
    before = encoder.word(IDS)
    byte_embeddings(encoder)
    assert torch.allclose(encoder.word(IDS), before, atol=0.03)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:torch", "ignore:.*TorchScript-based:DeprecationWarning")
def test_second_deals_say_the_same_as_a_graph(tmp_path: Path) -> None:
    """For any number of rows, sentences and tokens; for each row, sentence and kind a score."""
    torch.manual_seed(3)
    head, path = Seconds(384, 0.1).eval(), tmp_path / "seconds.onnx"
    write_graph(head, "seconds", path, fold=False)
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    for rows, sentences, tokens in ((4, 3, 23), (1, 1, 5), (6, 5, 40)):
        table = functional.one_hot(torch.arange(tokens) % sentences, sentences).float()
        first = functional.one_hot(torch.arange(rows) % sentences, sentences).float()
        kinds, looks = torch.arange(rows), torch.rand(rows, sentences)
        given = (torch.randn(tokens, 384), table, torch.randn(rows, INNER), kinds, looks, first)
        names = [one.name for one in session.get_inputs()]
        found = session.run(None, dict(zip(names, (g.numpy() for g in given), strict=True)))[0]
        assert found.shape == (rows, sentences, len(KINDS))
        assert np.allclose(found, head(*given).detach().numpy(), atol=1e-4)
