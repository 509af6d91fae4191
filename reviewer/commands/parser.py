"""The arguments of all commands, with help and errors in Chinese."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import NoReturn

import reviewer
from reviewer.regex import Regex

_ERRORS = (
    (Regex(r"unrecognized arguments: (.*)"), r"不认识的参数：\1"),
    (Regex(r"the following arguments are required: (.*)"), r"缺少参数：\1"),
    (Regex(r"argument (.+): invalid choice: (\S+) \(choose from (.+)\)"), r"参数 \1 的值 \2 无效；可选：\3"),
    (Regex(r"argument (.+): invalid int value: (\S+)"), r"参数 \1 应为整数，现为 \2"),
    (Regex(r"argument (.+): expected one argument"), r"参数 \1 后面缺少值"),
    (Regex(r"argument (.+): expected at least one argument"), r"参数 \1 后面缺少值"),
)


class ChineseParser(argparse.ArgumentParser):
    """An argument parser that speaks Chinese and exits with status 2 on wrong usage."""

    def error(self, message: str) -> NoReturn:
        """Print what is wrong and how to get help."""
        for pattern, chinese in _ERRORS:
            if pattern.search(message):
                message = pattern.sub(chinese, message)
                break
        print(f"错误：{message}；用 {self.prog} --help 查看用法", file=sys.stderr)
        raise SystemExit(2)

    def format_help(self) -> str:
        """Return the help with argparse's own words translated."""
        text = super().format_help()
        for english, chinese in (("usage:", "用法："), ("positional arguments:", "参数："), ("options:", "选项：")):
            text = text.replace(english, chinese)
        return text


def build_parser() -> ChineseParser:
    """Return the parser of the whole console script."""
    parser = ChineseParser(
        prog="reviewer",
        description="审查政府信息公开工作年度报告：读入草稿，逐条给出问题、证据、依据和修改建议。全程离线。",
        add_help=False,
    )
    parser.add_argument("-h", "--help", action="help", help="显示帮助")
    parser.add_argument("--version", action="version", version=f"reviewer {reviewer.__version__}", help="显示版本")
    commands = parser.add_subparsers(dest="command", metavar="命令", required=True, parser_class=ChineseParser)
    _add_review(commands)
    _add_audit(commands)
    _add_checks(commands)
    _add_corpus(commands)
    _add_models(commands)
    return parser


def _add(commands: argparse._SubParsersAction[ChineseParser], name: str, summary: str) -> ChineseParser:
    parser = commands.add_parser(name, help=summary, description=summary, add_help=False)
    parser.add_argument("-h", "--help", action="help", help="显示帮助")
    return parser


def _lazy(module: str, function: str = "run") -> object:
    """Return a function that imports its command when it is called, so that --help is instant."""

    def call(arguments: argparse.Namespace) -> int:
        from importlib import import_module  # noqa: PLC0415

        status: int = getattr(import_module(f"reviewer.commands.{module}"), function)(arguments)
        return status

    return call


def _add_choices(parser: ChineseParser) -> None:
    """Add what a review of one report and of an archive have in common."""
    parser.add_argument(
        "--out", type=Path, default=Path("reports_out"), metavar="文件夹", help="结果放在哪里（默认 reports_out）"
    )
    parser.add_argument("--no-default-corpus", action="store_true", help="不与随产品提供的语料库比对")
    parser.add_argument("--places", type=Path, metavar="文件", help="补充行政区划、开发区名称（TOML 或每行一个）")
    parser.add_argument("--settings", type=Path, metavar="文件", help="检查项参数（TOML）")
    parser.add_argument("--only", metavar="检查项", help="只运行这些检查项，逗号并列")
    parser.add_argument("--without", metavar="检查项", help="不运行这些检查项，逗号并列")
    parser.add_argument(
        "--fail-on",
        choices=("error", "warning", "hint", "never"),
        default="error",
        help="达到哪一级时退出码为 1（默认 error）",
    )


