"""After any edits, what an incremental build leaves in the site's folder is byte for byte what a clean build gives."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PIL import Image

from cchc import processes
from cchc.cli import build as build_command
from cchc.store import FOLDER, Store
from cchc_mkdocs.templates import PageTemplates

pytestmark = pytest.mark.build
ROOT = Path(__file__).resolve().parents[2]
NOW = "2026-11-21 09:00"
# An item that is scheduled, one that expires, one that is withdrawn later; midnight, another year.
MOMENTS = (
    NOW,
    "2026-11-21 10:30",
    "2026-11-21 23:59",
    "2026-11-22 00:00",
    "2026-12-01 08:00",
    "2027-01-16 08:00",
)
TOPICS = ("mot-cua", "kiem-soat-tthc", "chi-so-cchc", "dich-vu-cong-truc-tuyen")
SECTIONS = ("tin-tuc", "van-ban", "tthc", "hoat-dong", "hoi-dap")
WORDS = ("cải cách", "hành chính", "CCHC", "TTHC", "~~bản cũ~~", "hồ sơ", "*một cửa*", "dịch vụ công", "công khai")

PLAN = """title: Kế hoạch truyền thông
year: 2026
document: van-ban/2026/ke-hoach.md
groups:
  - {{id: I, label: Nhóm một}}
tasks:
  - {{id: I.1, group: I, text: {first}, topics: [mot-cua], time: thường xuyên}}
  - {{id: I.2, group: I, text: Việc thứ hai, topics: [chi-so-cchc], time: thường xuyên}}
"""
AGENCY = """name: {name}
short_name: Sở A
symbol: SA
place: Hà Nội
authors:
  - {{id: ban-bien-tap, name: Ban Biên tập}}
