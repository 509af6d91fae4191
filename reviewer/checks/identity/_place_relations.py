"""Sentences that give another place a part of its own: a neighbour, a partner, the place of somebody else's affair.

Borders, rivers, shared works and cases that are handed over need two places. Where a sentence says
so, the other place is not one that was left from another draft.
"""

from __future__ import annotations

from reviewer.regex import Regex

# What only lies between two places, or is done by two.
_BETWEEN = Regex(
    r"隔[河江海湖山]|接壤|毗邻|毗连|相邻|邻近|交界|界[河江山碑桩]|[省县市乡村区]界|上下游|左右岸|[上下]游的|上游[^\W\d_]{1,6}[市县区]|"
    r"(?:[两三四]|双)(?:县|市|区|镇|乡|省|旗|地|州|盟)(?!级|个|处|名|所|家|条|委|街)|双方|沿(?:[河江湖路])?[两三四]地|共[用管治享]一|轮流值|轮值|"
    r"对方|属地(?:原则|管辖|处置|处理|公布)|(?:由|请|归)当地|头像|混淆|认错|误认|同名|重名|冒用|互派|互认|互访|通办|结对|对口(?!径)|协作|支援|驰援|"
    r"跨(?:省|市|县|区|界|流域|区域)|函(?:告|请|复|询|商)|移送|移交|协查|协助执行"
)
# One thing somewhere: 某市一家企业生产的, not what one says of one's own place.
_SOME = Regex(r"^(?:[^\W\d_]{1,6}[市县区旗镇乡])?(?:某|一(?:家|处|户|起|名|位|所|座|辆|艘|间|批次))")
# The organ that follows acts towards the issuer, or comes to see it.
_COMES = Regex(
    r"^[^,。;]{0,12}?(?:\d{1,2}月(?:\d{1,2}日)?|先后|专程|两次|多次|派[人员][^,。;]{0,3})?(?:来(?:学习|考察|取经|观摩|参观|交流|调研|查阅|核对|我|函|信|电)|转[来办交]|发来|寄来|送来|回函|复函)"
)
# Those who went to see it, or come from there.
_FROM_THERE = Regex(
    r"^(?:[^,。;]{0,6})?(?:境内(?!各|所有|全)|籍|户籍|挂职|引进|嫁来|迁来|核发|颁发|登记)|^[^,。;]{0,10}(?:人民)?(?:法院|检察院|仲裁)"
)


def relates_places(sentence: str) -> bool:
    """Tell whether a sentence speaks of two places at once."""
    return _BETWEEN.search(sentence) is not None


def is_single_case(after: str) -> bool:
    """Tell whether what follows a place is one thing of it, as an example or a case has: 某县一家企业."""
    return _SOME.match(after) is not None


def acts_on_issuer(after: str) -> bool:
    """Tell whether the organ that a place belongs to comes to the issuer, or writes to it."""
    return _COMES.match(after) is not None


def belongs_there(after: str) -> bool:
    """Tell whether what follows lies in the other place, or was issued there."""
    return _FROM_THERE.match(after) is not None
