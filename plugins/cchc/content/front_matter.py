"""The block of front matter: found, split and read with positions, tolerant of what Word and editors break.

The only place that imports python-frontmatter. What can be repaired without doubt is repaired and
reported; what can't is refused with a message. Nothing is dropped in silence.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from itertools import pairwise

import frontmatter
from frontmatter.default_handlers import BaseHandler

from cchc.content.nodes import Node, YamlResult, read_yaml
from cchc.problems import Finding, finding
from cchc.text import fold

_DASHES = "-–—―−‐‑‒"
_FENCE_MARKS = f"{_DASHES}_*=+~"
_IGNORED = "\u200b\u200c\u200d\u2060\ufeff\u00a0 \t\\"
_FENCE = re.compile(rf"[{_DASHES}](?:[ \u00a0]?[{_DASHES}])+|[–—―]|_{{3,}}|\*{{3,}}|={{3,}}|\+{{3,}}|~{{3,}}")
_CODE_FENCE = re.compile(r"`{3,}(?:ya?ml)?", re.IGNORECASE)
_KEY = re.compile(r"(?P<indent>\s*)(?P<key>[^\W\d][\w -]{0,40}?)(?P<gap>[ \u00a0\t]*)(?P<colon>[:：])(?P<rest>.*)")
_BLOCK_SCALAR = re.compile(r"[|>][-+0-9]*\s*(?:#.*)?")
_STARTS_BADLY = tuple("@`%&*!|>{[]},?")
_COMMENT = re.compile(r"\s#")
# The longest name of a field in the guide has five words.
_WORDS_OF_KEY = 5
_WHOLE_QUOTED = re.compile(r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*(?:#.*)?""")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands at the head of a file. `mapping` is `None` when there is no readable block.

    `body` is the text below the block and `body_line` the line of the file where it starts.
    """

    mapping: Node | None
    body: str
    body_line: int
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Split:
    block: str
    block_line: int
    body: str
    body_line: int
    findings: tuple[Finding, ...]


class _Handler(BaseHandler):
    """Lets python-frontmatter do the splitting with our fences, and keeps where the parts stand."""

    FM_BOUNDARY = re.compile(r"^-{3}\s*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "---"

    def __init__(self, first_line: int, known_keys: Set[str], text_keys: Set[str]) -> None:
        self.first_line, self.known_keys, self.text_keys = first_line, known_keys, text_keys
        self.parts: _Split | None = None
        self.result: YamlResult = YamlResult(None)
        self.repairs: tuple[Finding, ...] = ()

    def detect(self, text: str) -> bool:
        return True

    def split(self, text: str) -> tuple[str, str]:
        self.parts = _split(text.split("\n"), self.first_line, self.known_keys)
        if self.parts is None:
            raise ValueError("no front matter")
        return self.parts.block, self.parts.body

    def load(self, fm: str, **kwargs: object) -> dict[str, object]:
        assert self.parts is not None  # noqa: S101 - split() has run, for the type checker
        self.result, self.repairs = _read_block(fm, self.parts.block_line, self.known_keys, self.text_keys)
        return {}  # The block with its places is in `result`: nobody asks for it without.


def read_front_matter(text: str, known_keys: Set[str], text_keys: Set[str]) -> FrontMatter:
    """Split a file's text and read its block.

    `known_keys` help to see where a damaged block ends; in `text_keys` a value is always one text, so a
    colon, a bracket or a star in it needs no quotes.
    """
    lead = len(text) - len(text.lstrip())
    first_line = text.count("\n", 0, lead) + 1
    handler = _Handler(first_line, known_keys, text_keys)
    frontmatter.parse(text, handler=handler)
    parts = handler.parts
    if parts is None:
        opened = _is_fence(text.lstrip().split("\n", 1)[0]) is not None
        if opened and _has_key_line(text, known_keys):
            return FrontMatter(None, text, first_line, (finding("CCHC206", first_line),))
        return FrontMatter(None, text, 1, (finding("CCHC201", first_line),))
    findings = [*parts.findings, *handler.repairs, *handler.result.findings]
    mapping = handler.result.root
    if handler.result.error is not None:
        findings.append(handler.result.error)
    elif mapping is not None and not isinstance(mapping.value, dict):
        findings.append(finding("CCHC212", mapping.line, mapping.column))
        mapping = None
    elif mapping is None:
        findings.append(finding("CCHC201", parts.block_line))
    return FrontMatter(mapping, parts.body, parts.body_line, tuple(findings))


def _is_fence(line: str) -> str | None:
    """Return the fence on a line without what surrounds it, or `None` when the line is no fence."""
    core = line.strip(_IGNORED)
    if not core or core[0] not in _FENCE_MARKS:
        return None
    core = core.replace("\\", "")
    return core if _FENCE.fullmatch(core) else None


def _key_of(line: str, known_keys: Set[str]) -> str | None:
    match = _KEY.match(line)
    if not match or match["indent"]:
        return None
    key = fold(match["key"].strip()).replace(" ", "_").replace("-", "_")
    return key if key in known_keys else None


def _has_key_line(text: str, known_keys: Set[str]) -> bool:
    return any(_key_of(line, known_keys) for line in text.split("\n")[:40])


def _split(lines: list[str], first_line: int, known_keys: Set[str]) -> _Split | None:
    found: list[Finding] = []
    start = 0
    in_code_fence = bool(_CODE_FENCE.fullmatch(lines[0].strip()))
    if in_code_fence and len(lines) > 1:
        found.append(finding("CCHC202", first_line, found=lines[0].strip()))
        start = 1
    opening = _is_fence(lines[start])
    if opening is not None and _next_is_block(lines, start + 1):
        if lines[start] != "---" and not in_code_fence and lines[start].rstrip() != "---":
            found.append(finding("CCHC202", first_line + start, found=lines[start].strip() or "—"))
        start += 1
    elif opening is not None or not (_key_of(lines[start], known_keys) or in_code_fence):
        return None
    elif not in_code_fence:
        found.append(finding("CCHC204", first_line))
    ended = _end(lines, start, in_code_fence, first_line, known_keys, found)
    if ended is None:
        return None
    end, body_start = ended
    while body_start < len(lines) and not lines[body_start].strip():
        body_start += 1
    return _Split(
        "\n".join(lines[start:end]),
        first_line + start,
        "\n".join(lines[body_start:]).rstrip(),
        first_line + body_start,
        tuple(found),
    )


def _end(
    lines: list[str], start: int, in_code_fence: bool, first_line: int, known_keys: Set[str], found: list[Finding]
) -> tuple[int, int] | None:
    """Return where the block ends and where the body starts, or `None` when that is not certain."""
    end = _closing(lines, start, in_code_fence)
    # What closes the block may be a rule far down in a text whose block was never closed.
    if end is None or _has_sentence(lines[start:end]):
        end = _end_of_unclosed(lines, start, known_keys)
        if end is None:
            return None
        found.append(finding("CCHC205", first_line + end))
        return end, end
    if lines[end].rstrip() not in ("---", "...") and not in_code_fence:
        found.append(finding("CCHC203", first_line + end, found=lines[end].strip()))
    closes_code = in_code_fence and end + 1 < len(lines) and lines[end + 1].strip() == "```"
    return end, end + 2 if closes_code else end + 1


def _next_is_block(lines: list[str], start: int) -> bool:
    """Say whether what follows an opening fence looks like a block (or is an empty one)."""
    for line in lines[start:]:
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        return _KEY.match(line) is not None or _is_fence(line) is not None or line.lstrip().startswith(("- ", '"', "'"))
    return False


def _closing(lines: list[str], start: int, in_code_fence: bool) -> int | None:
    in_scalar = False
    for index in range(start, len(lines)):
        line = lines[index]
        if line[:1] in ("", " ", "\t") and in_scalar:
            continue
        # Only these marks begin a block of lines, and most lines of a block begin with a letter, as no end does.
        if not in_scalar and line[:1].isalpha() and "|" not in line and ">" not in line:
            continue
        if match := _KEY.match(line):
            in_scalar = bool(_BLOCK_SCALAR.fullmatch(match["rest"].strip()))
        if line.rstrip() == "..." or _is_fence(line) is not None or (in_code_fence and line.strip() == "```"):
            return index
    return None


def _has_sentence(block: list[str]) -> bool:
    """Say whether a block has a line of text in it: after an empty line, and no key by its look."""
    return any(
        not before.strip() and line[:1].isalnum() and " " in line and not _looks_like_key(line)
        for before, line in pairwise(block)
    )


def _looks_like_key(line: str) -> bool:
    match = _KEY.match(line)
    return match is not None and len(match["key"].split()) <= _WORDS_OF_KEY


def _end_of_unclosed(lines: list[str], start: int, known_keys: Set[str]) -> int | None:
    """Return where an unclosed block ends, or `None` when that is not certain.

    Certain: the first line that is neither a known key, nor part of its value, stands after an empty
    line or is a heading, and no line below looks like a known key.
    """
    end = start
    has_key = False
    for index in range(start, len(lines)):
        line = lines[index]
        if _key_of(line, known_keys):
            has_key = True
        elif line.strip() and not (
            has_key and (line[0] in " \t" or line.startswith(("- ", "#  ", "# "))) and _in_value(line)
        ):
            break
        end = index + 1
    if not has_key or end >= len(lines):
        return end if has_key else None
    separated = not lines[end - 1].strip() or lines[end].startswith("#")
    if not separated or any(_key_of(line, known_keys) for line in lines[end:]) or _KEY.match(lines[end]):
        return None
    while not lines[end - 1].strip():
        end -= 1
    return end


def _in_value(line: str) -> bool:
    return not line.startswith("#")


def _read_block(
    block: str, first_line: int, known_keys: Set[str], text_keys: Set[str]
) -> tuple[YamlResult, tuple[Finding, ...]]:
    result = read_yaml(block, first_line)
    repairs: tuple[Finding, ...] = ()
    root = result.root
    referring = any(found.code == "CCHC209" for found in result.findings)
    if result.error is not None or referring or root is None or not isinstance(root.value, dict):
        repaired, found = _repair(block, first_line, known_keys, text_keys)
        if repaired != block:
            again = read_yaml(repaired, first_line)
            if again.error is None and again.root is not None:
                return again, (*found, *_lost_comments(block, again.root, first_line, text_keys))
    if result.root is not None:
        repairs = _lost_comments(block, result.root, first_line, text_keys)
    return result, repairs


def _repair(block: str, first_line: int, known_keys: Set[str], text_keys: Set[str]) -> tuple[str, tuple[Finding, ...]]:
    """Return the block with what breaks YAML put in quotes, and what had to be mended besides."""
    found: list[Finding] = []
    lines = block.split("\n")
    out: list[str] = []
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else ""
        out.append(_repair_line(line, following, first_line + index, known_keys, text_keys, found))
    return "\n".join(out), tuple(found)


def _repair_line(
    line: str, following: str, number: int, known_keys: Set[str], text_keys: Set[str], found: list[Finding]
) -> str:
    indent = line[: len(line) - len(line.lstrip(" \t\u00a0"))]
    if "\t" in indent or "\u00a0" in indent:
        line = indent.replace("\t", "  ").replace("\u00a0", " ") + line[len(indent) :]
    match = _KEY.match(line)
    if not match or line.lstrip().startswith(("#", "- ")):
        return line
    key, rest = match["key"], match["rest"]
    if not match["indent"]:
        folded = fold(key.strip()).replace(" ", "_").replace("-", "_")
        if folded not in known_keys and not rest.startswith((" ", "\t")):
            return line
        odd = bool(match["gap"].strip(" ")) or match["colon"] != ":" or (rest != "" and rest[0] != " ")
        if odd:
            found.append(finding("CCHC211", number, key=key.strip()))
    else:
        folded = ""
    value = rest.strip(" \t\u00a0")
    head = f"{match['indent']}{key}: "
    if not value or _BLOCK_SCALAR.fullmatch(value) or value.startswith("#"):
        return f"{head}{value}".rstrip()
    if value[0] in "'\"":
        broken = folded in text_keys and value.count(value[0]) > 1 and not _WHOLE_QUOTED.fullmatch(value)
        return head + "'" + value.replace("'", "''") + "'" if broken else f"{head}{value}"
    continued = following[:1] in (" ", "\t") and following.strip() != ""
    if continued and not _needs_quotes(value, folded in text_keys):
        return f"{head}{value}"
    if _needs_quotes(value, folded in text_keys):
        return head + "'" + value.replace("'", "''") + "'"
    return f"{head}{value}"


def _needs_quotes(value: str, is_text: bool) -> bool:
    if value.startswith(("[", "{")):
        closed = value.split(" #")[0].rstrip().endswith({"[": "]", "{": "}"}[value[0]])
        return is_text and not closed
    if value.startswith(("&", "*")) and not is_text:
        return False
    return (
        ": " in value
        or value.endswith(":")
        or value.startswith(_STARTS_BADLY)
        or value == "-"
        or value.startswith("- ")
    )


def _lost_comments(block: str, root: Node, first_line: int, text_keys: Set[str]) -> tuple[Finding, ...]:
    """Report text that YAML takes for a comment behind an unquoted text value."""
    if not isinstance(root.value, dict) or " #" not in block:
        return ()
    lines = block.split("\n")
    found: list[Finding] = []
    for key, node in root.value.items():
        if key not in text_keys or not isinstance(node.value, str) or node.quoted:
            continue
        line = lines[node.key_line - first_line]
        tail = line[node.key_column + len(key) :]
        if (match := _COMMENT.search(tail)) and tail[: match.start()].strip(": '\""):
            lost = tail[match.start() :].strip()
            column = node.key_column + len(key) + match.start() + 1
            found.append(finding("CCHC210", node.key_line, column, key=key, lost=lost))
    return tuple(found)