"""


def text(title: str, body: str, **fields: str) -> bytes:
    head = "\n".join(f"{name}: {value}" for name, value in {"title": title, **fields}.items())
    return f"---\n{head}\n---\n\n{body}\n".encode()


def drawn(width: int, height: int, colour: str) -> bytes:
    held = BytesIO()
    Image.new("RGB", (width, height), colour).save(held, "PNG")
    return held.getvalue()


def start() -> dict[str, bytes]:
    """Return a small department, by path below docs/: one of everything that a page can depend on."""
    news, day = "tin-tuc/2026/11", "2026-11-{:02d}"
    link = "[tin hai](tin-2.md), [mục](tin-2.md#muc-hai), [thủ tục](../../../tthc/thu-tuc-1.md), [tệp](tin-6/tep.pdf)"
    cited = "Thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021 và Kế hoạch số 12/KH-SA ngày 05/01/2026."
    files = {
        "_data/agency.yml": AGENCY.format(name="Sở A").encode(),
        "_data/series.yml": "series: [{id: chuyen-de-mot, label: Chuyên đề một}]\n".encode(),
        "_data/units.yml": "units: [{id: van-phong, label: Văn phòng}]\n".encode(),
        "_data/plans/ke-hoach-2026.yml": PLAN.format(first="Việc thứ nhất").encode(),
        "index.md": text("Trang đầu", "Lời mở đầu, [tin hai](tin-tuc/2026/11/tin-2.md)."),
        "gioi-thieu.md": text("Giới thiệu", "Lời giới thiệu, CCHC."),
        "lien-he.md": text("Liên hệ", f"[Giới thiệu](gioi-thieu.md)\n\n{cited}"),
        "tin-tuc/index.md": text("Tin tức", "Mở đầu mục tin, [tin hai](2026/11/tin-2.md)."),
        "chu-de/mot-cua.md": text("Một cửa", "Mở đầu chủ đề, [thủ tục](../tthc/thu-tuc-1.md)."),
        f"{news}/tin-1.md": text("Tin một", f"{link}\n\n{cited}", date=day.format(1), tags="[mot-cua, chi-so-cchc]"),
        f"{news}/tin-2.md": text(
            "Tin hai",
            f"Mở đầu.\n\n## Mục hai\n\n{cited} Mã 1.004260.",
            date=day.format(2),
            tags="[mot-cua]",
            series="chuyen-de-mot",
            unit="van-phong",
            aliases="[tin-tuc/2025/03/bai-cu/]",
            plan="[ke-hoach-2026/I.1]",
        ),
        f"{news}/tin-3.md": text("Tin ba, bản nháp", "Nháp.", date=day.format(3), tags="[mot-cua]", draft="true"),
        f"{news}/tin-4.md": text("Tin bốn hẹn giờ", "Hẹn.", date="2026-11-21 10:00", tags="[kiem-soat-tthc]"),
        f"{news}/tin-5.md": text(
            "Tin năm",
            "Hết hạn.",
            date=day.format(5),
            tags="[mot-cua]",
            series="chuyen-de-mot",
            unit="van-phong",
            expires="2026-11-22",
            kind="bai",
        ),
        f"{news}/tin-6/index.md": text(
            "Tin sáu",
            "![Ảnh](anh.png)\n\n[tệp](tep.pdf)",
            date=day.format(6),
            tags="[chi-so-cchc]",
            image="{src: anh.png, alt: Ảnh}",
            attachments="[{file: tep.pdf, title: Tệp}]",
        ),
        f"{news}/tin-6/anh.png": drawn(640, 340, "red"),
        f"{news}/tin-6/tep.pdf": b"%PDF" + b"b" * 96,
        "van-ban/2021/nghi-quyet-76.md": text(
            "Nghị quyết số 76/NQ-CP",
            "Chương trình tổng thể.",
            date="2021-07-15",
            tags="[chi-so-cchc]",
            so_ky_hieu="76/NQ-CP",
            ngay_ban_hanh="2021-07-15",
            co_quan_ban_hanh="Chính phủ",
        ),
        "van-ban/2026/ke-hoach.md": text(
            "Kế hoạch số 12/KH-SA",
            "Kế hoạch.",
            date="2026-01-05",
            tags="[mot-cua]",
            so_ky_hieu="12/KH-SA",
            ngay_ban_hanh="2026-01-05",
            plan="[ke-hoach-2026/I.1, ke-hoach-2026/I.2]",
        ),
        "tthc/thu-tuc-1.md": text(
            "Thủ tục một",
            "## Trình tự\n\nNộp hồ sơ.",
            date="2026-03-01",
            tags="[mot-cua]",
            ma="1.004260",
            can_cu='["76/NQ-CP", "Nghị quyết số 76/NQ-CP ngày 15/7/2021"]',
            ngay_doi_chieu="2026-10-18",
            ho_so="[{ten: Đơn, mau: Mẫu số 01, ban_chinh: 1}]",
        ),
        "tthc/thu-tuc-2.md": text(
            "Thủ tục hai", "Đã bãi bỏ.", date="2026-03-02", tags="[mot-cua]", ma="1.004261", trang_thai="bai-bo"
        ),
        "hoat-dong/2026/hoi-nghi.md": text(
            "Hội nghị",
            "[Tin một](../../tin-tuc/2026/11/tin-1.md)",
            date="2026-10-12",
            tags="[kiem-soat-tthc]",
            form="hoi-nghi",
            quantity="2",
            plan="[ke-hoach-2026/I.2]",
        ),
        "hoi-dap/2026/cau-hoi.md": text(
            "Có phải nộp không?", "Không. Mã 1.004260.", date="2026-10-05", tags="[mot-cua]", asked="2026-09-28"
        ),
        f"{news}/tin-7.md": text(
            "Tin bảy", "Sẽ gỡ.", date=day.format(7), tags="[mot-cua]", withdrawn="{date: 2026-12-01, reason: Trùng}"
        ),
    }
    return {f"docs/{path}": data for path, data in files.items()}


@dataclass
class World:
    """A department's folder, its site, and what is in it as of `now`."""

    root: Path
    now: str = NOW
    files: dict[str, bytes] = field(default_factory=start)
    on_disk: dict[str, bytes] = field(default_factory=dict)

    @property
    def site(self) -> Path:
        return self.root / "site"

    def save(self) -> None:
        """Write what has changed, as an editor does: other files are not touched."""
        for path in self.on_disk.keys() - self.files.keys():
            (self.root / path).unlink()
        for path, data in self.files.items():
            if self.on_disk.get(path) != data:
                (self.root / path).parent.mkdir(parents=True, exist_ok=True)
                (self.root / path).write_bytes(data)
        self.on_disk = dict(self.files)

    def texts(self, *below: str) -> list[str]:
        places = tuple(f"docs/{section}/" for section in below or SECTIONS)
        return sorted(path for path in self.files if path.startswith(places) and path.endswith(".md"))

    def edit(self, path: str, change: Callable[[str], str]) -> None:
        self.files[path] = change(self.files[path].decode()).encode()

    def own_look(self) -> None:
        """Give the folder its own configuration and templates."""
        if "mkdocs.yml" not in self.files:
            for path in sorted((ROOT / "overrides").rglob("*")):
                if path.is_file():
                    self.files[path.relative_to(ROOT).as_posix()] = path.read_bytes()
            self.files["mkdocs.yml"] = (ROOT / "mkdocs.yml").read_bytes()


