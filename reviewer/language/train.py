"""Trains the language model of official prose from the corpus.

Sources: the running text of the corpus's reports, the list of official wording and
the character facts beside this file, and the words of jieba's dictionary. The same
sources always give the same bytes.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, partial
from importlib.util import find_spec
from itertools import pairwise, permutations
from pathlib import Path

import numpy as np
import numpy.typing as npt
from rjieba import cut

from reviewer.errors import MissingResource
from reviewer.language.calibrate import train_forest
from reviewer.language.card import write_language_card
from reviewer.language.grams import (
    BITS,
    BOUNDARY,
    FIRST_FREE,
    MAX_ORDER,
    UNKNOWN,
    Alphabet,
    Counts,
    Ids,
    encode,
    plain,
    windows,
)
from reviewer.language.model import (
    CLOSE_SOUND,
    LOOK,
    MAX_WORD,
    SAME_SOUND,
    SOUND_AND_LOOK,
    TWIN_LOOK,
    Confusions,
    LanguageModel,
    RareLooks,
)
from reviewer.language.prose import WORDS, Prose, read_business, read_drafts, read_prose, read_sentences, read_words
from reviewer.language.store import LANGUAGE_MODEL, save_language_model

DATA = Path(__file__).parent / "data"
_N_CHARACTERS = (1 << BITS) - FIRST_FREE
_MIN_WORD_FREQUENCY = 3
_MIN_PAIR_FREQUENCY = 5
_MIN_WORD_REPORTS = 3  # a word that no dictionary knows is one if so many reports hold it
_OWN_WEIGHT = 100  # one occurrence in the corpus weighs as much as so many in the dictionary
_OFFICIAL_FREQUENCY = 300
_RARE_SINGLE = 2.0
_OFFICIAL_REPORTS = 3  # a listed wording counts as seen in so many reports
_MIN_LONG_REPORTS = 2  # four and five characters are kept if so many reports hold them
_MAX_COUNT = 255
_CLOSE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ang", "an"), ("eng", "en"), ("ing", "in"))
_SWAPS = (("n", "l"), ("h", "f"))


def build_language_model(reports: Sequence[Prose], wording: Sequence[str] = ()) -> LanguageModel:
    """Return a model of the given reports, the official wording and the dictionary.

    Args:
        reports: Running text.
        wording: Words and phrases besides those that ship with the trainer.
    """
    listed = tuple(dict.fromkeys((*_official_wording(), *_terms_of_organs(), *wording)))
    alphabet = _alphabet(reports)
    table = alphabet.table()
    official = [encode(phrase, table) for phrase in listed]
    keys, counts = _count_grams([encode("\n".join(("", *r.lines, "")), table) for r in reports], official)
    words, word_weights, pairs, pair_weights, single_shares, n_words = _dictionary_arrays(
        table, _frequencies(reports, listed)
    )
    return LanguageModel(
        alphabet=alphabet,
        table=table,
        keys=keys,
        counts=counts,
        words=words,
        word_weights=word_weights,
        single_shares=single_shares,
        n_words=n_words,
        pairs=pairs,
        pair_weights=pair_weights,
        char_weights=_char_weights(reports, table),
        confusions=_confusions(alphabet),
        rare=_rare(alphabet),
        sounds=_sounds(alphabet),
        alone=_alone(alphabet),
    )


def train_language_model(corpus: Path, models: Path) -> None:
    """Train the model from ``corpus`` and write it to ``models/language``.

    Raises:
        MissingResource: The corpus is incomplete, or jieba is not installed.
    """
    reports = read_prose(corpus)
    prose = training_prose(corpus)
    wording = (*read_words(corpus / "sentences" / WORDS), *read_business(corpus))
    build = partial(build_language_model, wording=wording)
    trained = train_forest(prose, build)
    manifest = {"reports": len(reports), "authors": len({r.author for r in reports}), **trained.figures}
    folder = models / LANGUAGE_MODEL
    save_language_model(folder, build(prose), trained.forest, manifest)
    write_language_card(folder)


def training_prose(corpus: Path) -> tuple[Prose, ...]:
    """Return all text of the corpus that the model may read.

    Raises:
        MissingResource: The corpus is incomplete.
    """
    return (*read_prose(corpus), *read_drafts(corpus), *read_sentences(corpus))


@cache
def _official_wording() -> tuple[str, ...]:
    return read_words(DATA / "official.txt")


@cache
def _terms_of_organs() -> tuple[str, ...]:
    """Return the names and technical terms of all kinds of organs, which every report of theirs may hold."""
    folder = Path(__file__).parents[1] / "knowledge" / "data"
    kinds = tomllib.loads((folder / "departments.toml").read_text(encoding="utf-8"))
    rows = (folder / "traces.tsv").read_text(encoding="utf-8").splitlines()
    terms = [term for row in rows if not row.startswith("#") for term in row.split("\t")[-1].split()]
    for name in ("generic_words.txt", "cliches.txt"):
        terms += read_words(folder / name)
    for kind in kinds.values():
        for value in (kind.get("vocabulary"), kind.get("names"), kind.get("label")):
            terms += value if isinstance(value, list) else (value or "").split() if isinstance(value, str) else []
    return tuple(dict.fromkeys(term for term in terms if term))


@cache
def _dictionary() -> tuple[tuple[str, int], ...]:
    found = find_spec("jieba")
    if found is None or not found.submodule_search_locations:
        raise MissingResource("没有安装 jieba，不能训练语言模型；请运行 pip install jieba")
    path = Path(found.submodule_search_locations[0]) / "dict.txt"
    entries: list[tuple[str, int]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        word, frequency, *_ = line.split(" ")
        entries.append((word, int(frequency)))
    return tuple(entries)


@cache
def _characters() -> tuple[tuple[str, tuple[str, ...], str], ...]:
    lines = (DATA / "characters.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return tuple((char, tuple(readings.split(",")), look) for char, readings, look in rows)


@cache
def _general_frequency() -> Counter[str]:
    frequency: Counter[str] = Counter()
    for word, count in _dictionary():
        for char in word:
            frequency[char] += count
    return frequency


def _alphabet(reports: Iterable[Prose]) -> Alphabet:
    own: Counter[str] = Counter()
    for report in reports:
        own.update(plain("".join(report.lines)))
    general = [char for char, _ in _general_frequency().most_common()]
    in_order = [char for char, _ in sorted(own.items(), key=lambda item: (-item[1], item[0]))]
    chosen = list(dict.fromkeys(char for char in (*in_order, *general) if char != "\n" and ord(char) < 0x10000))
    return Alphabet("".join(chosen[:_N_CHARACTERS]))


def _char_weights(reports: Iterable[Prose], table: object) -> Counts:
    numbers = np.asarray(table, dtype=np.int16)
    shares = np.full(1 << BITS, 0.0)
    general = _general_frequency()
    total = sum(general.values())
    for char, count in general.items():
        if ord(char) < len(numbers) and numbers[ord(char)] >= FIRST_FREE:
            shares[numbers[ord(char)]] += 0.5 * count / total
    ids = np.concatenate([encode("".join(report.lines), numbers) for report in reports])
    shares += 0.5 * np.bincount(ids, minlength=1 << BITS) / len(ids)
    weights: Counts = np.log(np.maximum(shares, 1e-7)).astype(np.float32)
    return weights


def _count_grams(reports: Sequence[Ids], official: Sequence[Ids]) -> tuple[Ids, Counts]:
    all_keys: list[Ids] = []
    all_counts: list[Counts] = []
    for order in range(1, MAX_ORDER + 1):
        found = [_distinct(ids, order) for ids in reports]
        listed = [_distinct(ids, order) for ids in official]
        wanted = np.unique(np.concatenate(listed)) if listed else np.zeros(0, dtype=np.int64)
        keys, counts = np.unique(np.concatenate([*found, *[wanted] * _OFFICIAL_REPORTS]), return_counts=True)
        keep = counts >= (_MIN_LONG_REPORTS if order > 3 else 1)
        all_keys.append(keys[keep])
        all_counts.append(np.minimum(counts[keep], _MAX_COUNT).astype(np.float32))
    return np.concatenate(all_keys), np.concatenate(all_counts)


def _distinct(ids: Ids, order: int) -> Ids:
    """Return the n-grams without unknown characters and without a boundary inside."""
    keys = windows(ids, order)
    good = np.ones(len(keys), dtype=bool)
    for offset in range(order):
        part = ids[offset : offset + len(keys)]
        good &= part != UNKNOWN
        if 0 < offset < order - 1:
            good &= part != BOUNDARY
    return np.unique(keys[good])


def _frequencies(reports: Sequence[Prose], listed: Sequence[str]) -> Counter[str]:
    """Return how often each word stands in general prose, official prose counted many times over."""
    frequency = Counter(dict(_dictionary()))
    known = {word for word, count in _dictionary() if count >= _MIN_WORD_FREQUENCY}
    own: Counter[str] = Counter()
    holders: Counter[str] = Counter()
    for report in reports:
        words = [word for line in report.lines for word in cut(line)]
        own.update(words)
        holders.update(set(words))
    for word, count in own.items():
        if word in known or holders[word] >= _MIN_WORD_REPORTS:
            frequency[word] += count * _OWN_WEIGHT
    for word in listed:
        if len(word) <= MAX_WORD:
            frequency[word] = max(frequency[word], _OFFICIAL_FREQUENCY)
    return frequency


def _dictionary_arrays(table: object, frequency: Counter[str]) -> tuple[Ids, Counts, Ids, Counts, Counts, float]:
    numbers = np.asarray(table, dtype=np.int16)
    words: dict[int, int] = {}
    pairs: Counter[int] = Counter()
    shares = np.zeros(1 << BITS)
    for word, count in frequency.items():
        if len(word) > MAX_WORD or count < _MIN_WORD_FREQUENCY:
            continue
        ids = [int(numbers[ord(char)]) if ord(char) < len(numbers) else UNKNOWN for char in word]
        if len(word) == 1:
            shares[ids[0]] += count
            continue
        if min(ids) < FIRST_FREE:
            continue
        key = 0
        for number in ids:
            key = (key << BITS) | number
        words[key] = count
        if count < _MIN_PAIR_FREQUENCY:
            continue
        for left, right in pairwise(ids):
            pairs[(left << BITS) | right] += count
    total = np.log(sum(frequency.values()))
    singles = np.log(np.maximum(shares, _RARE_SINGLE)) - total
    return (*_sorted_logs(words), *_sorted_logs(pairs), singles.astype(np.float32), float(total))


def _sorted_logs(values: dict[int, int]) -> tuple[Ids, Counts]:
    keys = np.array(sorted(values), dtype=np.int64)
    weights = np.log(np.array([values[int(key)] for key in keys], dtype=np.float64))
    return keys, (np.round(weights * 8) / 8).astype(np.float32)


def _confusions(alphabet: Alphabet) -> Confusions:
    known = {char: index + FIRST_FREE for index, char in enumerate(alphabet.characters)}
    exact: dict[str, list[str]] = {}
    loose: dict[str, list[str]] = {}
    for char, readings, _ in _characters():
        if char not in known:
            continue
        for reading in readings:
            exact.setdefault(reading, []).append(char)
            for close in _loosened(reading):
                loose.setdefault(close, []).append(char)
    lists: dict[int, dict[int, int]] = {}
    for char, readings, look in _characters():
        if char not in known:
            continue
        mine = lists.setdefault(known[char], {})
        for reading in readings:
            for other in exact[reading]:
                mine[known[other]] = SAME_SOUND
        for other in look:
            if other in known:
                mine.setdefault(known[other], LOOK)
        for reading in readings:
            for close in _loosened(reading):
                for other in loose[close]:
                    mine.setdefault(known[other], CLOSE_SOUND)
        mine.pop(known[char], None)
    for group in read_words(DATA / "lookalikes.txt"):
        for one, other in permutations(group, 2):
            if one in known and other in known:
                mine = lists.setdefault(known[one], {})
                is_sound = mine.get(known[other]) == SAME_SOUND
                mine[known[other]] = SOUND_AND_LOOK if is_sound else TWIN_LOOK
    offsets = np.zeros((1 << BITS) + 1, dtype=np.int32)
    for number, others in lists.items():
        offsets[number + 1] = len(others)
    ordered = [item for number in sorted(lists) for item in sorted(lists[number].items())]
    return Confusions(
        offsets=np.cumsum(offsets).astype(np.int32),
        others=np.array([other for other, _ in ordered], dtype=np.int16),
        kinds=np.array([kind for _, kind in ordered], dtype=np.uint8),
    )


def _rare(alphabet: Alphabet) -> RareLooks:
    known = {char: index + FIRST_FREE for index, char in enumerate(alphabet.characters)}
    readings = {char: set(each) for char, each, _ in _characters()}
    lists: dict[int, dict[int, int]] = {}
    for char, sounds, look in _characters():
        if char not in known and ord(char) < 0x10000:
            for other in look:
                if other in known:
                    kind = SOUND_AND_LOOK if readings[other].intersection(sounds) else LOOK
                    lists.setdefault(ord(char), {})[known[other]] = kind
    for group in read_words(DATA / "lookalikes.txt"):
        for one, other in permutations(group, 2):
            if one not in known and other in known and ord(one) < 0x10000:
                mine = lists.setdefault(ord(one), {})
                mine[known[other]] = max(mine.get(known[other], 0), TWIN_LOOK)
    points = sorted(lists)
    ordered = [item for point in points for item in sorted(lists[point].items())]
    return RareLooks(
        points=np.array(points, dtype=np.uint16),
        offsets=np.cumsum([0, *(len(lists[point]) for point in points)]).astype(np.int32),
        others=np.array([other for other, _ in ordered], dtype=np.int16),
        kinds=np.array([kind for _, kind in ordered], dtype=np.uint8),
    )


def _sounds(alphabet: Alphabet) -> npt.NDArray[np.int16]:
    """Return a number for the first reading of each character; 0 for none."""
    first = {char: readings[0] for char, readings, _ in _characters()}
    numbers = {reading: index + 1 for index, reading in enumerate(sorted(set(first.values())))}
    sounds = np.zeros(1 << BITS, dtype=np.int16)
    for index, char in enumerate(alphabet.characters):
        sounds[index + FIRST_FREE] = numbers.get(first.get(char, ""), 0)
    return sounds


def _alone(alphabet: Alphabet) -> Counts:
    """Return for each character the share of its occurrences in which it is a word by itself."""
    single = {word: frequency for word, frequency in _dictionary() if len(word) == 1}
    general = _general_frequency()
    shares = np.zeros(1 << BITS, dtype=np.float32)
    for index, char in enumerate(alphabet.characters):
        shares[index + FIRST_FREE] = single.get(char, 0) / max(general[char], 1)
    return shares


def _loosened(reading: str) -> tuple[str, ...]:
    """Return the forms under which a reading is mixed up: zh/z, ch/c, sh/s, -ng/-n, n/l, h/f."""
    form = reading
    for precise, vague in _CLOSE:
        if len(precise) == 2 and form.startswith(precise):
            form = vague + form[2:]
        elif len(precise) == 3 and form.endswith(precise):
            form = form[:-3] + vague
    swapped = [first + form[1:] for first, other in _SWAPS for one in (first, other) if form.startswith(one)]
    return (form, *(f"~{one}" for one in swapped))
