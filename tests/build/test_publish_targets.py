"""Publishing to real places, cut at chance moments: a reader who follows links never meets a dead one, nor a page that
is of no version; the next run completes.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from tests.build import publish_servers as servers
from tests.build.publish_sites import Cut, CutPlace, Fetch, Scissors, Site, crawl, kept, made_site

from cchc.publish import surroundings
from cchc.publish.connect import open_target
from cchc.publish.errors import ChangedMeanwhileError, LockedError, PublishError, TroubleError
from cchc.publish.history import History
from cchc.publish.manifest import MANIFEST, OWN_PREFIX, Manifest
from cchc.publish.run import carry_out, compare
from cchc.publish.surroundings import Surroundings
from cchc.publish.targets.git import _error as git_error
from cchc.publish.targets.place import LOCK
from cchc.publish.transports.s3 import Bucket, S3Place
from cchc.publish.transports.sftp import SftpPlace
from cchc.taxonomy.targets import PublishTarget

NOW = datetime.fromisoformat("2026-11-21T09:00:00+07:00")


@dataclass
class Place:
    """A target, its settings, how a reader gets a file, and the files that are served."""

    settings: PublishTarget
    fetch: Fetch
    served: Callable[[], Site]
    work: Path
    password: str = servers.PASSWORD
    owner: str = "one"
    environment: dict[str, str] = field(default_factory=lambda: dict(os.environ))
    heard: list[str] = field(default_factory=list)
    scissors: Scissors = field(default_factory=Scissors)

    @property
    def history(self) -> History:
        return History(self.work / "kept")

    def around(self, take_over: bool = False) -> Surroundings:
        return Surroundings(
            self.work,
            self.work,
            self.owner,
            self.password,
            self.environment,
            take_over,
            lambda seconds: None,
            self.heard.append,
        )

    def publish(self, fresh: Manifest, take_over: bool = False) -> int:
        with closing(open_target(self.settings, self.around(take_over))) as target:
            return carry_out(compare(target, fresh), target, self.history, lambda done, total: None, NOW)

    def keep(self, site: Site, name: str) -> Manifest:
        return kept(site, self.work / "sites" / name, self.history)


def on_disk(root: Path) -> Fetch:
    def fetch(path: str) -> bytes | None:
        place = root / path
        return place.read_bytes() if place.is_file() else None

    return fetch


def files_in(root: Path) -> Callable[[], Site]:
    return lambda: {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def place_on_disk(kind: str, root: Path, work: Path, **settings: Any) -> Place:
    return Place(PublishTarget(id="dich", type=kind, **settings), on_disk(root), files_in(root), work)


@contextmanager
def folder(tmp_path: Path, **settings: Any) -> Iterator[Place]:
    root = tmp_path / "web/trang"
    yield place_on_disk("folder", root, tmp_path, path=str(root), **settings)


@contextmanager
def folder_in_place(tmp_path: Path) -> Iterator[Place]:
    with folder(tmp_path, switch="files") as place:
        yield place


@contextmanager
def sftp(tmp_path: Path, switch: str = "files") -> Iterator[Place]:
    root = tmp_path / "web"
    root.mkdir()
    with servers.sftp_server(root) as (port, known):
        settings = {"address": servers.HOST, "port": port, "user": servers.USER, "known_hosts": str(known)}
        yield place_on_disk("sftp", root / "trang", tmp_path, path="/trang", switch=switch, **settings)


@contextmanager
def sftp_switched(tmp_path: Path) -> Iterator[Place]:
    with sftp(tmp_path, "auto") as place:
        yield place


@contextmanager
def ftp(tmp_path: Path) -> Iterator[Place]:
    root = tmp_path / "web"
    root.mkdir()
    with servers.ftp_server(root) as port:
        settings = {"address": servers.HOST, "port": port, "user": servers.USER, "security": "none"}
        yield place_on_disk("ftp", root / "trang", tmp_path, path="/trang", **settings)


@contextmanager
def ftps(tmp_path: Path) -> Iterator[Place]:
    root = tmp_path / "web"
    root.mkdir()
    with servers.ftps_server(root) as (port, ca):
        settings = {"address": "localhost", "port": port, "user": servers.USER, "ca_file": str(ca)}
        yield place_on_disk("ftp", root / "trang", tmp_path, path="/trang", **settings)


@contextmanager
def s3(tmp_path: Path) -> Iterator[Place]:
    import boto3

    with servers.s3_server() as address:
        account = {"aws_access_key_id": servers.USER, "aws_secret_access_key": servers.PASSWORD}
        client = boto3.client("s3", endpoint_url=address, region_name="us-east-1", **account)
        client.create_bucket(Bucket="trang")

        def served() -> Site:
            listed = client.list_objects_v2(Bucket="trang").get("Contents", [])
            keys = [one["Key"] for one in listed]
            return {
                key.removeprefix("cchc/"): client.get_object(Bucket="trang", Key=key)["Body"].read() for key in keys
            }

        # One listing for each crawl: a request for each page of each crawl would take the time of the test.
        settings = PublishTarget(
            id="dich", type="s3", address=address, bucket="trang", path="cchc/", user=servers.USER, max_removed=100
        )
        yield Place(settings, lambda path: None, served, tmp_path)


@contextmanager
def rsync(tmp_path: Path) -> Iterator[Place]:
    if shutil.which("rsync") is None:
        pytest.skip("máy này chưa cài rsync")
    root = tmp_path / "web"
    root.mkdir()
    with servers.rsync_daemon(root) as port:
        settings = {"address": f"rsync://{servers.HOST}/trang", "port": port, "user": servers.USER}
        yield place_on_disk("rsync", root, tmp_path, **settings)


@contextmanager
def git(tmp_path: Path) -> Iterator[Place]:
    if shutil.which("git") is None:
        pytest.skip("máy này chưa cài git")
    bare = tmp_path / "kho.git"
    subprocess.run(["git", "init", "-q", "--bare", str(bare)], check=True)

    def served() -> Site:
        archive = subprocess.run(["git", f"--git-dir={bare}", "archive", "--format=zip", "trang"], capture_output=True)
        packed = tmp_path / "git.zip"
        packed.write_bytes(archive.stdout)
        if archive.returncode:
            return {}
        with zipfile.ZipFile(packed) as files:
            return {name: files.read(name) for name in files.namelist() if name[-1] != "/" and name != ".nojekyll"}

    settings = PublishTarget(id="dich", type="git", address=str(bare), branch="trang")
    yield Place(settings, lambda path: None, served, tmp_path)


@pytest.fixture(autouse=True)
def cut_places(monkeypatch: pytest.MonkeyPatch) -> list[Place]:
    """Put scissors between each place for files and what is done to it."""
    under_test: list[Place] = []
    rng = random.Random(7)
    retrying = Surroundings.retrying

    def cut_retrying(self: Surroundings, place: Any) -> Any:
        whole = retrying(self, place)
        return CutPlace(whole, under_test[0].scissors, rng) if under_test else whole

    monkeypatch.setattr(surroundings.Surroundings, "retrying", cut_retrying)
    return under_test


def reader(place: Place) -> Fetch:
    """Return how a reader gets files now."""
    if place.settings.type in ("s3", "git"):
        return place.served().get
    return place.fetch


def assert_serves_exactly(place: Place, site: Site) -> None:
    """The site, the manifest, and nothing else of the kit's."""
    served = place.served()
    own = {path for path in served if path.startswith(OWN_PREFIX)}
    assert own == {MANIFEST}
    assert {path: data for path, data in served.items() if path not in own} == site


