"""The command line: reads arguments, calls the library, prints. The only module that prints."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from reviewer.commands.parser import build_parser
from reviewer.errors import ConfigError, ResourceError, ReviewerError


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status.

    0 nothing at or above ``--fail-on``; 1 something is; 2 wrong usage or configuration;
    3 an input cannot be read; 4 a check failed inside; the highest applies.
    """
    arguments = build_parser().parse_args(argv)
    # Loading makes a million objects that live to the end; looking for garbage among them costs 5 %.
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)
    try:
        status: int = arguments.run(arguments)
    except (ConfigError, ResourceError) as error:
        print(f"错误：{error}", file=sys.stderr)
        return 2
    except ReviewerError as error:
        print(f"错误：{error}", file=sys.stderr)
        return 3
    except BrokenPipeError:
        # The reader of our output has gone, as “| head” does.
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
        return 0
    except KeyboardInterrupt:
        print("已中断。", file=sys.stderr)
        return 130
    return status


def run() -> NoReturn:
    """Run the command of this process and leave it at once.

    Python would first take down what was loaded, a million objects one by one: 0.1 s of nothing.
    """
    status = main()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        pass
    os._exit(status)


if __name__ == "__main__":
    run()
