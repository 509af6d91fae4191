"""What a process loads before it can review, as the commands ask for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from reviewer.review.plan import CheckPlan, build_plan
from reviewer.review.resources import Resources, load_resources


@dataclass(frozen=True, slots=True)
class Loading:
    """What a process loads; it travels between processes.

    Args:
        corpora: Folders of reports, or indexes, to look for copied passages in.
        use_shipped_corpus: Also search the corpus that ships.
        places: The user's additions to the gazetteer.
        settings: Parameters of checks.
        only: Checks to run; empty for all.
        without: Checks to leave out.
    """

    corpora: tuple[Path, ...] = ()
    use_shipped_corpus: bool = True
    places: Path | None = None
    settings: Path | None = None
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def load_here(loading: Loading) -> tuple[Resources, CheckPlan]:
    """Return the resources and checks of this process, loaded once.

    Raises:
        ConfigError: A check, a parameter or a file of settings is wrong.
        MissingResource: A corpus or a model is not there.
        StaleResource: One is damaged or of another version.
    """
    plan = build_plan(only=loading.only, without=loading.without, settings=loading.settings)
    resources = load_resources(
        corpora=loading.corpora, use_shipped_corpus=loading.use_shipped_corpus, places=loading.places
    )
    return resources, plan