def add(world: World, rng: random.Random) -> None:
    number, section = rng.randrange(1000), rng.choice(SECTIONS)
    folder = {"tin-tuc": "tin-tuc/2026/11", "tthc": "tthc"}.get(section, f"{section}/2026")
    other = rng.choice(world.texts())
    up = "../" * (folder.count("/") + 1)
    fields = {"date": f"2026-11-{1 + number % 28:02d}", "tags": f"[{rng.choice(TOPICS)}]"}
    if rng.random() < 0.3:
        fields["plan"] = "[ke-hoach-2026/I.1]"
    if section == "van-ban":
        fields |= {"so_ky_hieu": rng.choice(["76/NQ-CP", f"{number}/KH-SA"]), "ngay_ban_hanh": fields["date"]}
    body = f"{' '.join(rng.choices(WORDS, k=8))}\n\n[khác]({up}{other.removeprefix('docs/')}) 1.004260"
    world.files[f"docs/{folder}/moi-{number}.md"] = text(f"Mục mới {number}", body, **fields)


def change_body(world: World, rng: random.Random) -> None:
    def change(old: str) -> str:
        return f"{old}\n{' '.join(rng.choices(WORDS, k=5))}, Kế hoạch số 12/KH-SA ngày 05/01/2026.\n"

    world.edit(rng.choice(world.texts()), change)


def change_title(world: World, rng: random.Random) -> None:
    path = rng.choice([*world.texts(), "docs/gioi-thieu.md", "docs/lien-he.md"])
    if path in world.files:
        world.edit(path, lambda old: old.replace("title: ", f"title: {rng.choice(WORDS)} ", 1))


def move(world: World, rng: random.Random) -> None:
    path = rng.choice(world.texts())
    new = f"{path.removesuffix('.md').removesuffix('/index')}-{rng.randrange(100)}.md"
    world.files[new] = world.files.pop(path)


def delete(world: World, rng: random.Random) -> None:
    path = rng.choice([*world.texts(), "docs/lien-he.md", "docs/tin-tuc/index.md", "docs/chu-de/mot-cua.md"])
    world.files.pop(path, None)


