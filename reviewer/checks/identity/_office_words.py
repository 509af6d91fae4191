"""Offices, heads and sittings that name the kind and the level of the organ they belong to."""

from __future__ import annotations

from reviewer.regex import Regex

# The offices of an organ, named by its type alone at the head of a clause: 局党组, 镇党政办, 街道办事处.
OFFICE = Regex(
    r"(?:^|[,。;:(]|[一二三四五]是|[,。;:]?(?:由|经|在|请|向|报))(?:全年|年内)?(?P<office>(?P<type>分局|局|委|厅|镇|乡|街道)"
    r"(?:党组|党委(?!派)|党工委|党政办|党政综合办|机关|领导班子|长办公会|主任办公会|务会|政府|办事处)"
    r"(?=书记|副书记|会议?|专题|听取|研究|把|将|对|每|各|成立|主要|负责|门户|网站|全年|高度|与|设|建|领导|班子|公示|公开栏|在|组织|制定|定期|统一|、)"
    r"|局长办公会)"
)
# A government's own sittings, told as its own: 市政府常务会议研究……, not 落实市政府常务会议部署.
SITTING = Regex(
    r"(?:^|[,。;:])(?:全年|年内)?(?P<organ>[省市县区旗]政府)常务会议?(?:先后|专题|\d+次|议题|会前)?(?:研究|审议|听取|议题|专题|讨论)"
)
GROUP_HEAD = Regex(
    r"(?:由|^|[,。;:])(主任|局长|厅长|镇长|乡长|区长|县长|院长|校长)(?:任|担任)(?:[^,。;任]{0,8}领导小组)?组长"
)
# The office or the site of a government, named by its level alone: 按照县政府办统一部署.
GOVERNMENT = Regex(
    r"(?:^|[,。;:、]|按照|根据|依托|通过|由|经|在|向|利用|登录|接受|报|与|和)(?P<organ>(?P<level>[县区旗])(?:政府办(?:公室)?|委办(?:公室)?|政务公开办|"
    r"(?:人民)?政府(?:门户)?网站?|政务公开领导小组))"
)
# A station or centre of a town, named by the town's level alone: 镇文化站每周三开放.
TOWN_UNIT = Regex(
    r"(?:^|[,。;:]|[由经在请向])(?P<organ>(?P<level>镇|乡|街道)"
    r"(?:(?:综合)?文化(?:服务)?(?:站|中心)|(?:便民|为民|党群|政务)服务(?:中心|大厅)|综治中心|政务公开(?:工作)?领导小组))"
)
