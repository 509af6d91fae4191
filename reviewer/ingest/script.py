"""Whether the characters are those of a report in simplified Chinese.

A text in traditional characters, or one whose encoding was mistaken before it was saved, would
pass for a report in which hardly a check finds what it looks for. Each is told by characters
that no simplified text has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from reviewer.errors import CorruptFile, UnsupportedFormat
from reviewer.ingest.characters import is_han

_TRADITIONAL: Final = frozenset(
    "縣務報開導動辦發產業關這個門為東來時會對現實經進還應總結請種級規則條與統議訴訟復處罰許審數據項質監檢問題"
    "標準網絡專欄眾國員責領組織學習訓練書記錄張長間約維護設備評論資費預決財廳鄉鎮區農環態衛藥執權電話傳達運營將"
    "嚴點協調聯廣場壓顯較夠紀義歷聽見觀視讓證試該詳語誤說課貫轉輪輸邊過選適遞裡鑒針錢銀銷鍵聞閱隊階隨隱難頁順須顧"
    "頒頻額風館驗體價優傷側債儲兒興養內冊寫軍況減創別製劑勞勢單賣廠參雙變號響圍圖團園堅聲頭婦寧尋爾盡層歲島幣師幫"
    "帶庫慶歸當徑惡慣戰戶擴擔擇掛換損攜攝斷舊曉雜構樣橋檔樓歡氣溝濟測濃潤滿災靈熱愛獨畫療蓋碼確離積稱穩窮類糧緊線"
    "給絕繼績續編縮罷職節範獲慮補裝計訂認訊訪諾讀負貢敗貨購貼貿賠賽踐車載輯轄遷違連遠郵釋鎖錯閉險飲駐齊嘗萬無術極"
    "機條從僅億們"
)
# What UTF-8 looks like when it is read as GBK, and what is left when it is saved so.
_GARBLED: Final = frozenset("锛銆鐨勬鏈鍏淇鏀骞搴鎯鍛瀹绗锟")
_REPLACED: Final = "\ufffd"
# Alike in both scripts and in every report; a text read in the wrong encoding has none of them.
_COMMON: Final = frozenset(
    "的一二三四五六十年月日公信息政府主依申工作本行上下不中大小人民和及平台方式法制度件部位重要加全文名用有以在是"
)
_MIN_FOUND: Final = 10
_MIN_TRADITIONAL: Final = 0.08
_MIN_GARBLED: Final = 0.03
_MIN_REPLACED: Final = 0.02
_N_SHOWN: Final = 5


def check_script(texts: Iterable[str]) -> None:
    """Raise unless the texts can be read as simplified Chinese; O(characters).

    Raises:
        CorruptFile: The characters are what a mistaken encoding leaves.
        UnsupportedFormat: The characters are traditional.
    """
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(text)
    n_han = max(1, sum(count for char, count in counts.items() if is_han(char)))
    if _is_much(counts[_REPLACED], n_han, _MIN_REPLACED) or _is_much(_count(counts, _GARBLED), n_han, _MIN_GARBLED):
        raise CorruptFile("文字是乱码（编码曾被认错后保存）；请用原来的程序重新导出，另存为 UTF-8 编码后重试")
    n_traditional = _count(counts, _TRADITIONAL)
    if _is_much(n_traditional, n_han, _MIN_TRADITIONAL):
        shown = "、".join(char for char, _ in counts.most_common() if char in _TRADITIONAL)[: _N_SHOWN * 2 - 1]
        raise UnsupportedFormat(
            f"文字是繁体（如“{shown}”，占汉字的 {n_traditional / n_han:.0%}）；"
            "本工具只审查简体中文的报告，请先转换为简体后重试"
        )


def common_share(text: str) -> float:
    """Return the share of a text's Chinese characters that every report has, 0 to 1."""
    counts = Counter(text)
    n_han = sum(count for char, count in counts.items() if is_han(char))
    return _count(counts, _COMMON) / n_han if n_han else 0.0


def _count(counts: Counter[str], wanted: frozenset[str]) -> int:
    return sum(counts[char] for char in wanted)


def _is_much(found: int, n_han: int, share: float) -> bool:
    return found >= _MIN_FOUND and found >= n_han * share
