"""The Chinese texts keep to the glossary (gui/GLOSSARY.md) and to the style that a machine can check.

Run it after new Chinese texts: each failure names the text, the word that is out of place, and what to write.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final
from xml.etree import ElementTree

import pytest

from gui.core.presentation.help_pages import plain_lines
from tests.support.tree import ROOT

RESOURCES: Final = ROOT / "resources"


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages, and where it stands."""

    where: str
    english: str
    chinese: str


FORBIDDEN: Final = {
    "会话|[条份路]录制|条记录": "录制, counted by 个; 会话 is a chat with a customer",
    "启动录制|启动请求|录制启动": "开始录制",
    "结束录制": "停止录制",
    "早已": "此前已",
    "成功|接受": "已受理: no more is promised than what was answered",
    "失败的(?= ?[\\{行])": "被拒绝的",
    "未确认|待确认|(?<!结果)未知": "结果未知",
    "重新开始|重试 ?\\{|重试被": "再次开始",
    "自行(?!复制)|再次发送|(?<!自动)重试[，（。]": "自动重试 by the panel itself; 重发 for rows of a batch",
    "确认(?=正在|已结束|录制$)|标为": "仅标记为…, 标记为已处理",
    "留意": "需要处理",
    "已在进行中|此处已在": "录制中; 列表中已在录制",
    "房间 ?ID|群组|^房间$": "房间号",
    "^用户$|要录制的人|发起": "用户 ID; 请求",
    "对方|主播": "嘉宾, 主持人, 客户, 腾讯云",
    "服务商": "腾讯云, 腾讯客服",
    "网络管理人员|维护方": "网络管理员; 运维方",
    "账号名|(?<![{（])identifier": "管理员账号, with （identifier） once",
    "(?<![{/])usersig|UserSig 签名|(?<!自)签名": "UserSig",
    "SdkAppId|应用 ?ID": "SDKAppID",
    "(?<!应用)密钥|凭据": "应用密钥; 凭证 for any secret",
    "密码短语": "私钥密码",
    "(?<!系统)钥匙串": "系统钥匙串",
    "中转|中继|旁路": "接入服务, 接入地址",
    "接入网关": "网关",
    "(?<!云)点播|视频服务": "云点播",
    "存储余额|存储充值|账户": "云点播余额",
    "截帧|类别|打水印": "截图, 分类 ID, 水印",
    "屏幕(?!共享)|桌面|分享": "屏幕共享",
    "IoT 摄像头": "物联网摄像头",
    "答复|应答|响应": "回复; 返回 {code}",
    "描述|解决办法|处理方法|^说明$": "错误说明, 处理建议",
    "记录文件|本机的记录": "操作记录",
    "本程序": "面板",
    "批量(?!任务|文件|再次开始|开始)": "批量任务, 批量文件",
    "没有坏处|得知|确知|移到一旁|进行(?!中)|更新版本": "plain words; 进行中 is the filter only",
    "没有发送任何请求|因此没有发送": "a sentence of its own: 请求未发送。",
    "你": "您",
}
"""What no Chinese text holds, as patterns, and what is written in its place."""

EXCEPTIONS: Final = {
    ("codes/30000403/solution", "成功"): "the vendor's text: whether the room was opened",
    ("codes/30000410/solution", "成功"): "the vendor's text",
    ("codes/30000411/solution", "成功"): "the vendor's text",
    ("codes/30000415/solution", "成功"): "the vendor's text",
    ("codes/30000411/description", "发起"): "the vendor's text, with what it means",
    ("codes/30000415/description", "发起"): "the vendor's text, with what it means",
    ("codes/30000004/description", "桌面"): "the vendor's text",
    **{
        (f"codes/{code}/description", "响应"): "the vendor's response packet"
        for code in (*range(30000301, 30000306), *range(30000405, 30000410))
    },
    **{
        (f"codes/{code}/solution", "重试。"): "the vendor's text"
        for code in (30000208, 30000401, 30000402, 30000404)
    },
    ("note.guest_has_left", "结束录制"): "the service ends it by itself, nobody presses stop",
    ("say.still_recording", "留意"): "asks the customer to take care, and is no filter",
    ("say.not_recorded_busy", "重试。"): "to the customer: we do it, not the panel",
    ("cli.no_window.no_screen", "屏幕"): "the computer's screen",
    ("cli.no_window.screen", "屏幕"): "the computer's screen",
    ("cli.doctor.keychain", "凭据"): "the name of Windows for its keychain",
    ("cli.doctor.keychain", "密钥"): "the name of Linux for its keychain",
    (
        "ConnectionForm: account, not a nickname",
        "identifier",
    ): "where the name of the request is told, once",
    ("CodeDetails: Listed family", "类别"): "the family of a code, not the category of a video",
    ("CodeReference: A number, a word, a family, or a whole log line", "类别"): "the family of a code",
}
"""Where such a word stands all the same, and why."""

