"""The examples of what makes articles ready for training, which needs no training extra, are true."""

import doctest
import importlib
import pkgutil

import pytest

import kg.train


@pytest.mark.parametrize("name", [module.name for module in pkgutil.iter_modules(kg.train.__path__)])
def test_examples(name: str) -> None:
    try:
        module = importlib.import_module(f"kg.train.{name}")
    except ModuleNotFoundError as missing:
        pytest.skip(f"kg.train.{name} needs the training extra: {missing.name}")
    assert doctest.testmod(module).failed == 0
