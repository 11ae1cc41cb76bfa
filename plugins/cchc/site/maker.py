"""Makes the files of a site below its folder: those that have changed since the last build, all cores at work. A part
is left as it is when what it is made from is the same and its files are as they were written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from hashlib import blake2b
from pathlib import Path
from typing import Protocol

from cchc.media.cache import MediaCache, name_of
from cchc.media.clean import cleaner_of
from cchc.processes import can_fork, processes_for, shared
from cchc.service import Opened
from cchc.site.built import NOTHING, Built, FileStamp, Made, copy_file, holds, is_whole, write_file
from cchc.site.media_files import card_pieces, picture_plans
from cchc.site.model import Site
from cchc.site.outputs import file_plans, sitemap_files
from cchc.site.pages import item_pieces, page_pieces, text_pieces
from cchc.site.plans import WITH_PAGES, CopyPlan, FilePlan, PicturePlan, Piece, Plan
from cchc.site.views import PageView
from cchc.store import MEDIA


class Prepare(Protocol):
    """Makes ready what makes pages; `shared`: for processes that are to be forked."""

    def __call__(self, *, shared: bool) -> object: ...


class SiteMaker:
    """Makes each part of a site and writes it as soon as it is made."""

    def __init__(
        self,
        site: Site,
        opened: Opened,
        docs: Path,
        site_url: str,
        html: Callable[[PageView], str],
        prepare: Prepare,
    ) -> None:
        """`html` gives the whole file of a page; `prepare` is called once before that, and before any fork."""
        self.site, self._opened, self._docs, self._site_url = site, opened, docs, site_url
        self._html, self._prepare = html, prepare
        self._assets = opened.published_assets
        store = opened.texts.store.path
        self._pictures = MediaCache(store.parent / MEDIA if store else None)
        self._salt = b""
        self._before, self._before_folder = NOTHING, ""

    def keep_from(self, before: Built, folder: Path, salt: bytes) -> None:
        """Leave alone what `before` says is in `folder` and would be made the same; `salt` stands for all that decides
        what pages look like: theme, configuration, version of the kit, what every page shows.
        """
        self._before, self._before_folder, self._salt = before, str(folder), salt

    def write(self, site_dir: Path) -> dict[str, Made]:
        """Write what has changed below `site_dir`; return all parts of the site."""
        site = self.site
        kept = self._pages_of_same_surface()
        plans = file_plans(site, self._site_url)
        if kept:
            kept |= self._files_of_same_texts(plans)
        processes = 1
        if kept:
            changed = [plan for plan in plans if _name_of(plan) not in kept]
            pieces: list[Piece] = [partial(iter, changed), *text_pieces(site, self._changed)]
        else:
            pictures = picture_plans(site, self._docs, self._assets, self._pictures)
            beside = [plan for plan in plans if plan.group == WITH_PAGES]
            files = _in_groups(plan for plan in plans if plan.group != WITH_PAGES)
            pieces = [*pictures, *files, *page_pieces(site), *item_pieces(site, beside), *card_pieces(site)]
            processes = processes_for(len(site.edition.paged) + len(site.links.media)) if can_fork() else 1
            # Found once here, not in every process.
            _ = site.relations, site.groups, site.in_month
            site.cards.make_all()
        pieces.append(self._copies)
        self._prepare(shared=processes > 1)
        made = dict(kept)

        def work(number: int) -> list[Made]:
            return [self._made(plan, str(site_dir)) for plan in pieces[number]()]

        with shared(work, processes) as together:
            for found in together.each(range(len(pieces))):
                made.update((one.name, one) for one in found)
        if not kept:
            self._pictures.keep_only(name_of(one.path) for part in made.values() for one in part.files)
        mapped = sorted((one.address, one.modified) for one in made.values() if one.address is not None)
        sitemap = FilePlan("sitemap", lambda: site.digests.of(mapped), lambda: sitemap_files(mapped, self._site_url))
        last = self._made(sitemap, str(site_dir))
        made[last.name] = last
        return made

    @cached_property
    def made_from(self) -> tuple[dict[str, bytes], bytes]:
        """What tells apart the texts by source, and what the pages show of other texts; the latter is empty when what
        the site looks like is not known.
        """
        texts = dict(self._opened.texts.digests)
        if not self._salt:
            return texts, b""
        surface = blake2b(self._salt + self.site.surface, digest_size=16)
        for plan in self._copies():
            surface.update(f"{plan.path}\0".encode() + plan.key() + b"\0")
        return texts, surface.digest()

    @cached_property
    def _changed(self) -> frozenset[str]:
        """The texts that are others than in the build before."""
        before, (texts, _) = self._before.texts, self.made_from
        return frozenset(source for source, digest in texts.items() if before.get(source) != digest)

    def _pages_of_same_surface(self) -> dict[str, Made]:
        """Return the pages of the build before that need no look: nothing is seen of the changed texts but their words.

        Empty when more has changed, or when a file is not as it was written.
        """
        _, surface = self.made_from
        if not surface or surface != self._before.surface:
            return {}
        changed = {f"{item.address}index.html" for item in self.site.edition.paged if item.source in self._changed}
        kept = {
            name: one
            for name, one in self._before.parts.items()
            if not name.startswith("\0") and name not in changed and name not in self._assets
        }
        return kept if is_whole(self._before_folder, (file for one in kept.values() for file in one.files)) else {}

    def _files_of_same_texts(self, plans: Sequence[FilePlan]) -> dict[str, Made]:
        """With the same surface, return the files of the build before that show no changed text."""
        found = ((plan, self._before.parts.get(_name_of(plan))) for plan in plans)
        return {
            before.name: before
            for plan, before in found
            if plan.texts is not None
            and plan.texts.isdisjoint(self._changed)
            and before is not None
            and self._still_holds(plan, before)
        }

    def _copies(self) -> Iterator[CopyPlan]:
        return (CopyPlan(path, f"{self._docs}/{path}") for path in sorted(self._assets))

    def _made(self, plan: Plan, folder: str) -> Made:
        name = _name_of(plan)
        # The address of a picture says all that it is made from.
        salt = b"" if isinstance(plan, PicturePlan) else self._salt
        key = blake2b(salt + plan.key(), digest_size=16).digest()
        before = self._before.parts.get(name)
        if before is not None and before.key == key and self._still_holds(plan, before):
            return before
        if isinstance(plan, FilePlan):
            return self._made_files(name, plan, key, folder)
        if isinstance(plan, PicturePlan):
            return Made(name, key, tuple(write_file(folder, path, data) for path, data in plan.files()))
        if isinstance(plan, CopyPlan):
            return Made(name, key, (self._copied(plan, folder),))
        page = plan.page()
        file = write_file(folder, name, self._html(page).encode())
        return Made(name, key, (file,), page.address if page.indexed else None, page.modified)

    @staticmethod
    def _copied(plan: CopyPlan, folder: str) -> FileStamp:
        """Put a file of the department on the site, pictures without what they say beside what they show."""
        clean = cleaner_of(plan.path)
        if clean is None:
            return copy_file(plan.source, folder, plan.path)
        return write_file(folder, plan.path, clean(Path(plan.source).read_bytes()))

    def _still_holds(self, plan: Plan, before: Made) -> bool:
        """Say whether the files are as they were written, and still those that the department does not fill itself."""
        if isinstance(plan, FilePlan) and (
            not self._assets.issuperset(before.left) or any(file.path in self._assets for file in before.files)
        ):
            return False
        return is_whole(self._before_folder, before.files)

    def _made_files(self, name: str, plan: FilePlan, key: bytes, folder: str) -> Made:
        before = self._before.parts.get(name)
        there = {file.path: file for file in before.files} if before is not None else {}
        written: list[FileStamp] = []
        left: list[str] = []
        for path, data in plan.files():
            # A file that the department put there itself (its own robots.txt) stays.
            if path in self._assets:
                left.append(path)
            elif (file := there.get(path)) is not None and holds(self._before_folder, file, data):
                written.append(file)
            else:
                written.append(write_file(folder, path, data))
        return Made(name, key, tuple(written), left=tuple(left))


def _name_of(plan: Plan) -> str:
    # No path can begin so: names and paths never meet.
    return f"\0{plan.name}" if isinstance(plan, FilePlan) else plan.path


def _in_groups(plans: Iterable[FilePlan]) -> list[Piece]:
    """Return the work of making files: those of a group in one piece."""
    groups: dict[str, list[FilePlan]] = {}
    for plan in plans:
        groups.setdefault(plan.group or plan.name, []).append(plan)
    return [partial(iter, group) for group in groups.values()]
