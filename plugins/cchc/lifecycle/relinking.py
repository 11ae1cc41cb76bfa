"""All links of a content brought after files and pages that moved, and the proof that each leads where it led."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from cchc.content.front_matter_edit import CannotEditError, read_head
from cchc.content.items import Item, PlainPage, Text
from cchc.content.links import LinkMap, Target
from cchc.content.paths import DOCS
from cchc.content.reading import read_source
from cchc.content.schema import ActivityFields
from cchc.content.yaml_data import read_data, with_scalars
from cchc.lifecycle.content import Content, RefusedError
from cchc.lifecycle.relink import relinked, with_files
from cchc.lifecycle.renames import Renames, told


def mended(content: Content, renames: Renames) -> dict[str, bytes]:
    """Return the bytes of all files whose links or paths change: by their path from before.

    Raises RefusedError for what can't be rewritten with certainty.
    """
    found: dict[str, bytes] = {}
    for source, data in content.texts.items():
        entry = content.library.by_source.get(source)
        if entry is None:
            continue
        try:
            new = _mended_text(content, renames, entry, data)
        except CannotEditError as error:
            raise RefusedError(
                f"Không sửa được một cách chắc chắn các liên kết trong {DOCS}/{source}. Sửa tay liên kết của tệp này "
                "tới nội dung được chuyển (hoặc chạy “cchc check” để xem lỗi), rồi chạy lại."
            ) from error
        if new != data:
            found[source] = new
    for path, data in content.data.items():
        if path.endswith(".yml") and (new := _mended_data(path, data, renames)) != data:
            found[path] = new
    return found


def _mended_text(content: Content, renames: Renames, entry: Item | PlainPage, data: bytes) -> bytes:
    source = entry.source
    new_link = partial(renames.link, content.links, source)
    wanted = [new_link(link.target) for link in entry.text.links]

    def text_of(changed: bytes) -> Text | None:
        read = read_source(source, changed, content.library.vocabulary).entry
        return read.text if read is not None else None

    if any(new is not None for new in wanted):
        data = relinked(data, text_of, wanted)
    new_path = partial(new_link, in_text=False)
    if isinstance(entry, Item) and any(new_path(path) for path in named_files(entry)):
        head = read_head(data, type(entry.fields))
        if head is None:
            raise CannotEditError
        data = with_files(data, head, new_path)
    return data


def _mended_data(path: str, data: bytes, renames: Renames) -> bytes:
    """Bring the paths in a file of docs/_data after what moved: scalars that are a path or address, nothing else."""
    try:
        root = read_data(data)
        wanted = [
            (node, new)
            for node in root.walk()
            if isinstance(node.value, str) and (new := _new_path(node.value, renames)) is not None
        ]
        return with_scalars(data.decode("utf-8"), wanted).encode("utf-8") if wanted else data
    except (CannotEditError, UnicodeDecodeError) as error:
        if not any(old.encode() in data for old in (*renames.files, *renames.addresses)):
            return data
        raise RefusedError(
            f"Không sửa được một cách chắc chắn đường dẫn trong {DOCS}/{path}. "
            "Chạy “cchc check”, sửa tệp này rồi chạy lại."
        ) from error


def _new_path(written: str, renames: Renames) -> str | None:
    bare = written.removeprefix(f"{DOCS}/").removeprefix("/")
    start = written[: len(written) - len(bare)]
    if bare in renames.files:
        return start + renames.files[bare]
    address = renames.addresses.get(f"{bare.rstrip('/')}/") if "/" in bare else None
    return None if address is None else start + (address if bare.endswith("/") else address.rstrip("/"))


def named_files(item: Item) -> Iterator[str]:
    """Yield the paths of the files that an item's front matter names."""
    fields = item.fields
    if fields.image is not None:
        yield fields.image.src
    for attachment in fields.attachments:
        yield attachment.file
    if isinstance(fields, ActivityFields):
        yield from fields.evidence


def lead_elsewhere(before: Content, after: Content, renames: Renames) -> Iterator[str]:
    """Yield the files in which a link, picture or attachment no longer leads where it led."""
    for source, entry in before.library.by_source.items():
        here = renames.files.get(source, source)
        now = after.library.by_source.get(here)
        was = [renames.target(target) for target in _targets(before.links, entry)]
        if now is None or was != [told(target) for target in _targets(after.links, now)]:
            yield here


def _targets(links: LinkMap, entry: Item | PlainPage) -> Iterator[Target]:
    for link in entry.text.links:
        yield links.target(entry.source, link.target)
    if isinstance(entry, Item):
        for path in named_files(entry):
            yield links.target(entry.source, path)
