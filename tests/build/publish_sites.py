"""Small made sites for the tests of publishing, a reader who follows all links, and runs that are cut."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, join, normpath

from cchc.publish.history import History
from cchc.publish.manifest import Manifest, manifest_of

Site = dict[str, bytes]
Fetch = Callable[[str], bytes | None]
_LINK = re.compile(rb'(?:href|src)="([^"]+)"')


def made_site(rng: random.Random) -> Site:
    """Return a site of about 25 files; two of them differ in what is new, changed and gone, and in who links whom."""
    items = sorted(rng.sample(range(14), 9))
    look = rng.randrange(2)
    site: Site = {
        f"assets/look-{look}.css": b"body{}" + b" " * rng.randrange(9),
        "assets/script.js": f"run({rng.randrange(9)})".encode(),
        "search/index.json": str(items).encode(),
        "sitemap.xml": str(rng.random()).encode(),
    }
    head = f'<link href="/assets/look-{look}.css"><script src="/assets/script.js"></script>'
    for item in items:
        near = "".join(f'<a href="../bai-{other}/">x</a>' for other in rng.sample(items, 3))
        picture = f"anh-{rng.randrange(3)}.png"
        site[f"tin/bai-{item}/{picture}"] = f"PNG{item}{picture}".encode() * 50
        words = f"{item}.{rng.randrange(3)}"
        site[f"tin/bai-{item}/index.html"] = f'{head}<h1>Bài {words}</h1><img src="{picture}">{near}'.encode()
    links = "".join(f'<a href="bai-{item}/">{item}</a>' for item in items)
    site["tin/index.html"] = f"{head}{links}{rng.random()}".encode()
    names = '<a href="sitemap.xml">s</a><a href="search/index.json">s</a>'
    site["index.html"] = f'{head}<a href="tin/">Tin</a>{names}<a href="tin/bai-{items[0]}/">{rng.random()}</a>'.encode()
    return site


def kept(site: Site, folder: Path, history: History) -> Manifest:
    """Write a site down, and keep it as `cchc publish` does."""
    for path, data in site.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    titles = {path: (f"Tiêu đề {path}", "Tin") for path in site if re.fullmatch(r"tin/bai-\d+/index\.html", path)}
    manifest = manifest_of(folder, titles)
    history.keep(folder, manifest)
    return manifest


def crawl(fetch: Fetch, versions: Iterable[Site]) -> int:
    """Follow every link from the home page as a reader does; fail at a dead one, and at what is of no version.

    Where nothing was published before, there may be no home page yet. Returns how many files were reached.
    """
    versions = list(versions)
    waiting, seen = ["index.html"], set[str]()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        data = fetch(path)
        if path == "index.html" and data is None and {} in versions:
            return 0
        assert data is not None, f"dead: {path}"
        assert any(version.get(path) == data for version in versions), f"of no version: {path}: {data[:80]!r}"
        for link in _LINK.findall(data) if path.endswith(".html") else ():
            target = link.decode()
            whole = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(path), target))
            waiting.append(f"{whole.rstrip('/')}/index.html" if target.endswith("/") else whole)
    return len(seen)


class Cut(BaseException):
    """The run is over, here and now: nothing of it may catch this."""


@dataclass
class Scissors:
    """Counts what a run does to its target, and cuts it."""

    left: int = 10**9
    done: int = 0
    after: Callable[[], None] | None = None

    def step(self) -> bool:
        """Count; say whether this is where the run is cut."""
        self.done += 1
        self.left -= 1
        return self.left < 0


class CutPlace:
    """A transport that is cut before, in, or after a step; a write that is cut leaves half a file."""

    def __init__(self, inner: object, scissors: Scissors, rng: random.Random) -> None:
        self._inner, self._scissors, self._rng = inner, scissors, rng

    def __getattr__(self, name: str) -> object:
        work = getattr(self._inner, name)
        if name not in ("write", "create", "move", "remove", "remove_all", "relink"):
            return work

        def cut(*arguments: object) -> object:
            if name == "remove_all" and not hasattr(self._inner, "_bucket"):
                return [self.remove(path) for path in arguments[0]] and None  # type: ignore[attr-defined, operator]
            if self._scissors.step():
                if name == "write" and self._rng.random() < 0.7:
                    path, content, *_ = arguments
                    data = content.read_bytes() if isinstance(content, Path) else content
                    assert isinstance(data, bytes)
                    self._inner.write(path, data[: self._rng.randrange(len(data) + 1)])  # type: ignore[attr-defined]
                elif self._rng.random() < 0.3:
                    work(*arguments)
                raise Cut
            answer = work(*arguments)
            if self._scissors.after is not None:
                self._scissors.after()
            return answer

        return cut
