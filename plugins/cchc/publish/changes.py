"""A difference in words that an editor understands: items by their titles, all other files in one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from cchc.publish.difference import Difference, Rank, rank_of
from cchc.publish.manifest import Manifest, PublishedFile
from cchc.text import file_size, plural_free_count

_MOST = 20
_OTHERS = {
    Rank.ASSET: "ảnh, tệp đính kèm, kiểu dáng, dữ liệu",
    Rank.LIST: "trang danh sách và trang khác",
    Rank.HOME: "trang chủ",
    Rank.INDEX: "nguồn tin, tìm kiếm, sơ đồ trang",
}


def changes_in_words(change: Difference, to_send: Difference, most: int = _MOST) -> list[str]:
    """Return lines; of each group at most `most` items, and then how many more there are.

    `change` is what readers will see, `to_send` what the files are compared with that are replaced.
    """
    lines: list[str] = []
    groups = (
        ("Bài mới", change.new, change.fresh),
        ("Bài thay đổi", change.changed, change.fresh),
        ("Bài bị xóa", change.removed, change.old),
    )
    for words, paths, manifest in groups:
        items = list(_items(paths, manifest.files))
        if items:
            lines.append(f"{words}: {plural_free_count(len(items))}")
            lines += [f"  - {file.title} ({file.kind}) {_address(path)}" for path, file in items[:most]]
            if len(items) > most:
                lines.append(f"  … và {plural_free_count(len(items) - most)} bài khác")
    others = list(_others(change))
    if others:
        lines.append(f"Tệp khác: {'; '.join(others)}")
    if to_send.new or to_send.changed:
        size, files = file_size(to_send.bytes), len(to_send.new) + len(to_send.changed)
        is_more = files > len(change.new) + len(change.changed)
        why = ", gồm cả thay đổi của lần đăng trước (hai thư mục thay phiên nhau)" if is_more else ""
        lines.append(f"Phải gửi: {plural_free_count(files)} tệp, {size}{why}")
    return lines


def _items(paths: Iterable[str], files: Mapping[str, PublishedFile]) -> Iterator[tuple[str, PublishedFile]]:
    return ((path, files[path]) for path in paths if files[path].title)


def _address(path: str) -> str:
    return path.removesuffix("index.html")


def _others(change: Difference) -> Iterator[str]:
    sent = [*_ranks((*change.new, *change.changed), change.fresh)]
    gone = [*_ranks(change.removed, change.old)]
    for rank, words in _OTHERS.items():
        if count := sent.count(rank):
            yield f"{words} ({plural_free_count(count)})"
    if gone:
        yield f"xóa {plural_free_count(len(gone))}"


def _ranks(paths: Iterable[str], manifest: Manifest) -> Iterator[Rank]:
    for path in paths:
        rank = rank_of(path, manifest)
        if rank is not Rank.ITEM:
            yield rank
