"""Good inputs → damaged ones, the same for the same seed."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator, Sequence

# What editors' programs really leave behind, and what breaks readers.
_NASTY = (
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\x00",
    b"\r",
    b"\r\n",
    b"\t",
    b"\xc2\xa0",
    b"\xe2\x80\x8b",
    b"\xe2\x80\xa8",
    b"---\n",
    b"...\n",
    b": ",
    b"- ",
    b"|",
    b">",
    b"&a ",
    b"*a",
    b"!!python/object:os.system ",
    b"{{ 7*7 }}",
    b"{% x %}",
    b"[",
    b"]",
    b"{",
    b"}",
    b'"',
    b"'",
    b"#",
    b"%",
    b"@",
    b"`",
    b"<script>alert(1)</script>",
    b"<!--",
    b"-->",
    b"]]>",
    b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>",
    b"&b;",
    b"javascript:",
    b"../../",
    b"\\\\server\\share\\",
    b"CON",
    b"\xed\xa0\x80",
    b"\xf0\x9f\x98\x80",
    b"a\xcc\x80",
    b"\xcc\x80" * 40,
    b"(" * 60,
    b"[" * 60,
    b"*" * 60,
    b"2026-02-30",
    b"31/02/2026",
    b"24:00",
    b"9" * 400,
    b"-1",
    b"1e999",
    b"0x1",
    b"61/2018/N\xc4\x90-CP",
    b" /2018/",
    b"\x1b[31m",
)


def mutations(seeds: Sequence[bytes], count: int, seed: int) -> Iterator[bytes]:
    """Yield `count` inputs made from `seeds`."""
    random_ = random.Random(seed)
    for _ in range(count):
        damage = _Damage(bytearray(random_.choice(seeds)), random_, seeds)
        for _ in range(random_.choice((0, 1, 1, 2, 3, 5, 9))):
            damage.once()
        yield bytes(damage.data)


def zip_mutations(seeds: Sequence[bytes], count: int, seed: int) -> Iterator[bytes]:
    """Yield `count` inputs made from packed files: mostly a damaged part in a sound package, else a damaged package."""
    random_ = random.Random(seed)
    unpacked = [_parts(one) for one in seeds]
    for number in range(count):
        if number % 5 == 0:
            yield next(mutations(seeds, 1, random_.randrange(1 << 30)))
            continue
        parts = dict(random_.choice(unpacked))
        for _ in range(random_.choice((1, 1, 2))):
            name = random_.choice(sorted(parts))
            if random_.random() < 0.05:
                del parts[name]
                continue
            parts[name] = next(mutations([parts[name]], 1, random_.randrange(1 << 30)))
        yield _packed(parts)


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in parts.items():
            package.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


class _Damage:
    """Changes one input, again and again."""

    def __init__(self, data: bytearray, random_: random.Random, seeds: Sequence[bytes]) -> None:
        self.data, self._random, self._seeds = data, random_, seeds
        insert, delete = self._insert, self._delete
        self._changes = (insert, insert, insert, delete, delete, self._flip, self._copy, self._splice, self._cut)

    def once(self) -> None:
        """Change something."""
        self._random.choice((*self._changes, self._swap_lines))()

    def _place(self) -> int:
        return self._random.randint(0, len(self.data))

    def _insert(self) -> None:
        place = self._place()
        self.data[place:place] = self._random.choice(_NASTY) * self._random.choice((1, 1, 1, 2, 30))

    def _delete(self) -> None:
        place = self._place()
        del self.data[place : place + self._random.choice((1, 1, 3, 20, 200))]

    def _flip(self) -> None:
        if self.data:
            self.data[self._random.randrange(len(self.data))] ^= 1 << self._random.randrange(8)

    def _copy(self) -> None:
        start, place = self._place(), self._place()
        piece = self.data[start : start + self._random.randint(1, 120)]
        self.data[place:place] = piece * self._random.choice((1, 1, 2, 20))

    def _splice(self) -> None:
        other = self._random.choice(self._seeds)
        start, place = self._random.randint(0, len(other)), self._place()
        self.data[place:place] = other[start : start + self._random.randint(1, 300)]

    def _cut(self) -> None:
        del self.data[self._place() :]

    def _swap_lines(self) -> None:
        lines = bytes(self.data).split(b"\n")
        self._random.shuffle(lines)
        self.data[:] = b"\n".join(lines)