PLACES: list[tuple[Callable[[Path], Any], int]] = [
    (folder, 14),
    (folder_in_place, 40),
    (sftp, 14),
    (sftp_switched, 8),
    (ftp, 14),
    (ftps, 4),
    (s3, 5),
]


@pytest.mark.parametrize(("kind", "cuts"), PLACES, ids=[kind.__name__ for kind, _ in PLACES])
def test_cut_at_any_step(kind: Callable[[Path], Any], cuts: int, tmp_path: Path, cut_places: list[Place]) -> None:
    rng = random.Random(f"{kind.__name__}")
    with ExitStack() as stack:
        place: Place = stack.enter_context(kind(tmp_path))
        cut_places.append(place)
        switched = kind in (folder, sftp_switched)
        versions: list[Site] = [{}]
        done, number, usual = 0, 0, 70
        while done < cuts:
            number += 1
            site = made_site(rng)
            fresh = place.keep(site, str(number))
            versions.append(site)
            place.scissors = Scissors(rng.randrange(usual))
            try:
                place.publish(fresh)
            except Cut:
                done += 1
                if switched:
                    crawl_one(reader(place), versions)
                else:
                    crawl(reader(place), versions)
                if rng.random() < 0.4:
                    # Another version is built before the next run.
                    continue
                place.scissors = Scissors()
                place.publish(fresh)
            usual = place.scissors.done + 8
            assert_serves_exactly(place, site)
            assert crawl(reader(place), [site]) > 10
            versions = [site]


