"""A digest as a message (RFC 5322) that a mail program opens ready to be addressed and sent."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from hashlib import blake2b

from cchc.digest.html import digest_html
from cchc.digest.model import Digest
from cchc.digest.text import digest_text


def digest_mail(digest: Digest) -> bytes:
    """Return the message with plain text and HTML: no sender, no recipients, no date, so the same digest is the same
    bytes; the program that sends it fills them in.
    """
    html, text = digest_html(digest), digest_text(digest)
    message = EmailMessage(policy=SMTP)
    message["Subject"] = digest.title
    # Outlook opens a message with this header for editing.
    message["X-Unsent"] = "1"
    message.set_content(text, cte="base64")
    message.add_alternative(html, subtype="html", cte="base64")
    message.set_boundary(f"=_{blake2b((text + html).encode(), digest_size=16).hexdigest()}")
    return message.as_bytes()
