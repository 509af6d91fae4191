"""The eight contents that an annual report has to cover, by the keys of the contract."""

from __future__ import annotations

from typing import Literal, get_args

TopicKey = Literal[
    "proactive_disclosure",
    "disclosure_on_request",
    "information_management",
    "platform",
    "supervision",
    "problems",
    "improvements",
    "information_fee",
]
TOPIC_KEYS: tuple[TopicKey, ...] = get_args(TopicKey)