def crawl_one(fetch: Fetch, versions: list[Site]) -> None:
    """Where the whole site is switched at once, all pages are of one version."""
    failures = []
    for version in versions:
        try:
            crawl(fetch, [version])
        except AssertionError as error:
            failures.append(error)
        else:
            return
    raise failures[0]


def test_a_reader_between_any_two_steps(tmp_path: Path, cut_places: list[Place]) -> None:
    rng = random.Random(5)
    with folder_in_place(tmp_path) as place:
        cut_places.append(place)
        old = made_site(rng)
        place.publish(place.keep(old, "old"))
        for number in range(3):
            new = made_site(rng)
            versions = [old, new]
            place.scissors = Scissors(after=lambda versions=versions: crawl(place.fetch, versions) and None)
            place.publish(place.keep(new, str(number)))
            assert place.scissors.done > 40
            old = new


def by_steps(place: Place, program: str, left: int, folder: Path) -> None:
    """Let `program` run so many times, and be killed a moment after it is started the next time."""
    folder.mkdir(exist_ok=True)
    count = folder / "count"
    count.write_text(str(left))
    real = shutil.which(program)
    script = folder / program
    script.write_text(
        f"#!/bin/sh\nleft=$(cat {count}); echo $((left - 1)) > {count}\n"
        f'if [ "$left" -gt 0 ]; then exec {real} "$@"; fi\n'
        f'{real} "$@" & sleep 0.00$(($$ % 10)); kill -9 $! $PPID\n'
    )
    script.chmod(0o755)
    place.environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}


@pytest.mark.parametrize(("kind", "program", "cuts", "most"), [(rsync, "rsync", 6, 14), (git, "git", 6, 9)])
def test_a_program_killed_at_any_step(
    kind: Callable[[Path], Any], program: str, cuts: int, most: int, tmp_path: Path
) -> None:
    """The program, and the process that started it, are killed: nothing of them can tidy up."""
    rng = random.Random(program)
    with kind(tmp_path) as place:
        versions: list[Site] = [{}]
        done = 0
        while done < cuts:
            site = made_site(rng)
            fresh = place.keep(site, str(done))
            versions.append(site)
            by_steps(place, program, rng.randrange(most), tmp_path / "bin")
            process = os.fork()
            if process == 0:
                try:
                    place.publish(fresh)
                    os._exit(0)
                finally:
                    os._exit(1)
            killed = os.waitpid(process, 0)[1] != 0
            done += killed
            crawl(reader(place), versions)
            if killed and rng.random() < 0.4:
                continue
            place.environment = dict(os.environ)
            try:
                place.publish(fresh)
            except ChangedMeanwhileError:  # what the killed run had started came to its end just now
                place.publish(fresh)
            assert_serves_exactly(place, site)
            versions = [site]


@pytest.mark.parametrize("kind", [folder, folder_in_place, sftp, ftp, s3, rsync], ids=lambda kind: kind.__name__)
def test_one_run_at_a_time(kind: Callable[[Path], Any], tmp_path: Path, cut_places: list[Place]) -> None:
    """What a run of this folder left locked is open to its next run, and to others only when they say so."""
    rng = random.Random(3)
    with kind(tmp_path) as place:
        cut_places.append(place)
        site = made_site(rng)
        fresh = place.keep(site, "a")
        if kind is rsync:
            (tmp_path / f"web/{LOCK}").write_text('{"owner": "one", "since": "2026-11-21T08:00+07:00"}')
        else:
            place.scissors = Scissors(6)
            with pytest.raises(Cut):
                place.publish(fresh)
            place.scissors = Scissors()
        place.owner = "two"
        with pytest.raises(LockedError, match="đang chạy từ 2026-11-21"):
            place.publish(fresh)
        assert "index.html" not in place.served()
        place.publish(fresh, take_over=True)
        assert_serves_exactly(place, site)


