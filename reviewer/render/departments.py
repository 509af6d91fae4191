"""Chinese names of the lines of business that identities carry as ids."""

from __future__ import annotations

_NAMES = """
government 人民政府 | gov_office 政府办公室 | ndrc 发展改革 | price 物价 | edu 教育 | sport 体育 | sci 科技
miit 工业和信息化 | comm_admin 通信管理 | ethnic_rel 民族宗教 | public_sec 公安 | civil 民政 | justice 司法行政
legal_off 政府法制 | finance 财政 | hrss 人力资源社会保障 | nat_res 自然资源 | planning 规划 | eco_env 生态环境
housing 住房城乡建设 | urban_mgmt 城市管理 | landscape 园林绿化 | housing_fund 住房公积金 | realestate 房产管理
transport 交通运输 | port 港口口岸 | highway 公路 | water 水利 | agri 农业农村 | rural_rev 乡村振兴 | poverty 扶贫开发
livestock 畜牧兽医 | fishery 海洋渔业 | farm_mach 农机 | forestry 林业草原 | commerce 商务 | invest 招商引资
culture_tour 文化和旅游 | tourism 旅游 | broadcast 广播电视 | press_pub 新闻出版 | heritage 文物 | health 卫生健康
cdc 疾病预防控制 | tcm 中医药 | vet_affairs 退役军人事务 | emergency 应急管理 | worksafety 安全生产监管 | audit 审计
foreign 外事 | taiwan 台湾事务 | overseas 侨务 | sasac 国有资产监管 | market 市场监管 | saic 工商行政管理
quality 质量技术监督 | fda 食品药品监管 | ip 知识产权 | statistics 统计 | survey 统计调查 | med_ins 医疗保障
petition 信访 | def_mob 国防动员 | civil_def 人民防空 | grain 粮食和物资储备 | energy 能源 | finance_reg 地方金融
data 数据管理 | gov_service 政务服务 | hotline 政务热线 | pub_resource 公共资源交易 | biz_env 营商环境
org_affairs 机关事务 | archive 档案 | gazetteer 地方志 | earthquake 地震 | meteorology 气象 | tobacco 烟草专卖
postal 邮政管理 | tax 税务 | customs 海关 | maritime 海事 | fire 消防救援 | pbc 人民银行 | nfra 金融监管
mine_safe 矿山安全监察 | prison 监狱戒毒 | supply_coop 供销合作 | disabled 残疾人工作 | social_work 社会工作
migration 水库移民 | dev_zone 开发区 | industrial_park 工业园区 | scenic 风景名胜区 | free_trade 自由贸易试验区
town 镇（乡） | street 街道 | research 政策研究 | counselor 参事文史 | liaison 驻外联络 | women_child 妇女儿童
youth 共青团 | union 工会 | red_cross 红十字会 | railway 铁路 | metro 轨道交通 | airport 民航 | media 融媒体
school_edu 学校 | hospital 医院 | scenery_ins 文化场馆 | procuratorate 检察院、法院 | supervision 纪检监察
cpc_depts 党委部门 | combined_hm 卫生健康和医疗保障 | combined_mv 民政和退役军人事务 | combined_aw 农业农村和水利
combined_es 教育文旅体育 | combined_ms 科技和工业信息化 | combined_cs 住建交通城管 | combined_ef 财政国资
"""

_BY_ID = dict(entry.split() for line in _NAMES.strip().splitlines() for entry in line.split(" | "))


def department_name(department: str) -> str:
    """Return the Chinese name of a line of business; an id that is not listed stands for itself."""
    return _BY_ID.get(department, department)
