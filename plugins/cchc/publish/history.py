"""What has been published from this folder, kept so that it can be put back: versions of each target and contents.

Everything lies below `.cchc-publish/` of the site's folder, outside docs/: `objects/` contents by digest, `manifests/`
versions by id, `<target>.json` the order of a target's versions, `log.jsonl` what was done.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from cchc.publish.errors import PublishError
from cchc.publish.manifest import Manifest, digest_of, manifest_from

FOLDER = ".cchc-publish"


@dataclass(frozen=True, slots=True)
class History:
    """The folder `.cchc-publish` of a site."""

    folder: Path

    def content(self, digest: str) -> Path:
        """Return the file that keeps a content."""
        return self.folder / "objects" / digest[:2] / digest

    def keep(self, site: Path, manifest: Manifest) -> None:
        """Keep a version and its contents, as they are in `site` now.

        What is sent is what is kept here: a build that runs meanwhile can't mix two versions. Raises PublishError when
        it did already.
        """
        for path, file in manifest.files.items():
            place = self.content(file.digest)
            if not place.exists():
                place.parent.mkdir(parents=True, exist_ok=True)
                half = place.with_name(f"{file.digest}.half")
                try:
                    shutil.copyfile(site / path, half)
                except FileNotFoundError as error:
                    raise PublishError(_CHANGED) from error
                if digest_of(half) != file.digest:
                    half.unlink()
                    raise PublishError(_CHANGED)
                half.replace(place)
        self._write(f"manifests/{manifest.id}.json", manifest.to_bytes())

    def versions(self, target: str) -> list[str]:
        """Return the ids of a target's versions, oldest first."""
        place = self.folder / f"{target}.json"
        try:
            return [str(id_) for id_ in json.loads(place.read_text("utf-8"))] if place.is_file() else []
        except ValueError:
            return []

    def version(self, id_: str) -> Manifest | None:
        """Return a version all of whose contents are kept, else `None`."""
        place = self.folder / f"manifests/{id_}.json"
        manifest = manifest_from(place.read_bytes()) if place.is_file() else None
        whole = manifest is not None and all(self.content(file.digest).is_file() for file in manifest.files.values())
        return manifest if whole else None

    def before(self, target: str, current: str) -> Manifest | None:
        """Return the version that a target served before `current`; `None` when it is not kept."""
        versions = self.versions(target)
        if current not in versions or versions.index(current) == 0:
            return None
        return self.version(versions[versions.index(current) - 1])

    def published(self, target: str, before: str | None, id_: str, most: int) -> None:
        """Note that a target now serves `id_` after `before`; what was put back to get there is forgotten.

        Keeps the last `most` versions of the target.
        """
        versions = self.versions(target)
        if before in versions:
            versions = versions[: versions.index(before) + 1]
        versions = [*(version for version in versions if version != id_), id_]
        self._write(f"{target}.json", json.dumps(versions[-most:], indent=0).encode())
        self._forget_unused()

    def _forget_unused(self) -> None:
        lists = [json.loads(place.read_text("utf-8")) for place in self.folder.glob("*.json")]
        kept = {id_ for versions in lists for id_ in versions}
        digests: set[str] = set()
        for place in (self.folder / "manifests").glob("*.json"):
            if place.stem not in kept:
                place.unlink()
            elif (manifest := manifest_from(place.read_bytes())) is not None:
                digests.update(file.digest for file in manifest.files.values())
        for place in (self.folder / "objects").glob("*/*"):
            if place.name not in digests:
                place.unlink()

    def _write(self, name: str, data: bytes) -> None:
        place = self.folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        half = place.with_name(f"{place.name}.half")
        half.write_bytes(data)
        half.replace(place)


_CHANGED = "Trang vừa được dựng lại trong lúc đang chuẩn bị. Chạy lại lệnh cchc publish."


def history_of(root: Path) -> History:
    """Return the history of a site's folder; it is told to git as something to leave alone."""
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")
    return History(folder)