def lock_new(repository: Path) -> None:
    (repository / "refs/heads/new.lock").touch()


def lock_old(repository: Path) -> None:
    (repository / "refs/heads/old.lock").touch()


def lock_shallow(repository: Path) -> None:
    (repository / "shallow.lock").touch()


def cut_settings(repository: Path) -> None:
    (repository / "config").write_bytes((repository / "config").read_bytes()[:5])


def spoil_head(repository: Path) -> None:
    (repository / "HEAD").write_bytes(b"")


def spoil_objects(repository: Path) -> None:
    for path in (repository / "objects").rglob("*"):
        if path.is_file():
            path.chmod(0o600)
            path.write_bytes(path.read_bytes()[:40] + b"?")


def spoil_manifest(repository: Path) -> None:
    """The manifest alone can't be read: it is there all the same."""
    told = subprocess.run(
        ["git", f"--git-dir={repository}", "rev-parse", f"refs/heads/old:{MANIFEST}"], capture_output=True, check=True
    )
    empty(repository, told.stdout)


def empty(repository: Path, told: bytes) -> None:
    """Leave nothing of the object whose name git told."""
    name = told.decode().strip()
    path = repository / "objects" / name[:2] / name[2:]
    path.chmod(0o600)
    path.write_bytes(b"")


HARMS = [lock_new, lock_old, lock_shallow, cut_settings, spoil_head, spoil_objects, spoil_manifest]


@pytest.mark.parametrize("harm", HARMS)
def test_a_repository_that_a_cut_run_left_locked_or_damaged(harm: Callable[[Path], None], tmp_path: Path) -> None:
    """What is kept on this machine stops nobody from publishing: neither lock nor damage needs a person."""
    rng = random.Random(5)
    with git(tmp_path) as place:
        first = place.keep(made_site(rng), "a")
        place.publish(first)
        with closing(open_target(place.settings, place.around())) as target:
            target.served()  # its objects are here now
        (repository,) = (tmp_path / "git").iterdir()
        harm(repository)
        with closing(open_target(place.settings, place.around())) as target:
            served = target.served()
            assert (served.manifest, served.other_site) == (first, False)
        harm(repository)
        site = made_site(rng)
        place.publish(place.keep(site, "b"))
        assert_serves_exactly(place, site)


def test_an_object_that_was_never_pushed_and_is_damaged(tmp_path: Path) -> None:
    rng = random.Random(8)
    with git(tmp_path) as place:
        place.publish(place.keep(made_site(rng), "a"))
        (repository,) = (tmp_path / "git").iterdir()
        # So few that git keeps each in a file of its own, and never writes one that is there again.
        site = {"index.html": "Trang chủ mới".encode(), "tin/index.html": "Tin mới".encode()}
        for data in site.values():
            made = subprocess.run(
                ["git", f"--git-dir={repository}", "hash-object", "-w", "--stdin"],
                input=data,
                capture_output=True,
                check=True,
            )
            empty(repository, made.stdout)
        place.publish(place.keep(site, "b"))
        assert_serves_exactly(place, site)