def set_field(world: World, rng: random.Random) -> None:
    line = rng.choice(
        [
            *(f"tags: [{topic}]" for topic in TOPICS),
            "kind: bai",
            "series: chuyen-de-mot",
            "unit: van-phong",
            "draft: true",
            "pinned: true",
            "expires: 2026-11-21",
            "withdrawn: {date: 2026-11-20, reason: Trùng, counted: true}",
            "date: 2026-11-21 10:15",
            "plan: [ke-hoach-2026/I.2]",
            "aliases: [tin-tuc/2024/01/dia-chi-cu/]",
            "updated: 2026-11-19",
            "description: Một câu tóm tắt khác",
        ]
    )
    name = line.partition(":")[0]
    path = rng.choice(world.texts("tin-tuc") if name == "kind" else world.texts())

    def change(old: str) -> str:
        kept = "\n".join(one for one in old.split("\n") if not one.startswith(f"{name}:"))
        return kept.replace("---\n", f"---\n{line}\n", 1)

    world.edit(path, change)


def vocabulary(world: World, rng: random.Random) -> None:
    number = rng.randrange(1000)
    which = rng.randrange(3)
    if which == 0:
        world.files["docs/_data/agency.yml"] = AGENCY.format(name=f"Sở A{number}").encode()
    elif which == 1:
        world.files["docs/_data/plans/ke-hoach-2026.yml"] = PLAN.format(first=f"Việc {number}").encode()
    else:
        kept = world.files.get("docs/_data/topics.yml") or (ROOT / "docs/_data/topics.yml").read_bytes()
        label = f"label: Nhãn {number} "
        world.files["docs/_data/topics.yml"] = kept.decode().replace("label: ", label, 1 + number % 9).encode()


def template(world: World, rng: random.Random) -> None:
    world.own_look()
    path = rng.choice(["overrides/cchc/item.html", "overrides/cchc/list.html", "overrides/partials/footer.html"])
    world.edit(path, lambda old: f"{old}<!-- {rng.randrange(1000)} -->\n")


def configuration(world: World, rng: random.Random) -> None:
    world.own_look()
    change = rng.choice(
        [
            (
                "  - cchc\n\nmarkdown_extensions:\n  - cchc",
                "  - cchc\n\nmarkdown_extensions:\n  - cchc\n  - pymdownx.tilde",
            ),
            ("  - cchc\n\n", "  - cchc:\n      feed_limit: 5\n\n"),
            ("  - cchc\n\n", "  - cchc:\n      share_cards: false\n\n"),
            ("https://skhcn.example.gov.vn/", "https://khac.example.gov.vn/"),
        ]
    )
    world.edit("mkdocs.yml", lambda old: old.replace(*change) if change[0] in old else old.replace(*change[::-1]))


def files_beside(world: World, rng: random.Random) -> None:
    """Add, replace (with as many bytes) or delete pictures and attachments; take robots.txt into one's own hands."""
    which = rng.randrange(4)
    assets = sorted(path for path in world.files if path.startswith("docs/tin-tuc/") and not path.endswith(".md"))
    if which == 0 or not assets:
        world.files[f"docs/tin-tuc/2026/11/tin-6/them-{rng.randrange(9)}.pdf"] = rng.randbytes(100)
    elif which == 1:
        path = rng.choice(assets)
        world.files[path] = rng.randbytes(len(world.files[path]))
    elif which == 2:
        del world.files[rng.choice(assets)]
    elif world.files.pop("docs/robots.txt", None) is None:
        world.files["docs/robots.txt"] = b"User-agent: *\nDisallow: /\n"


def picture(world: World, rng: random.Random) -> None:
    """Put another picture in the place of one: its page, cards and smaller pictures follow."""
    size = rng.choice([(640, 340), (900, 700), (300, 200)])
    world.files["docs/tin-tuc/2026/11/tin-6/anh.png"] = drawn(*size, rng.choice(["red", "blue", "lime"]))


def broken_file(world: World, rng: random.Random) -> None:
    world.edit(rng.choice(world.texts()), lambda old: old.replace("date: ", "date: 31/02/", 1))


