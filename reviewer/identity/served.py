"""Signs of another trade by whom it serves, the number it is rung up at, and an account named without quotes.

纳税人's right to know is what a tax office safeguards, 12366 the line it answers, 某县税务 its
account. Another office speaks of them as a third party's, or has copied the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from reviewer.identity.candidates import Candidate, CandidateFinder
from reviewer.identity.own import family_of
from reviewer.identity.residues import Residue
from reviewer.regex import Regex

# Whom an organ of one kind serves; 群众, 企业 and 居民 are everybody's.
_CLIENTS = {
    "参保群众": "med_ins hrss social_insurance", "参保人员": "med_ins hrss social_insurance",
    "参保人": "med_ins hrss social_insurance", "参保对象": "med_ins hrss social_insurance",
    "参保单位": "med_ins hrss social_insurance", "学生家长": "edu school_edu", "家长": "edu school_edu",
    "师生": "edu school_edu", "考生": "edu school_edu hrss", "学生": "edu school_edu", "教师": "edu school_edu",
    "纳税人": "tax finance", "缴费人": "tax hrss med_ins", "养殖户": "agri livestock fishery eco_env",
    "退役军人": "vet_affairs civil", "优抚对象": "vet_affairs civil", "患者": "health hospital med_ins tcm",
    "就医群众": "health hospital med_ins tcm", "残疾人": "disabled civil",
    "购房群众": "housing nat_res realestate",
    "购房者": "housing nat_res realestate",
    "旅客": "transport railway airport port", "司乘人员": "transport highway",
    "游客": "culture_tour scenic tourism", "用水户": "water utility",
    "种粮农民": "agri grain", "求职者": "hrss employment",
    "求职人员": "hrss employment", "缴存职工": "housing_fund", "缴存人": "housing_fund",
    "零售户": "tobacco",
    "信访人": "petition", "信访群众": "petition", "低保对象": "civil",
    "救助对象": "civil", "困难群众": "civil rural_rev",
    "贫困户": "poverty rural_rev civil", "脱贫户": "poverty rural_rev",
    "用电客户": "utility miit", "读者": "culture_tour",
    "林农": "forestry", "渔民": "fishery agri maritime", "业主": "housing realestate",
}  # fmt: skip
_RIGHTS = Regex(
    rf"(?:保障|维护|满足|保护|尊重|保证|回应|方便|便于|服务好?|确保|接受|解答|引导|听取)(?:了|好)?(?:广大|全体|辖区|人民群众和|每位|每一名)*(?P<who>{'|'.join(_CLIENTS)})"
    r"(?:、[^\W\d_]{2,6})?(?:对[^,。;]{2,12})?(?:的)?(?:合法|基本)?(?P<tail>知情权|参与权|监督权|表达权|信息(?:公开)?需求|信息获取|对政府信息|对公开|关切|及时了解|获取信息|获取政府信息|监督)"
)
# The lines that organs of one kind are rung up at throughout the country.
_LINES = {
    "12333": "hrss employment social_insurance", "12366": "tax", "12369": "eco_env", "12315": "market saic commerce",
    "12348": "justice", "12329": "housing_fund", "12328": "transport", "12316": "agri", "12336": "nat_res",
    "12393": "med_ins", "12388": "supervision", "12309": "procuratorate",
    "12319": "urban_mgmt housing",
    "12320": "health cdc", "12350": "emergency worksafety", "12358": "price ndrc", "12365": "quality market",
    "12318": "culture_tour", "12301": "culture_tour tourism", "12351": "union", "12355": "youth",
    "12338": "women_child",
    "12385": "disabled", "12331": "fda market", "12330": "ip market", "12378": "nfra", "12363": "pbc",
    "12367": "public_sec", "12312": "commerce", "12313": "tobacco", "12390": "cpc_depts", "12305": "postal",
    "12395": "maritime",
}  # fmt: skip
_LINE = Regex(
    rf"(?:通过|依托|利用|发挥|开通|开设|运用|借助|设立|公布|做好|办好|拓宽)(?:了|好)?(?:[省市县区旗]|全国)?\"?(?P<line>{'|'.join(_LINES)})\"?"
    r"(?:[^\W\d_]{0,8}?)(?:热线|服务|举报|监督|咨询|电话)"
)
_OTHERS = Regex(
    r"整合|归并|并入|合并|转办|转来|联动|双号|移交|转至|转接|融合|等[^,。;]{0,4}热线|、\"?12[23]|政务服务便民|便民服务热线"
)
_ACCOUNT = Regex(
    r"(?:通过|利用|依托|发挥|运用|借助|充分利用|在|依靠|以)(?:了|好)?(?P<name>[^\W\d_]{4,9}?)(?:政务|官方)?(?:微信公众号|微信公众平台|微信订阅号|公众号|视频号|抖音号|微博|头条号)"
)
_ACCOUNT_OTHERS = Regex(r"转发|联合|协助|配合|会同|与|转载|借助|协同|投稿|供稿|同步")
_MIN_STEM = 2


def find_served(text: str, finder: CandidateFinder, close: frozenset[str]) -> Iterator[Residue]:
    """Yield the signs in a folded sentence that are another trade's.

    Args:
        text: The sentence.
        finder: Knows the accounts.
        close: The issuer's own kinds of organ and those easily confused with them.
    """
    families = _with_families(close)
    for match in _RIGHTS.finditer(text):
        ids = frozenset(_CLIENTS[match["who"]].split())
        if not ids & families:
            one = Candidate(*match.span("who"), "person", ids)
            yield Residue(one, "doubtful", "served", "不是本机关的服务对象", match["tail"])
    for match in _LINE.finditer(text):
        ids = frozenset(_LINES[match["line"]].split())
        if not ids & families and not _OTHERS.search(text):
            one = Candidate(*match.span("line"), "account", ids)
            yield Residue(one, "doubtful", "hotline", "是其他部门的热线号码", match[0][-4:])
    for match in _ACCOUNT.finditer(text):
        yield from _accounts(text, match, finder, families)


@lru_cache(maxsize=256)
def _with_families(ids: frozenset[str]) -> frozenset[str]:
    return ids | {family_of(one) for one in ids}


def _accounts(text: str, match: re.Match[str], finder: CandidateFinder, families: frozenset[str]) -> Iterator[Residue]:
    owner = finder.departments.find_by_account(match["name"])
    if owner is None or len(owner.place) < _MIN_STEM or _ACCOUNT_OTHERS.search(text):
        return
    ids = frozenset(owner.departments)
    if ids & families or {family_of(one) for one in ids} & families or ids & _COMMON_ACCOUNTS:
        return
    if re.search(r"[县市区局委我本全政务官方信息公开各]", owner.place):
        return
    one = Candidate(*match.span("name"), "account", ids)
    yield Residue(one, "doubtful", "account", "这个账号从名称看不是本机关的", match["name"])


_COMMON_ACCOUNTS = frozenset({"government", "gov_office", "gov_service", "data", "media", "hotline", "town", "street"})