def test_what_others_push_during_a_run_is_not_overwritten(tmp_path: Path) -> None:
    """Neither between the look and the push, nor where the push is tried again."""
    rng = random.Random(9)
    with git(tmp_path) as place:
        place.publish(place.keep(made_site(rng), "a"))
        fresh = place.keep(made_site(rng), "b")
        with closing(open_target(place.settings, place.around())) as target:
            run = compare(target, fresh)
            theirs = made_site(rng)
            place.publish(place.keep(theirs, "theirs"))
            with pytest.raises(ChangedMeanwhileError):
                carry_out(run, target, place.history, lambda done, total: None, NOW)
        assert_serves_exactly(place, theirs)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("fatal: unable to access 'https://x/': Failed to connect to x port 443: Couldn't connect", TroubleError),
        ("error: RPC failed; HTTP 503 curl 22 The requested URL returned error: 503", TroubleError),
        ("fatal: unable to access 'https://x/': SSL certificate problem: unable to get issuer", PublishError),
        ("remote: Repository not found.\nfatal: Could not read from remote repository.", PublishError),
        (" ! [remote rejected] new -> trang (pre-receive hook declined)", PublishError),
    ],
)
def test_trouble_far_away_is_no_damage_here(said: str, kind: type[PublishError]) -> None:
    assert type(git_error(said, "kho.git", True)) is kind


def test_what_a_server_refuses_is_told_in_its_words(tmp_path: Path) -> None:
    with git(tmp_path) as place:
        hook = tmp_path / "kho.git/hooks/pre-receive"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text("#!/bin/sh\necho nhánh này đã khóa >&2\nexit 1\n")
        hook.chmod(0o755)
        with pytest.raises(PublishError, match="nhánh này đã khóa") as caught:
            place.publish(place.keep(made_site(random.Random(6)), "a"))
        assert not isinstance(caught.value, ChangedMeanwhileError)


@pytest.mark.parametrize(
    "said",
    [
        " ! [rejected] new -> trang (stale info)",
        " ! [remote rejected] new -> trang (failed to update ref)\nremote: error: cannot lock ref 'refs/heads/trang'",
    ],
)
def test_a_branch_that_changed_meanwhile_is_told_as_such(said: str) -> None:
    error = git_error(said, "kho.git", True)
    assert isinstance(error, ChangedMeanwhileError)
    assert str(error) == "Nhánh vừa được người khác thay đổi. Chạy lại lệnh cchc publish."


def test_an_ftp_server_that_never_overwrites(tmp_path: Path) -> None:
    root = tmp_path / "web"
    root.mkdir()
    rng = random.Random(4)
    with servers.ftp_server(root, overwrites=False) as port:
        settings = {"address": servers.HOST, "port": port, "user": servers.USER, "security": "none"}
        place = place_on_disk("ftp", root / "trang", tmp_path, path="/trang", **settings)
        for number in range(2):
            site = made_site(rng)
            place.publish(place.keep(site, str(number)))
            assert_serves_exactly(place, site)


@pytest.mark.parametrize("kind", [folder, folder_in_place, sftp_switched], ids=lambda kind: kind.__name__)
def test_what_is_announced_is_sent(kind: Callable[[Path], Any], tmp_path: Path) -> None:
    """Where two folders take turns, the files that change are those of the version before the last."""
    rng = random.Random(5)
    with kind(tmp_path) as place:
        for number in range(4):
            fresh = place.keep(made_site(rng), str(number))
            with closing(open_target(place.settings, place.around())) as target:
                announced = compare(target, fresh).to_send
            sent = place.publish(fresh)
            assert announced.bytes == sent, number


def test_only_what_changed_is_sent(tmp_path: Path) -> None:
    site = made_site(random.Random(1))
    with sftp(tmp_path) as place:
        assert place.publish(place.keep(site, "a")) == sum(map(len, site.values()))
        site["tin/index.html"] += b"<p>them</p>"
        assert place.publish(place.keep(site, "b")) == len(site["tin/index.html"])


@pytest.mark.parametrize("kind", [folder_in_place, sftp, ftp, rsync], ids=lambda kind: kind.__name__)
def test_a_folder_where_a_file_was_and_the_other_way(kind: Callable[[Path], Any], tmp_path: Path) -> None:
    home = b'<a href="a">a</a>'
    first: Site = {"index.html": home, "a": b"1", "b/c": b"2"}
    second: Site = {"index.html": home + b" ", "a/d": b"3", "b": b"4"}
    with kind(tmp_path) as place:
        place.publish(place.keep(first, "1"))
        place.publish(place.keep(second, "2"))
        assert_serves_exactly(place, second)


