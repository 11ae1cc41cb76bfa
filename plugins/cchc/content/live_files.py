"""Files that would do something where they are served: run in a reader's browser as a part of the site, or on the
server. An editor's texts are cleaned; a page put beside them as a file would not be.

Browsers run what HTML and XML hold, and programs; servers run what their modules are told to by a file's name. Apache
looks at every part of a name (`a.php.jpg`, `a.html.vi`: mod_mime, “Files with Multiple Extensions”), so all count.
"""

from __future__ import annotations

_BROWSER = frozenset(
    [
        *("html", "htm", "xhtml", "xht", "shtml", "shtm", "stm", "mht", "mhtml", "hta", "htc", "swf", "svgz"),
        *("xml", "xsl", "xslt", "rdf", "rss", "atom", "mathml", "mml", "xul", "xbl"),
        *("js", "mjs", "cjs", "wasm"),
    ]
)
_SERVER = frozenset(
    [
        *("php", "php3", "php4", "php5", "php7", "php8", "phps", "pht", "phtml", "phar"),
        *("asp", "aspx", "ashx", "asmx", "ascx", "asa", "axd", "cshtml", "vbhtml", "config"),
        *("jsp", "jspx", "jspf", "jsw", "cfm", "cfml", "cgi", "fcgi", "pl", "py", "rb", "sh"),
    ]
)
_LIVE = _BROWSER | _SERVER


def is_live(path: str) -> bool:
    """Say whether a file of this name must not be published. `path` is below docs/, with `/`."""
    _, *endings = path.rsplit("/", 1)[-1].lower().split(".")
    # Windows takes `a.html.`, `a.html ` and `a.html:x` for `a.html`.
    return any(ending.partition(":")[0].strip() in _LIVE for ending in endings)