TWO_CHINESE: Final = {
    ", ": "，between clauses, 、between the words of a list",
    "Accepted": "the outcome of a request; the label of the time of it",
    "Ended": "the state; the label of the time",
    "Name": "a profile's; a recorded file's",
    "TLS": "the check; what was wrong, as a headline",
    "What": "what was done; what comes to an end",
    "at {time}": "when it happened; when it is to begin",
    "live": "what is live, counted; how a line of the plan stands",
    "and {count} more": "further recordings; further kinds of one thing",
}
"""English texts that have two Chinese ones, and why."""

_HAN: Final = "[\u4e00-\u9fff]"
_NUMBERS: Final = "count|number|seconds|hours|days|code|room"
STYLE: Final = {
    # A mnemonic stands in plain brackets, as on every system.
    f"{_HAN}(?!\\(&[A-Z]\\))[,;:?!()]|(?<!;)[,;:?!()]{_HAN}|{_HAN}\\.(?!\\w)": "full-width marks beside Han",
    f"{_HAN}[A-Za-z0-9]|[A-Za-z0-9]{_HAN}": "a space between Han and Latin letters or digits",
    f"{_HAN}\\{{({_NUMBERS})\\}}|\\{{({_NUMBERS})\\}}{_HAN}": "a space beside a number",
    f"{_HAN} +{_HAN}": "no space between Han",
    "(?<!^)(?<![▲✓✕]) +[，。：；？！（）“”、]|[，。：；？！（）“”、] +": "no space beside full-width marks",
    "[\"'「」『』]": "“”",
    " [–—] |[0-9}] ?- ?[0-9{]": "至 for a range, ： or · between parts",
    "。。|？。|……。|，，": "one mark",
    "(?<!…)…(?=[\u4e00-\u9fff])|(?<!…)…(?=……)": "…… in sentences, … at the end of labels",
}
"""What a machine can see of the style, as patterns of what is wrong."""
KEY_MARK: Final = re.compile(r"\(&[A-Z]\)$")
"""The letter that presses a button together with Alt, as Chinese programs write it."""
STYLE_EXCEPTIONS: Final = {
    "time.months": "dates are written without a space",
    "day.weekdays": "a list that is cut at its spaces",
}
TO_OTHERS: Final = re.compile("自 |自\\{|尚未|据我们|被录制|对方|并且")
"""Nobody says this on the phone."""


def _window() -> Iterator[Text]:
    for context in (
        ElementTree.parse(RESOURCES / "translations/recording_panel_zh_CN.ts").getroot().iter("context")
    ):
        for message in context.iter("message"):
            path = "translation/numerusform" if message.get("numerus") else "translation"
            source = message.findtext("source", "")
            yield Text(f"{context.findtext('name', '')}: {source}", source, message.findtext(path, ""))


def _read(name: str) -> dict[str, dict[str, dict[str, str]]]:
    found: dict[str, dict[str, dict[str, str]]] = json.loads((RESOURCES / name).read_text(encoding="utf-8"))
    return found


def _catalogue() -> Iterator[Text]:
    english, chinese = _read("error_codes.en.json"), _read("error_codes.zh_CN.json")
    for name, family in english["families"].items():
        yield Text(f"families/{name}", str(family), str(chinese["families"][name]))
    for part in ("codes", "local", "unknown"):
        for code, entry in english[part].items():
            for field in ("description", "solution"):
                yield Text(f"{part}/{code}/{field}", entry[field], chinese[part][code][field])


def _messages() -> Iterator[Text]:
    english: dict[str, str] = json.loads((RESOURCES / "messages.en.json").read_text(encoding="utf-8"))
    chinese: dict[str, str] = json.loads((RESOURCES / "messages.zh_CN.json").read_text(encoding="utf-8"))
    for key, text in chinese.items():
        yield Text(key, english.get(key, ""), text)


def _guide() -> Iterator[Text]:
    """Each line of the guide, a table's cells by themselves; commands are no texts."""
    for path in sorted((RESOURCES / "help/zh_CN").glob("*.md")):
        markdown = re.sub(
            r"^```\n.*?^```$|^\|[ |-]+\|$", "", path.read_text(encoding="utf-8"), flags=re.M | re.S
        )
        for line in plain_lines(markdown):
            for cell in line.split(" · "):
                yield Text(f"help/{path.stem}", "", cell)