def test_an_unknown_server_is_refused_with_its_key(tmp_path: Path) -> None:
    with sftp(tmp_path) as place:
        place.settings = place.settings.model_copy(update={"known_hosts": ""})
        with pytest.raises(
            PublishError, match=r"SHA256:\S+\. .*ssh-keyscan -p \d+ 127\.0\.0\.1 >> ~/\.ssh/known_hosts"
        ):
            place.publish(place.keep({"index.html": b""}, "a"))


@pytest.mark.parametrize("kind", [sftp, ftp, ftps, rsync], ids=lambda kind: kind.__name__)
def test_a_wrong_password_is_told_and_never_shown(kind: Callable[[Path], Any], tmp_path: Path) -> None:
    with kind(tmp_path) as place:
        place.password = "sai-mat-khau"
        with pytest.raises(PublishError) as caught:
            place.publish(place.keep({"index.html": b""}, "a"))
        assert "sai-mat-khau" not in f"{caught.value} {place.heard} {place.around()}"


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    with ftps(tmp_path) as place:
        place.settings = place.settings.model_copy(update={"ca_file": ""})
        with pytest.raises(PublishError, match="ca_file"):
            place.publish(place.keep({"index.html": b""}, "a"))


def test_a_network_in_trouble_is_tried_again(tmp_path: Path) -> None:
    site = made_site(random.Random(2))
    with sftp(tmp_path) as place:
        fresh = place.keep(site, "a")
        real, calls = SftpPlace.write, [0]

        def write(self: SftpPlace, path: str, content: Any, like: str = "") -> None:
            calls[0] += 1
            if calls[0] % 7 == 0:
                self.close()
            real(self, path, content, like)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(SftpPlace, "write", write)
            place.publish(fresh)
        assert_serves_exactly(place, site)
        assert all("Thử lại sau 1 giây" in words for words in place.heard)
        assert place.heard


def test_types_and_times_to_keep_on_s3(tmp_path: Path) -> None:
    with s3(tmp_path) as place:
        place.publish(place.keep({"index.html": b"", "assets/a.css": b"", "tep.pdf": b"%"}, "a"))
        client = S3Place(Bucket("trang", place.settings.address, "", servers.USER, servers.PASSWORD), "cchc", 60)
        client.connect()
        heads = {path: client._open.head_object(**client._object(path)) for path in ("index.html", "assets/a.css")}
        assert heads["index.html"]["ContentType"] == "text/html; charset=utf-8"
        assert heads["index.html"]["CacheControl"] == "no-cache"
        assert heads["assets/a.css"]["CacheControl"] == "public, max-age=3600"


def test_the_zip_is_the_same_for_the_same_site(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        out = tmp_path / name
        place = place_on_disk("zip", out, tmp_path / f"work-{name}", path=str(out))
        place.publish(place.keep({"index.html": b"<p>1</p>", "cu.html": b"2"}, "a"))
        place.publish(place.keep({"index.html": b"<p>3</p>"}, "b"))
        made.append([(path.name, path.read_bytes()) for path in sorted(out.glob("*.zip"))])
    assert made[0] == made[1]
    assert [name for name, _ in made[0]] == ["dich-2026-11-21-2.zip", "dich-2026-11-21.zip"]
    with zipfile.ZipFile(out / "dich-2026-11-21-2.zip") as files:
        assert files.read("trang/index.html") == b"<p>3</p>"
        assert files.read("TEP-CAN-XOA.txt").decode("utf-8-sig") == "cu.html\r\n"
        assert "xóa 1 tệp ghi trong TEP-CAN-XOA.txt" in files.read("HUONG-DAN.txt").decode("utf-8-sig")


def test_git_keeps_what_is_beside_the_site_and_what_others_have_pushed(tmp_path: Path) -> None:
    with git(tmp_path) as place:
        place.settings = place.settings.model_copy(update={"path": "web"})
        place.publish(place.keep({"index.html": b"1"}, "a"))
        place.publish(place.keep({"index.html": b"2"}, "b"))
        assert set(place.served()) == {"web/index.html", f"web/{MANIFEST}"}
        log = ["git", f"--git-dir={place.settings.address}", "log", "--format=%an %s", "trang"]
        words = subprocess.run(log, capture_output=True, text=True, check=True).stdout.splitlines()
        assert words == ["cchc publish Đăng trang 21/11/2026 09:00"] * 2