def _add_review(commands: argparse._SubParsersAction[ChineseParser]) -> None:
    parser = _add(commands, "review", "审查报告文件或文件夹")
    parser.add_argument("paths", nargs="+", type=Path, metavar="文件或文件夹", help="txt、md、html、docx、pdf 等")
    parser.add_argument("--format", default="html", metavar="格式", help="html、json、docx，可用逗号并列（默认 html）")
    parser.add_argument("--stdout", action="store_true", help="一份文件、一种格式时，直接输出而不写文件")
    parser.add_argument(
        "--corpus", type=Path, action="append", default=[], metavar="路径", help="比对雷同的报告文件夹或索引，可重复"
    )
    parser.add_argument("--prior", type=Path, metavar="文件", help="同一机关上一年度的报告")
    parser.add_argument("--issuer", metavar="名称", help="指定报告机关全称")
    parser.add_argument("--year", type=int, metavar="年份", help="指定报告年度")
    parser.add_argument("--profile", metavar="格式代号", help="指定适用格式：zfxxgk-2007、zfxxgk-2019、zfxxgk-2021")
    _add_choices(parser)
    parser.add_argument("--jobs", type=int, default=0, metavar="数", help="同时审查几份（默认按处理器个数）")
    parser.set_defaults(run=_lazy("review"))


def _add_audit(commands: argparse._SubParsersAction[ChineseParser]) -> None:
    parser = _add(commands, "audit", "批量审查：许多机关、许多年度的报告互相比对")
    parser.add_argument("folders", nargs="+", type=Path, metavar="文件夹", help="存放报告的文件夹")
    parser.add_argument(
        "--format", default="html", metavar="格式", help="每份报告的审查结果：html、json、docx，逗号并列"
    )
    parser.add_argument(
        "--corpus", type=Path, action="append", default=[], metavar="路径", help="另外比对的报告文件夹或索引，可重复"
    )
    parser.add_argument(
        "--engine", choices=("embedded", "spark"), default="embedded", help="由本机（默认）或 Apache Spark 运算"
    )
    parser.add_argument("--spark-master", metavar="地址", help="Spark 集群地址（默认本机，或 spark-submit 给出的）")
    _add_choices(parser)
    parser.add_argument("--jobs", type=int, default=0, metavar="数", help="同时用几个进程（默认按处理器个数）")
    parser.set_defaults(run=_lazy("audit"))


def _add_checks(commands: argparse._SubParsersAction[ChineseParser]) -> None:
    checks = _add(commands, "checks", "列出全部检查项")
    checks.set_defaults(run=_lazy("checks", "list_checks"))
    explain = _add(commands, "explain", "说明一个检查项：查什么、依据、正误例")
    explain.add_argument("code", metavar="检查项", help="编号，如 identity.wrong_department")
    explain.set_defaults(run=_lazy("checks", "explain_check"))


def _add_corpus(commands: argparse._SubParsersAction[ChineseParser]) -> None:
    corpus = _add(commands, "corpus", "建立和查看语料库索引")
    actions = corpus.add_subparsers(dest="action", metavar="操作", required=True, parser_class=ChineseParser)
    for name, summary in (("build", "由报告文件夹建立索引"), ("add", "向索引追加报告")):
        parser = _add(actions, name, summary)
        parser.add_argument("folders", nargs="+", type=Path, metavar="文件夹", help="报告所在文件夹")
        parser.add_argument("-o", "--output", type=Path, required=True, metavar="索引", help="索引文件夹")
        parser.set_defaults(run=_lazy("corpus", name))
    for name, summary in (("stats", "说明索引的内容"), ("verify", "核对索引是否完好")):
        parser = _add(actions, name, summary)
        parser.add_argument("index", type=Path, metavar="索引", help="索引文件夹")
        parser.set_defaults(run=_lazy("corpus", name))


def _add_models(commands: argparse._SubParsersAction[ChineseParser]) -> None:
    train = _add(commands, "train", "由标注语料重新训练模型、重建随产品的索引")
    train.add_argument("--corpus", type=Path, metavar="文件夹", help="标注语料库（默认随产品的）")
    train.add_argument("--models", type=Path, metavar="文件夹", help="模型写到哪里（默认随产品的）")
    train.set_defaults(run=_lazy("train"))
    evaluate = _add(commands, "evaluate", "用标注草稿测量各检查项")
    evaluate.add_argument("--corpus", type=Path, metavar="文件夹", help="标注语料库（默认随产品的）")
    evaluate.add_argument("--json", action="store_true", help="以 JSON 输出")
    evaluate.add_argument("--details", action="store_true", help="逐条列出漏报和误报")
    evaluate.set_defaults(run=_lazy("evaluate"))
