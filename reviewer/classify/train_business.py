"""Builds the evidence of n-grams for kinds of organ, and the judgement over it.

The evidence is that of a language model for each kind of organ, smoothed with official
prose at large (Dirichlet's prior of weight :data:`PRIOR`). Only what speaks for a kind is
kept, so the table stays sparse. On top, a logistic regression weighs how much of a
sentence speaks for another organ, how much for the issuer, and what cues excuse it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from reviewer.classify import store
from reviewer.classify.business import BUSINESS_MODEL, MAX_N, MIN_N, BusinessModel
from reviewer.classify.estimator import SEED
from reviewer.classify.scores import reliability, score_binary
from reviewer.document.normalize import fold
from reviewer.model_folder import digest_of
from reviewer.regex import Regex

PRIOR = 150.0
_C = 1.0
_WORDS = Regex(r"[\u4e00-\u9fffA-Z]+")
_BUSINESS = "sentences/business.txt"


@dataclass(frozen=True, slots=True)
class Wording:
    """Words of a trade, or of official prose at large.

    Args:
        text: The words.
        departments: Whose they are; empty for prose at large.
        weight: How much they count.
        author: Who wrote them; empty for lists of terms.
    """

    text: str
    departments: tuple[str, ...]
    weight: float
    author: str


def read_business(corpus: Path, known: Iterable[str]) -> list[Wording]:
    """Return the trade wordings of ``sentences/business.txt``; ids that are not known are left out."""
    path = corpus / _BUSINESS
    if not path.is_file():
        return []
    ids = set(known)
    found: list[Wording] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or "|" not in line:
            continue
        names, _, words = line.partition("|")
        owners = tuple(name for name in names.split(",") if name in ids)
        found += (Wording(word, owners, 1.0, "") for word in words.split() if owners)
    return found


def grams_of(text: str) -> set[str]:
    """Return the distinct n-grams of a text that hold words only."""
    found: set[str] = set()
    for piece in _WORDS.findall(fold(text)):
        for n in range(MIN_N, MAX_N + 1):
            found.update(piece[start : start + n] for start in range(len(piece) - n + 1))
    return found


def build_evidence(wordings: Iterable[Wording]) -> BusinessModel:
    """Return the model without its judgement."""
    of_kind: dict[str, Counter[str]] = defaultdict(Counter)
    everywhere: Counter[str] = Counter()
    wordings = list(wordings)
    # A sentence of a report is full of chance n-grams: it counts for n-grams of listed words only.
    listed = set().union(*(grams_of(one.text) for one in wordings if one.departments and not one.author))
    for wording in wordings:
        grams = grams_of(wording.text)
        for name in wording.departments:
            for gram in grams & listed:
                of_kind[name][gram] += wording.weight  # type: ignore[assignment]
                everywhere[gram] += wording.weight  # type: ignore[assignment]
        if not wording.departments:
            everywhere.update(grams)
    total = sum(everywhere.values())
    evidence: dict[str, dict[str, float]] = defaultdict(dict)
    for name in sorted(of_kind):
        size = sum(of_kind[name].values())
        for gram, count in of_kind[name].items():
            share = everywhere[gram] / total
            weight = math.log((count + PRIOR * share) / ((size + PRIOR) * share))
            if weight > 0:
                evidence[gram][name] = weight
    return _pack(evidence, tuple(sorted(of_kind)))


def _pack(evidence: Mapping[str, Mapping[str, float]], departments: tuple[str, ...]) -> BusinessModel:
    row = {name: index for index, name in enumerate(departments)}
    packed = sorted(
        (sum(ord(char) << (16 * place) for place, char in enumerate(reversed(gram))), gram) for gram in evidence
    )
    starts, owners, weights = [0], [], []
    for _, gram in packed:
        for name, weight in sorted(evidence[gram].items()):
            owners.append(row[name])
            weights.append(weight)
        starts.append(len(owners))
    return BusinessModel(
        id=BUSINESS_MODEL,
        departments=departments,
        keys=np.array([key for key, _ in packed], dtype=np.uint64),
        starts=np.array(starts, dtype=np.int32),
        owners=np.array(owners, dtype=np.uint8),
        weights=np.array(weights, dtype=np.float16).astype(np.float32),
        coef=np.zeros(0, dtype=np.float32),
        intercept=0.0,
        digest="",
    )


@dataclass(frozen=True, slots=True)
class JudgedSentence:
    """A sentence in a report, in figures.

    Args:
        cues: What :func:`reviewer.identity.foreign.read_sentence` measures.
        is_foreign: Whether it was put into a report of another organ.
        author: Who wrote it.
        department: Whose business it is.
        named: The kind of organ that the evidence speaks for most.
    """

    cues: npt.NDArray[np.float64]
    is_foreign: bool
    author: str
    department: str
    named: str


def train_business_model(
    wordings: Sequence[Wording],
    judged: Sequence[JudgedSentence],
    named: Sequence[tuple[str, str]],
    corpus: Path,
    models: Path,
) -> BusinessModel:
    """Train both parts, write the folder below ``models`` and return the model.

    Args:
        wordings: What the evidence is built from.
        judged: Sentences measured with evidence that knew nothing of their author.
        named: For sentences of reports: whose they are, and whose the evidence says, by unseen author.
        corpus: The corpus, for its digest.
        models: Where the model folders stand.
    """
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    matrix = np.vstack([one.cues for one in judged])
    truth = np.array([one.is_foreign for one in judged], dtype=np.int8)
    authors = np.array([one.author for one in judged])
    held_out = np.zeros(len(judged))
    for author in sorted(set(authors.tolist())):
        test = authors == author
        fit = LogisticRegression(C=_C, max_iter=2000, random_state=SEED).fit(matrix[~test], truth[~test])
        held_out[test] = fit.predict_proba(matrix[test])[:, 1]
    final = LogisticRegression(C=_C, max_iter=2000, random_state=SEED).fit(matrix, truth)
    evidence = build_evidence(wordings)
    model = BusinessModel(
        id=evidence.id,
        departments=evidence.departments,
        keys=evidence.keys,
        starts=evidence.starts,
        owners=evidence.owners,
        weights=evidence.weights,
        coef=np.asarray(final.coef_[0], dtype=np.float32),
        intercept=float(final.intercept_[0]),
        digest="",
    )
    store.save_business_model(
        models / BUSINESS_MODEL,
        estimator=final,
        model=model,
        manifest={
            "seed": SEED,
            "recipe": {"n": [MIN_N, MAX_N], "prior": PRIOR, "C": _C},
            "corpus_sha256": digest_of(corpus / "manifest.jsonl"),
            "n_wordings": len(wordings),
            "n_departments": len(model.departments),
            "n_authors": len(set(authors.tolist())),
            "scores": {
                "foreign_by_author": {
                    f"p>={threshold}": score_binary(held_out, truth, threshold=threshold)
                    for threshold in (0.5, 0.8, 0.9, 0.95)
                }
            },
            "reliability": reliability(held_out, truth),
            "by_department": _by_department(named),
        },
    )
    return model


def _by_department(named: Sequence[tuple[str, str]]) -> dict[str, dict[str, float]]:
    table: dict[str, dict[str, float]] = {}
    for name in sorted({truth for truth, _ in named}):
        answers = [answer == name for truth, answer in named if truth == name]
        table[name] = {"accuracy": round(sum(answers) / len(answers), 4), "n": len(answers)}
    everything = [truth == answer for truth, answer in named]
    table["micro"] = {"accuracy": round(sum(everything) / max(len(everything), 1), 4), "n": len(everything)}
    return table
