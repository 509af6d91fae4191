"""``reviewer train``: rebuilds the models and the index that ship."""

from __future__ import annotations

import argparse
import sys

from reviewer.errors import ConfigError
from reviewer.review.shipped import find_shipped


def run(arguments: argparse.Namespace) -> int:
    """Train everything and say where it went."""
    try:
        import sklearn  # noqa: F401, PLC0415  (asked for by name, so that the message can say what to install)
        import skops  # noqa: F401, PLC0415
    except ImportError as error:
        raise ConfigError("训练需要 scikit-learn 和 skops；请安装 pip install 'reviewer[train]'") from error
    from reviewer.review.train import train_all  # noqa: PLC0415

    corpus = arguments.corpus or find_shipped("corpus")
    models = arguments.models or find_shipped("models")
    train_all(corpus, models, tell=lambda line: print(line, file=sys.stderr))
    print(f"模型和索引已写入 {models}", file=sys.stderr)
    return 0