@cache
def _texts() -> tuple[Text, ...]:
    return (*_window(), *_messages(), *_catalogue(), *_guide())


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?;])\s|[。！？；]", text)


def test_no_chinese_text_holds_a_word_that_the_glossary_forbids() -> None:
    wrong = [
        (text.where, found[0], f"write {instead}", text.chinese)
        for pattern, instead in FORBIDDEN.items()
        for text in _texts()
        for found in re.finditer(pattern, text.chinese)
        if (text.where, found[0]) not in EXCEPTIONS
    ]
    assert wrong == []


def test_every_exception_is_still_needed() -> None:
    words = {text.where: text.chinese for text in _texts()}
    assert [key for key in EXCEPTIONS if key[1] not in words.get(key[0], "")] == []


def test_an_english_text_has_one_chinese_text() -> None:
    by_english: dict[str, dict[str, str]] = defaultdict(dict)
    for text in _texts():
        if text.english:
            by_english[text.english].setdefault(text.chinese, text.where)
    doubles = {english: found for english, found in by_english.items() if len(found) > 1}
    assert {english: found for english, found in doubles.items() if english not in TWO_CHINESE} == {}
    assert sorted(TWO_CHINESE.keys() - doubles.keys()) == []


@pytest.mark.parametrize(("pattern", "rule"), STYLE.items(), ids=list(STYLE.values()))
def test_chinese_texts_keep_to_the_style(pattern: str, rule: str) -> None:
    wrong = [
        (text.where, found[0], rule, text.chinese)
        for text in _texts()
        for found in re.finditer(pattern, KEY_MARK.sub("", text.chinese))
        if text.where not in STYLE_EXCEPTIONS
    ]
    assert wrong == []


def test_a_chinese_text_of_sentences_ends_with_a_full_stop() -> None:
    open_ended = [
        (text.where, text.chinese)
        for text in _texts()
        if "。" in text.chinese and not re.search(r"[。？！：…）}]\s*$|--[a-z-]+$", text.chinese)
    ]
    assert open_ended == []


def test_every_description_and_solution_is_a_whole_sentence() -> None:
    command = "recording-panel doctor --move-damaged-ledger"
    catalogue = [text for text in _catalogue() if not text.where.startswith("families/")]
    assert [
        text.where for text in catalogue if not text.chinese.removesuffix(command).endswith(("。", "："))
    ] == []


@pytest.mark.parametrize("language", ["english", "chinese"])
def test_no_sentence_offers_both_a_start_and_a_stop(language: str) -> None:
    start, stop = {"english": ("Start again", "Stop again"), "chinese": ("再次开始", "再次停止")}[language]
    both = [
        (text.where, sentence)
        for text in _texts()
        for sentence in _sentences(str(getattr(text, language)))
        if start in sentence and stop in sentence
    ]
    assert both == []


def test_what_is_said_to_customers_and_guests_is_said_as_on_the_phone() -> None:
    said = [text for text in _texts() if text.where.startswith(("say.", "ask."))]
    assert len(said) > 20
    assert [(text.where, text.chinese) for text in said if TO_OTHERS.search(text.chinese)] == []


def test_a_step_that_sends_nothing_says_so_first_and_one_that_sends_names_it() -> None:
    words = {text.where: text.chinese for text in _texts()}
    for step in ("step.it_is_recording", "step.mark_as_ended"):
        assert words[step].startswith("仅标记")
    for step in ("step.start_again", "step.guest_came_back"):
        assert "开始" in words[step]
    assert "停止" in words["step.stop_again"]


def test_no_button_says_yes_no_or_ok() -> None:
    bare = {"yes", "no", "ok", "okay", "是", "否", "确定", "好"}
    shown = (text for text in _texts() if not text.where.startswith("cli."))
    told = [text for text in shown if {text.english.strip("&").casefold(), text.chinese} & bare]
    assert [text.where for text in told] == []


def test_a_step_fits_its_button() -> None:
    lengths = {
        text.where: len(re.findall(_HAN, text.chinese)) for text in _texts() if text.where.startswith("step.")
    }
    assert {step: length for step, length in lengths.items() if length > 12} == {}


def test_english_texts_leave_the_panel_s_own_terms_to_its_code() -> None:
    own = re.compile(r"\b([Ss]ettle[sd]?|apart|VOD)\b")
    command = re.compile(r"^cli\.(help\.)?settle")
    texts = [text for text in _texts() if not command.match(text.where)]
    assert [(text.where, text.english) for text in texts if own.search(text.english)] == []
