"""The e-mail digest of a period: what was published, by topic, with the counts of `cchc stats`.

`digest_of` says what is in it, `digest_html` and `digest_text` write it, `digest_mail` puts both into one message.
Nothing here reads a file or a clock; the same content gives the same bytes.
"""

from cchc.digest.html import digest_html
from cchc.digest.mail import digest_mail
from cchc.digest.model import Digest, Entry, TopicPart, digest_of
from cchc.digest.text import digest_text

__all__ = ["Digest", "Entry", "TopicPart", "digest_html", "digest_mail", "digest_of", "digest_text"]
