"""The columns of the table that the forest reads: one row a guess, one column a feature.

``old`` is the text as it stands, ``new`` the text after the change. The order is part
of the trained model: a new column is added at the end, and the model trained anew.
"""

from __future__ import annotations

from enum import IntEnum, auto


class Column(IntEnum):
    """A feature of a guess. Counts are numbers of reports, mostly as log(1 + count)."""

    KIND = 0  # SOUND … OTHER
    GAIN = auto()  # how much likelier the characters become
    GAIN_GENERAL = auto()  # the same by pairs of characters alone
    GAIN_WORDS = auto()  # how much likelier the words become
    GAIN_SUM = auto()  # GAIN + GAIN_WORDS
    RIVAL = auto()  # GAIN_SUM above the best other guess at the place
    LIKELIHOOD = auto()  # of the characters as they stand
    ORDER = auto()  # longest string seen before that covers the place
    NEW_ORDER = auto()  # the same after the change
    NEW_ORDER_TWICE = auto()  # the same for strings that two reports hold
    WORD_SIZE = auto()  # characters of the word that holds what is put in
    WORD_SHARE = auto()  # its log share
    WORD_LONE = auto()  # its other characters that stood alone
    OLD_SIZE = auto()  # characters of the word as it stands
    OLD_SHARE = auto()  # its log share
    OLD_ALONE = auto()  # how often the old character is a word by itself
    NEW_ALONE = auto()
    OLD_CHAR = auto()  # log share of the old character
    NEW_CHAR = auto()
    OLD_LEFT = auto()  # count of the old character with the one before it
    OLD_RIGHT = auto()
    NEW_LEFT = auto()
    NEW_RIGHT = auto()
    OLD_PAIR = auto()  # the better of both neighbours inside words of the dictionary
    NEW_PAIR = auto()
    LONE_AROUND = auto()  # words of one character, two places to each side
    EDGE = auto()  # 1 at the start of a sentence, 2 at its end
    FUNCTION = auto()  # 1 if the old, 2 if the new character is a word by itself almost anywhere
    NEW_TRIPLE = auto()  # most frequent string of three with what is put in
    OLD_TRIPLE = auto()
    NEXT_SIZE = auto()  # characters of the word behind
    SAME_WORD = auto()  # the place and the next one are in one word
    AGAIN = auto()  # how often the line holds what the new word would replace
    FIXED = auto()  # 1 if the old, 2 if the new character is never changed
    ENDS_LIKE = auto()  # how much rather words end than begin with the old character
    STARTS_LIKE = auto()  # how often words end with it
    PARTNER = auto()  # how often the rest of the new word stands alone elsewhere
    NEW_TWO = auto()  # weight of the best word of two with what is put in
    OLD_TWO = auto()
    FAMILIAR = auto()  # mean of ORDER further away
    CROWD = auto()  # guesses of the place that gain much
    BEST = auto()  # GAIN_SUM of the best guess at the place
    LONE_RUN = auto()  # words of one character in a row
    LEFT_WEIGHT = auto()  # log share of the word before
    RIGHT_WEIGHT = auto()
    CALLED_LEFT = auto()  # how surely those before call for what is put in
    CALLED_RIGHT = auto()  # how surely those behind do
    CALLED_OLD = auto()  # how surely those before call for what stands
    LEFT_THREE = auto()  # count of the string of three that ends with what is put in
    RIGHT_THREE = auto()  # count of the one that starts with it
    MIDDLE_FOUR = auto()  # best count of a string of four around it
    WHOLE_FIVE = auto()  # count of the string of five around it
    OLD_LEFT_THREE = auto()
    OLD_RIGHT_THREE = auto()
    NEW_AGAIN = auto()  # how often the line holds the string of three with what is put in
    LEFT_OVER = auto()  # of what stands too often: 1 doubled, 2 left over from an edit


NAMES = tuple(column.name.lower() for column in Column)
