from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.audit.engine import Crashed, EmbeddedEngine, open_engine
from reviewer.errors import ConfigError
from tests.audit.archives import square_or_die


def test_item_that_kills_its_worker_costs_nobody_else() -> None:
    engine = EmbeddedEngine(2)
    results = list(engine.run(square_or_die, [*range(20), -1, *range(20, 40)]))
    engine.close()
    crashed = [result.item for result in results if isinstance(result, Crashed)]
    assert crashed == [-1]
    assert sorted(result for result in results if isinstance(result, int)) == [n * n for n in range(40)]


def test_few_items_need_no_process() -> None:
    engine = EmbeddedEngine(2)
    assert list(engine.run(square_or_die, [1, 2, 3])) == [1, 4, 9]
    assert engine._pool is None


def test_error_of_a_task_reaches_the_caller(tmp_path: Path) -> None:
    engine = EmbeddedEngine(2)
    with pytest.raises(ConfigError, match="nowhere"):
        list(engine.run(_refuse, [str(tmp_path / "nowhere")] * 3))


def _refuse(name: str) -> int:
    raise ConfigError(name)


def test_unknown_engine() -> None:
    with pytest.raises(ConfigError, match="embedded"):
        open_engine("abacus")
