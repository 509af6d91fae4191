"""The parts of a division's name: suffix, nationality, stem."""

from __future__ import annotations

SUFFIXES = (
    "特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", "林区", "特区", "新区",
    "省", "市", "县", "区", "盟", "旗", "乡", "镇", "街道", "苏木",
)  # fmt: skip
_NATIONALITY_WORDS = (
    "汉族 蒙古族 蒙古 回族 藏族 维吾尔族 维吾尔 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 "
    "瑶族 白族 土家族 哈尼族 哈萨克族 哈萨克 傣族 黎族 傈僳族 佤族 畲族 拉祜族 水族 "
    "东乡族 纳西族 景颇族 柯尔克孜 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 "
    "锡伯 塔吉克 怒族 鄂温克族 保安族 裕固族 独龙族 鄂伦春族 普米族 各族"
)
_NATIONALITIES = tuple(sorted(_NATIONALITY_WORDS.split(" "), key=len, reverse=True))


def suffix_of(name: str) -> str:
    """Return the word for the kind of division at the end of ``name``, or nothing."""
    return next((one for one in SUFFIXES if name.endswith(one) and len(name) > len(one)), "")


def place_stem(name: str) -> str:
    """Return the name without suffix and nationality: 瀍河 of 瀍河回族区; nothing if one character is left."""
    stem = name.removesuffix(suffix_of(name))
    while True:
        for nationality in _NATIONALITIES:
            if stem.endswith(nationality) and len(stem) - len(nationality) > 1:
                stem = stem.removesuffix(nationality)
                break
        else:
            break
    return stem if len(stem) > 1 else ""
