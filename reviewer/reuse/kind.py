"""What a copier did to a passage: the alignment's changes told apart as names and as wording."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from reviewer.regex import Regex
from reviewer.reuse.align import Step
from reviewer.reuse.masking import FIRST_MASK, LABEL_OF, LAST_MASK, MatchingForm
from reviewer.reuse.passage import PassageKind

#: Share of a passage whose wording may differ in a copy that is called verbatim.
_UNTOUCHED = 0.03
#: Share of the wording that may differ besides the names, changes of it for each of a name, and always some.
_BESIDE_NAMES, _FOR_EACH_NAME, _ALWAYS = 0.15, 0.6, 2
#: Share of the wording that a light edit changes at most.
_LIGHT = 0.42
#: Words that hold sentences together; no name has them.
_FUNCTION = frozenset("的了在把被由将对向从给及或并就也都还再又才便很更最已不没未可要应须让使为是之其凡该")
#: What names of places, bodies and things that are theirs end in.
_NAME_ENDS = frozenset(
    "省市县区旗州盟镇乡村屯寨庄街道路巷里坊桥河江湖溪沟渠港湾岛山岭坪坝滩塘堰口关渡站场厂矿店楼园苑城馆院所校学"
    "局委办厅处科股室队会司心部网号报台码库堂行统社"
)
_MARKS = frozenset('“”"《》「」『』')
_MIN_NAME = 2
_MASK = Regex(f"[{chr(FIRST_MASK)}-{chr(LAST_MASK)}]")


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch that differs.

    Args:
        old: The words of the source.
        new: The words of the draft.
        label: Type of the mask that stands in both forms, or of the name it looks like; None for wording.
        target: Positions in the draft's form, half-open.
        source: Positions in the source's form, half-open.
    """

    old: str
    new: str
    label: str | None
    target: tuple[int, int]
    source: tuple[int, int]

    @property
    def letters(self) -> int:
        """Letters of the longer side."""
        return max(len(self.old), len(self.new))


@dataclass(frozen=True, eq=False)
class Changes:
    """The changes of an alignment.

    Args:
        target: The draft's form.
        source: The source's.
        steps: The alignment.
        names: Names of both bodies and their places.
    """

    target: MatchingForm
    source: MatchingForm
    steps: Sequence[Step]
    names: tuple[str, ...] = ()

    @cached_property
    def all(self) -> tuple[Change, ...]:
        """All changes, in order of the draft."""
        found: list[Change] = []
        for number, step in enumerate(self.steps):
            if step.equal:
                found += self._masks(step)
            else:
                before = self.steps[number - 1] if number else None
                after = self.steps[number + 1] if number + 1 < len(self.steps) else None
                found.append(self._change(step, before, after))
        pairs = Counter((change.old, change.new) for change in found if change.old and change.new)
        return tuple(
            Change(change.old, change.new, "name", change.target, change.source)
            if change.label is None
            and pairs[change.old, change.new] > 1
            and max(map(len, (change.old, change.new))) > 1
            else change
            for change in found
        )

    def kind(self, *, reordered: bool, mosaic: bool) -> PassageKind:
        """Return what was done to the passage."""
        if mosaic:
            return "mosaic"
        if reordered:
            return "reordered"
        equal = sum(step.target_end - step.target_start for step in self.steps if step.equal)
        names = [change for change in self.all if change.label is not None]
        words = [change for change in self.all if change.label is None]
        changed = sum(change.letters for change in words)
        whole = max(equal + changed, 1)
        if changed <= _UNTOUCHED * whole:
            return "names_swapped" if names else "verbatim"
        if changed <= _BESIDE_NAMES * whole and len(words) <= max(_FOR_EACH_NAME * len(names), _ALWAYS) and names:
            return "names_swapped"
        return "light_edit" if changed <= _LIGHT * whole else "paraphrase"

    @cached_property
    def _stems(self) -> frozenset[str]:
        """Return the pairs of letters that begin the names of both bodies and their places."""
        return frozenset(name[:2] for name in self.names if len(name) >= _MIN_NAME)

    @cached_property
    def _masked(self) -> str:
        return self.target.masked

    def _masks(self, step: Step) -> Iterable[Change]:
        """Return the masks of an equal step under which both texts differ."""
        if step.target_end - step.target_start != step.source_end - step.source_start:  # settled by its raw text
            return
        for found in _MASK.finditer(self._masked, step.target_start, step.target_end):
            at = found.start()
            there = step.source_start + at - step.target_start
            old, new = self.source.quote(there, there + 1), self.target.quote(at, at + 1)
            if old != new:
                yield Change(old, new, LABEL_OF[ord(found[0])], (at, at + 1), (there, there + 1))

    def _change(self, step: Step, before: Step | None, after: Step | None) -> Change:
        t, s = (step.target_start, step.target_end), (step.source_start, step.source_end)
        old = self.source.quote(*s) if s[1] > s[0] else ""
        new = self.target.quote(*t) if t[1] > t[0] else ""
        is_name = self._is_name(old, new, t, s) or (
            before is not None and after is not None and self._in_slot(old, new, t, s)
        )
        return Change(old, new, "name" if is_name else None, t, s)

    def _is_name(self, old: str, new: str, target: tuple[int, int], source: tuple[int, int]) -> bool:
        """Tell whether a change looks like one name put in the place of another."""
        if any(stem in old or stem in new for stem in self._stems):
            return True
        sides = [side for side in (old, new) if side]
        if any(char in _FUNCTION for side in sides for char in side):
            return False
        if len(sides) == 1:
            return len(sides[0]) > _MIN_NAME and sides[0][-1] in _NAME_ENDS
        if any(_is_list(side) for side in sides):
            return True
        masked = _holds_mask(self.target, target) or _holds_mask(self.source, source)
        ends = sum(side[-1] in _NAME_ENDS for side in sides)
        return min(map(len, sides)) >= _MIN_NAME and (
            ends == len(sides) or (ends > 0 and max(map(len, sides)) > 3) or masked
        )

    def _in_slot(self, old: str, new: str, target: tuple[int, int], source: tuple[int, int]) -> bool:
        """Tell whether a change stands inside a quotation or directly in front of what names end in."""
        if not old or not new or any(char in _FUNCTION for char in old + new):
            return False
        front, behind = _around(self.target, target), _around(self.source, source)
        quoted = any(char in _MARKS for char in front[0]) or any(char in _MARKS for char in front[1])
        ended = (
            front[1][:1] == behind[1][:1] != "" and front[1][0] in _NAME_ENDS and min(len(old), len(new)) >= _MIN_NAME
        )
        return quoted or ended


def _is_list(side: str) -> bool:
    parts = side.split("、")
    return len(parts) > 1 and all(len(part) >= _MIN_NAME for part in parts)


def _holds_mask(form: MatchingForm, place: tuple[int, int]) -> bool:
    codes = form.codes[place[0] : place[1]]
    return bool(((codes >= FIRST_MASK) & (codes <= LAST_MASK)).any())


def _around(form: MatchingForm, place: tuple[int, int]) -> tuple[str, str]:
    """Return the two characters of the raw text in front of a place, and the two behind it."""
    start, end = int(form.starts[place[0]]), int(form.ends[place[1] - 1])
    return form.text[max(start - 1, 0) : start], form.text[end : end + 2]
