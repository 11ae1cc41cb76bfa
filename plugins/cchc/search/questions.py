"""Words that make a question of what is searched for. They carry nothing to be found, and ask for a procedure."""

from __future__ import annotations

# By their keys (without diacritics), the longest first.
QUESTION_FRAMES = (
    "phai lam the nao de",
    "lam the nao de",
    "lam nhu the nao",
    "gom nhung gi",
    "can nhung gi",
    "can giay to gi",
    "cho toi hoi",
    "nhu the nao",
    "lam the nao",
    "mat bao lau",
    "trong bao lau",
    "lam sao de",
    "toi muon",
    "toi can",
    "xin hoi",
    "lam sao",
    "the nao",
    "ra sao",
    "o dau",
    "la gi",
    "can gi",
    "gom gi",
    "khi nao",
    "bao lau",
    "bao nhieu",
    "tai sao",
    "vi sao",
    "duoc khong",
)