def time_passes(world: World, rng: random.Random) -> None:
    world.now = rng.choice(MOMENTS)


def damage_cache(world: World, rng: random.Random) -> None:
    cache = world.root / FOLDER
    which = rng.randrange(4)
    for file in (path for path in (*cache.glob("*.db"), *cache.glob("media/*/*")) if path.stat().st_size):
        data = bytearray(file.read_bytes())
        if which == 0:
            file.write_bytes(data[: rng.randrange(len(data))])
        elif which == 1:
            for _ in range(40):
                data[rng.randrange(len(data))] = rng.randrange(256)
            file.write_bytes(data)
        elif which == 2:
            at = rng.randrange(len(data))
            data[at : at + 3000] = rng.randbytes(min(3000, len(data) - at))
            file.write_bytes(data)
    if which == 3:
        shutil.rmtree(cache, ignore_errors=True)


def damage_site(world: World, rng: random.Random) -> None:
    files = sorted(path for path in world.site.rglob("*") if path.is_file())
    victim = rng.choice(files)
    which = rng.randrange(7)
    if which == 0:
        victim.unlink()
    elif which == 1:
        victim.write_bytes(rng.randbytes(victim.stat().st_size))
    elif which == 2:
        (victim.parent / "la.html").write_text("lạ", encoding="utf-8")
    elif which == 3:
        (victim.parent / "la/sau").mkdir(parents=True)
        (victim.parent / "la/tep.html").write_text("lạ", encoding="utf-8")
    elif which == 4:
        (victim.parent / "rong/sau").mkdir(parents=True)
    elif which == 5:
        shutil.rmtree(world.site / "tin-tuc")
        (world.site / "tin-tuc").write_text("lạ", encoding="utf-8")
    else:
        victim.unlink()
        (victim / "sau").mkdir(parents=True)
        (victim / "sau/tep").write_text("lạ", encoding="utf-8")


EDITS: dict[str, Callable[[World, random.Random], None]] = {
    one.__name__: one
    for one in (
        *(add, change_body, change_title, move, delete, set_field, vocabulary, template, configuration),
        *(files_beside, picture, broken_file, time_passes, damage_cache, damage_site),
    )
}


class Builder:
    """Runs builds in this process; clean ones know nothing of earlier ones, whose compiled templates they may use."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder, self._monkeypatch = folder, monkeypatch

    def __call__(self, world: World) -> int:
        return build_command.run_build(world.root, world.now, None, "mkdocs", False, verifying=False)

    def clean(self, world: World, target: Path) -> int:
        nothing = Store(None)
        nothing.path = self._folder / "templates.db"
        shutil.rmtree(target, ignore_errors=True)
        with self._monkeypatch.context() as patch:
            patch.setattr(build_command, "store_of_folder", lambda _: nothing)
            return build_command.run_build(world.root, world.now, target, "mkdocs", False, verifying=False)


def tree(folder: Path) -> dict[str, bytes | None]:
    """Return everything below a folder: bytes of files by path; `None` for folders."""
    return {
        path.relative_to(folder).as_posix(): None if path.is_dir() else path.read_bytes() for path in folder.rglob("*")
    }


def different(one: Path, other: Path) -> list[str]:
    here, there = tree(one), tree(other)
    return sorted(path for path in here.keys() | there.keys() if here.get(path, b"-") != there.get(path, b"-"))


@pytest.fixture
def builder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Builder:
    return Builder(tmp_path_factory.mktemp("builder"), monkeypatch)


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path / "trang")
    made.save()
    return made


def run_history(builder: Builder, world: World, history: list[tuple[str, int]]) -> None:
    clean = world.root.parent / "clean"
    assert builder(world) == 0
    for name, seed in history:
        before = dict(world.files)
        EDITS[name](world, random.Random(seed))
        world.save()
        site = tree(world.site)
        code = builder(world)
        assert builder.clean(world, clean) == code
        if code:
            # Damage to the site itself is left, too: the old site is not touched.
            assert tree(world.site) == site, (name, seed)
            world.files = before
            world.save()
            assert builder(world) == 0
            assert builder.clean(world, clean) == 0
        assert different(world.site, clean) == [], (name, seed)
        assert sorted(path.name for path in world.root.glob(".site-*")) == []


steps = st.lists(st.tuples(st.sampled_from(sorted(EDITS)), st.integers(0, 2**32)), min_size=4, max_size=5)


@settings(
    max_examples=5,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a history takes too long to be made smaller
    suppress_health_check=list(HealthCheck),
)
@given(history=steps, few=st.sampled_from([2, 10**6]))
def test_any_edits(
    builder: Builder, tmp_path_factory: pytest.TempPathFactory, history: list[tuple[str, int]], few: int
) -> None:
    folder = tmp_path_factory.mktemp("history")
    made = World(folder / "trang")
    made.save()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(processes, "_FEW_FORKED", few)
        run_history(builder, made, history)
    shutil.rmtree(folder)


def test_every_kind_of_edit_once(builder: Builder, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each in one process or in many, by turns."""
    assert builder(world) == 0
    for number, name in enumerate(sorted(EDITS)):
        monkeypatch.setattr(processes, "_FEW_FORKED", (2, 10**6)[number % 2])
        run_history(builder, world, [(name, number)])


