"""A bucket of an S3-compatible store, by boto3.

Guarantee: that of `staged`. Each object appears whole or not at all; nothing can switch all of them at once. Names are
given by copying inside the store, so the time during which old and new stand side by side is short.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError

from cchc.publish.errors import PublishError, TroubleError
from cchc.publish.transport import Content

_MISSING = ("404", "NoSuchKey", "NotFound")
_DENIED = ("403", "AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "NoSuchBucket")
_AT_ONCE = 1000
_TAKEN = ("PreconditionFailed", "412", "ConditionalRequestConflict", "409")
# The system's own table differs from machine to machine.
_TYPES = mimetypes.MimeTypes(filenames=())
_OWN_TYPES = {".webmanifest": "application/manifest+json", ".map": "application/json", ".opml": "text/x-opml"}
_OWN_TYPES |= {".js": "text/javascript", ".mjs": "text/javascript", ".xml": "application/xml", ".csv": "text/csv"}
_OWN_TYPES |= {".woff2": "font/woff2", ".woff": "font/woff", ".avif": "image/avif", ".webp": "image/webp"}
_TEXTS = ("text/", "application/json", "application/xml", "application/manifest", "image/svg")
# Asked for anew each time: pages, and data that pages load.
_FRESH = (".html", ".json", ".xml", ".txt", ".csv", ".gz", ".opml")


@dataclass(frozen=True, slots=True)
class Bucket:
    """A bucket and the account for it; without an access key, boto3's own ways to find one. Secrets never show."""

    name: str
    endpoint: str
    region: str
    access_key: str
    secret: str = field(repr=False)
    ca_file: Path | None = None


class S3Place:
    """See `Transport`: the objects of a bucket below a prefix."""

    def __init__(self, bucket: Bucket, prefix: str, unchanged_for: int) -> None:
        self._bucket, self._prefix, self._seconds = bucket, prefix.strip("/"), unchanged_for
        self._open: Any = None

    def connect(self) -> None:
        """Make a client; it connects by itself."""
        bucket = self._bucket
        given = {"aws_access_key_id": bucket.access_key, "aws_secret_access_key": bucket.secret}
        # Newer checksums are unknown to many stores that are otherwise compatible.
        config = Config(
            connect_timeout=30,
            read_timeout=60,
            retries={"max_attempts": 1},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        with self._words(bucket.name):
            self._open = boto3.session.Session().client(
                "s3",
                endpoint_url=bucket.endpoint or None,
                region_name=bucket.region or "us-east-1",
                verify=str(bucket.ca_file) if bucket.ca_file else None,
                config=config,
                **(given if bucket.access_key and bucket.secret else {}),
            )

    def close(self) -> None:
        """Let go of the connections."""
        if self._open is not None:
            self._open.close()

    def read(self, path: str) -> bytes | None:
        """Return an object's bytes."""
        with self._words(path):
            try:
                answer = self._open.get_object(**self._object(path))
                return bytes(answer["Body"].read())
            except ClientError as error:
                if _code(error) in _MISSING:
                    return None
                raise

    def write(self, path: str, content: Content, like: str = "") -> None:
        """Put an object, with the type and the time to keep of the path that it will be served under."""
        with self._words(path):
            data = content if isinstance(content, bytes) else content.read_bytes()
            self._open.put_object(**self._object(path), Body=data, **self._headers(like or path))

    def create(self, path: str, data: bytes) -> bool:
        """Put an object unless it is there."""
        with self._words(path):
            if self.exists(path):
                return False
            try:
                self._open.put_object(**self._object(path), Body=data, IfNoneMatch="*")
            except ClientError as error:
                if _code(error) in _TAKEN:
                    return False
                raise
            return True

    def move(self, source: str, target: str) -> None:
        """Copy inside the store; what is in the hidden folder is removed at once at the end."""
        with self._words(target):
            origin = {"Bucket": self._bucket.name, "Key": self._key(source)}
            self._open.copy_object(**self._object(target), CopySource=origin)

    def remove(self, path: str) -> None:
        """Remove an object."""
        with self._words(path):
            self._open.delete_object(**self._object(path))

    def remove_all(self, paths: Sequence[str]) -> None:
        """Remove objects, as many at once as S3 takes."""
        with self._words("…"):
            for start in range(0, len(paths), _AT_ONCE):
                keys = [{"Key": self._key(path)} for path in paths[start : start + _AT_ONCE]]
                self._open.delete_objects(Bucket=self._bucket.name, Delete={"Objects": keys, "Quiet": True})

    def remove_folder(self, path: str) -> None:
        """S3 has no folders."""

    def sizes(self, folder: str) -> dict[str, int]:
        """Return the objects directly below a prefix."""
        prefix = f"{self._key(folder)}/"
        with self._words(folder):
            pages = self._open.get_paginator("list_objects_v2").paginate(Bucket=self._bucket.name, Prefix=prefix)
            return {one["Key"].removeprefix(prefix): one["Size"] for page in pages for one in page.get("Contents", ())}

    def exists(self, path: str) -> bool:
        """Say whether there is an object."""
        with self._words(path):
            try:
                self._open.head_object(**self._object(path))
            except ClientError as error:
                if _code(error) in _MISSING:
                    return False
                raise
            return True

    def flush(self) -> None:
        """What the store has accepted is safe."""

    def _key(self, path: str) -> str:
        return f"{self._prefix}/{path}" if self._prefix else path

    def _object(self, path: str) -> dict[str, str]:
        return {"Bucket": self._bucket.name, "Key": self._key(path)}

    def _headers(self, path: str) -> dict[str, str]:
        keep = "no-cache" if path.endswith(_FRESH) else f"public, max-age={self._seconds}"
        return {"ContentType": content_type(path), "CacheControl": keep}

    @contextmanager
    def _words(self, path: str) -> Iterator[None]:
        try:
            yield
        except ClientError as error:
            code = _code(error)
            if code in _DENIED:
                raise PublishError(f"Vùng chứa “{self._bucket.name}” không nhận tài khoản này ({code}).") from error
            if error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 500) >= 500 or code == "SlowDown":
                raise TroubleError(f"Dịch vụ lưu trữ đang bận hoặc có lỗi ({code}).") from error
            raise PublishError(f"Dịch vụ lưu trữ từ chối “{path}” ({code}).") from error
        except NoCredentialsError as error:
            raise PublishError(f"Chưa có tài khoản cho vùng chứa “{self._bucket.name}”.") from error
        except (BotoCoreError, OSError) as error:
            raise TroubleError(f"Kết nối với dịch vụ lưu trữ bị gián đoạn: {error}.") from error


def content_type(path: str) -> str:
    """Return the media type that a path is served with; texts say that they are UTF-8."""
    suffix = Path(path).suffix.lower()
    kind = _OWN_TYPES.get(suffix) or _TYPES.guess_type(path, strict=True)[0] or "application/octet-stream"
    if suffix == ".gz":
        return "application/gzip"
    return f"{kind}; charset=utf-8" if kind.startswith(_TEXTS) else kind


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))
