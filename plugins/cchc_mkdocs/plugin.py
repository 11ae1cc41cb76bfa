"""The MkDocs plugin: asks the domain at the right moment and writes what it says. No logic of its own."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority

from cchc.cli.clock import moment_of
from cchc.problems import Problem, Severity
from cchc.service import Opened, open_content
from cchc.site.built import Built, Made
from cchc_mkdocs.addresses import rooted
from cchc_mkdocs.bridge import dialect_of, take_over, without_hidden
from cchc_mkdocs.config import CchcConfig

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

    from cchc_mkdocs.writer import SiteWriter

log = logging.getLogger("mkdocs.plugins.cchc")


class CchcPlugin(BasePlugin[CchcConfig]):  # type: ignore[no-untyped-call]  # MkDocs ships partly untyped
    """Pages, lists, feeds and counts from the Library, read once for each build."""

    def __init__(self) -> None:
        self.opened: Opened | None = None
        self.given: Opened | None = None
        self._docs = Path()
        self.made: dict[str, Made] = {}
        self._before: tuple[Built, Path, str] | None = None
        self._serving = False
        self._nav: Navigation | None = None
        self._writer: SiteWriter | None = None

    @staticmethod
    def load_writer() -> type[SiteWriter]:
        """Load what makes pages, a third of the program: checking the configuration needs none of it."""
        from cchc_mkdocs.writer import SiteWriter

        return SiteWriter

    def use(self, opened: Opened, docs: Path) -> None:
        """Build from content of the folder `docs` that has been read and checked already (by `cchc build`)."""
        self.given, self._docs = opened, docs

    @property
    def writer(self) -> SiteWriter:
        """What has written the pages of the last build."""
        assert self._writer is not None  # noqa: S101 - asked after a build
        return self._writer

    @property
    def made_from(self) -> tuple[dict[str, bytes], bytes]:
        """What tells apart the texts of the last build by source, and what pages show of other texts."""
        return self.writer.made_from

    def keep_from(self, before: Built, folder: Path, salt: str) -> None:
        """Leave alone what is in `folder` since `before` and would be made the same (for `cchc build`)."""
        self._before = before, folder, salt

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether this is a preview: problems must not end it."""
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> None:
        """Read and check the content; errors end a build before anything is written."""
        if not config.site_url:
            raise PluginError("mkdocs.yml thiếu site_url: nguồn tin và sơ đồ trang cần địa chỉ đầy đủ của chuyên mục.")
        config.theme = without_hidden(config.theme)
        if self.given is not None:
            self.opened = self.given
        else:
            self._docs, now = Path(config.docs_dir), moment_of(self.config.now)
            self.opened = open_content(self._docs, now, dialect_of(config), preparing=True)
        self._report(self.opened.problems)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> None:
        """Leave to MkDocs the files of the theme only."""
        take_over(files, config.docs_dir)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        """Keep the navigation for the templates."""
        self._nav = nav

    @event_priority(-100)
    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Prepare the writer with the theme's environment as other plugins left it."""
        assert self.opened is not None  # noqa: S101 - on_config has run
        assert self._nav is not None  # noqa: S101 - on_nav has run
        self._writer = self.load_writer()(
            self.opened, self._docs, env, config, self._nav, self.config.feed_limit, self.config.share_cards
        )

    def on_template_context(self, context: Any, *, template_name: str, config: MkDocsConfig) -> Any:
        """Give the theme's own pages (404) the same menu and footer."""
        assert self._writer is not None  # noqa: S101 - on_env has run
        shared = self._writer.shared()
        # This page is shown below any address: what leads from the site's root leads from its whole address.
        for name in ("portal_header", "portal_footer"):
            shared[name] = rooted(shared[name], config.site_url or "")
        return {**context, **shared, "menu": self._writer.templates.menu("404.html")}

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write our pages and files, after the other plugins' (the search index replaces Material's)."""
        assert self._writer is not None  # noqa: S101 - on_env has run
        if self._before is not None:
            self._writer.keep_from(*self._before)
        self.made = self._writer.write(Path(config.site_dir))

    def _report(self, problems: tuple[Problem, ...]) -> None:
        if self.given is not None:
            return
        for problem in problems:
            level = logging.ERROR if problem.severity is Severity.ERROR else logging.WARNING
            log.log(
                level,
                "%s:%d:%d %s %s %s",
                problem.path,
                problem.line,
                problem.column,
                problem.code,
                problem.message,
                problem.hint,
            )
        errors = sum(problem.severity is Severity.ERROR for problem in problems)
        if errors and not self._serving:
            raise PluginError(f"Nội dung có {errors} lỗi, chưa dựng trang. Chạy “cchc check” để xem từng lỗi.")