def test_an_unchanged_folder_is_not_built(builder: Builder, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert builder(world) == 0
    before = {path: path.stat().st_mtime_ns for path in world.site.rglob("*")}

    def no_engine(*_: Any) -> None:
        raise AssertionError

    monkeypatch.setattr(build_command, "Engine", no_engine)
    assert builder(world) == 0
    assert {path: path.stat().st_mtime_ns for path in world.site.rglob("*")} == before


@dataclass
class Rendered:
    """The addresses of the pages that have been rendered."""

    addresses: list[str] = field(default_factory=list)


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> Rendered:
    counted, html = Rendered(), PageTemplates.html

    def counting(self: PageTemplates, page: Any) -> str:
        counted.addresses.append(page.address)
        return html(self, page)

    monkeypatch.setattr(PageTemplates, "html", counting)
    monkeypatch.setattr(processes, "_FEW_FORKED", 10**6)
    return counted


def written(world: World, builder: Builder) -> set[str]:
    """Build; return the files of the site that are not those of before."""
    before = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in world.site.rglob("*") if path.is_file()}
    assert builder(world) == 0
    return {
        path.relative_to(world.site).as_posix()
        for path in world.site.rglob("*")
        if path.is_file() and before.get(path) != (path.stat().st_mtime_ns, path.stat().st_ino)
    }


def test_an_edit_makes_few_pages_anew(builder: Builder, world: World, rendered: Rendered) -> None:
    assert builder(world) == 0
    whole = len(rendered.addresses)
    assert whole > 60
    page = "docs/tin-tuc/2026/11/tin-2.md"

    rendered.addresses.clear()
    world.edit(page, lambda old: f"{old}\nThêm một câu.\n")
    world.save()
    files = written(world, builder)
    assert "tin-tuc/2026/11/tin-2/index.html" in files
    # The item's own page and those that show its card.
    assert len(rendered.addresses) < whole / 5, rendered.addresses
    assert len(files) < 40, files
    assert "sitemap.xml" not in files

    rendered.addresses.clear()
    world.edit(page, lambda old: old.replace("title: ", "title: Khác, ", 1))
    world.save()
    assert builder(world) == 0
    assert "tin-tuc/" in rendered.addresses
    assert len(rendered.addresses) < whole / 2, rendered.addresses


def test_only_what_was_moved_by_hand_is_mended(builder: Builder, world: World, rendered: Rendered) -> None:
    assert builder(world) == 0
    rendered.addresses.clear()
    (world.site / "tin-tuc/index.html").write_text("khác", encoding="utf-8")
    assert written(world, builder) == {"tin-tuc/index.html"}
    assert rendered.addresses == ["tin-tuc/"]


def test_a_build_elsewhere_does_not_disturb(builder: Builder, world: World) -> None:
    assert builder(world) == 0
    elsewhere = world.root.parent / "elsewhere"
    world.edit("docs/tin-tuc/2026/11/tin-1.md", lambda old: f"{old}\nThêm.\n")
    world.save()
    assert build_command.run_build(world.root, world.now, elsewhere, "mkdocs", False) == 0
    assert builder(world) == 0
    assert different(world.site, elsewhere) == []


def test_a_dialect_of_their_own_renders_the_texts_anew(builder: Builder, world: World) -> None:
    world.own_look()
    world.edit("docs/tin-tuc/2026/11/tin-1.md", lambda old: f"{old}\n~~bỏ~~\n")
    world.save()
    assert builder(world) == 0
    world.edit(
        "mkdocs.yml", lambda old: old.replace("extensions:\n  - cchc", "extensions:\n  - cchc\n  - pymdownx.tilde")
    )
    world.save()
    assert builder(world) == 0
    assert "<del>bỏ</del>" in (world.site / "tin-tuc/2026/11/tin-1/index.html").read_text(encoding="utf-8")
    assert builder.clean(world, world.root.parent / "clean") == 0
    assert different(world.site, world.root.parent / "clean") == []


def test_what_changes_during_a_build_is_seen_by_the_next(
    builder: Builder, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An attachment that is replaced after it was copied, a template after it was read."""
    world.own_look()
    world.save()
    build = build_command.Engine.build
    picture, footer = "docs/tin-tuc/2026/11/tin-6/anh.png", "overrides/partials/footer.html"

    def slow(self: Any, *arguments: Any) -> Any:
        made = build(self, *arguments)
        world.files[picture] = bytes(reversed(world.files[picture]))
        world.edit(footer, lambda old: f"{old}<!-- sau -->")
        world.save()
        return made

    with monkeypatch.context() as patch:
        patch.setattr(build_command.Engine, "build", slow)
        assert builder(world) == 0
    assert builder(world) == 0
    assert builder.clean(world, world.root.parent / "clean") == 0
    assert different(world.site, world.root.parent / "clean") == []


def test_what_every_page_shows_and_files_of_the_department(builder: Builder, world: World) -> None:
    """The footer names the plain pages; a robots.txt of the department's own comes and goes. So do English pages and
    what they translate, the portal's header, a page in place of a built-in one.
    """

    def english(translated: str) -> bytes:
        return text("English", "Words.", lang="en", translates=translated)

    more = {
        "docs/en/index.md": english("index.md"),
        "docs/en/about.md": english("gioi-thieu.md"),
        "docs/_data/dau-trang.html": b"<p>Portal</p>",
        "docs/quyen-rieng-tu.md": text("Riêng tư", "Của Sở."),
    }
    world.files["docs/robots.txt"] = b"User-agent: *\nDisallow: /\n"
    steps: list[Callable[[], object]] = [
        world.save,
        lambda: world.edit("docs/lien-he.md", lambda old: old.replace("Liên hệ", "Gọi cho chúng tôi", 1)),
        lambda: world.files.pop("docs/robots.txt"),
        lambda: world.files.update({"docs/robots.txt": b"User-agent: a\n"}),
        lambda: world.files.update(more),
        lambda: world.files.update({"docs/en/about.md": english("lien-he.md")}),
        lambda: [world.files.pop(path) for path in ("docs/lien-he.md", "docs/en/index.md", "docs/quyen-rieng-tu.md")],
    ]
    for step in steps:
        step()
        world.save()
        assert builder(world) == 0
        assert builder.clean(world, world.root.parent / "clean") == 0
        assert different(world.site, world.root.parent / "clean") == []
