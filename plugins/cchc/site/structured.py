"""schema.org data of a page (JSON-LD), made from what the page shows and from nothing else.

Terms: schema.org GovernmentService, Legislation, NewsArticle, QAPage, Dataset, BreadcrumbList, WebSite. A fact that
schema.org cannot say exactly (a time in working days, a fee with a condition) is left out: the page says it in words.
What search and sharing need of a page is asked for by Nghị định 224/2026/NĐ-CP, Điều 11 khoản 5.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from cchc.content.items import Item
from cchc.content.kinds import NEWS_KINDS
from cchc.content.schema import AUDIENCES, AnswerFields, DocumentFields, ProcedureFields
from cchc.site.full_address import full_address
from cchc.site.item_view import ANSWERED_BY
from cchc.site.views import HomeView, ItemView, PageView, StatisticsView
from cchc.taxonomy.models import Agency
from cchc.text import name_key

Thing = dict[str, Any]

SCHEMA = "https://schema.org"
_SITE, _AGENCY = "#chuyen-muc", "#co-quan"
_FORCE = {"con-hieu-luc": "InForce", "het-hieu-luc": "NotInForce", "bi-thay-the": "NotInForce"}
_TIME = re.compile(r"(\d{1,3}) (ngày|giờ|tháng)")
_TIME_UNITS = {"ngày": "P{}D", "giờ": "PT{}H", "tháng": "P{}M"}
_FEE = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d{1,9}) (?:đồng|VNĐ|VND)", re.IGNORECASE)
_ANSWER = re.compile(r"\s*(?:Câu hỏi|Hỏi):\s*(.+?)\s*\bTrả lời:\s*(.+)", re.DOTALL)
# A name that begins so is a body's; every other name under an article is taken for a person's.
_BODIES = re.compile(
    r"(?:ban|báo|bộ|chi cục|cổng|cục|đài|nhóm|phòng|sở|tạp chí|thanh tra|tổ biên tập|trung tâm|trường|ubnd|ủy ban"
    r"|uỷ ban|văn phòng|viện)\b",
    re.IGNORECASE,
)
_FILE_TYPES = {"CSV": "text/csv", "JSON": "application/json"}
# Text in a script ends at "</script", "<!--" changes how it is read, and U+2028 and U+2029 end a line of JavaScript.
_UNSAFE = re.compile("[<>&\u2028\u2029]")


def script_text(data: Mapping[str, Any]) -> str:
    """Return `data` as JSON that can stand in a script element whatever its texts hold; empty for no data."""
    if not data:
        return ""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # Ten times as fast as `translate`: few texts hold one.
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def structured_data(page: PageView, agency: Agency, site_url: str) -> Thing:
    """Return the JSON-LD of a page with full addresses below `site_url`; empty when there is nothing to say.

    A withdrawn item and an abolished procedure say nothing about themselves: their page is only a notice.
    """
    if isinstance(page.view, ItemView) and page.view.withdrawn:
        return {}
    things: list[Thing] = []
    if isinstance(page.view, HomeView):
        things += [_agency(agency, site_url), _site(page, agency, site_url)]
    if isinstance(page.view, ItemView) and page.item is not None:
        things.append(_item(page, page.view, page.item, agency, site_url))
    if isinstance(page.view, StatisticsView):
        things.append(_dataset(page, page.view, agency, site_url))
    if page.breadcrumbs:
        things.append(_breadcrumbs(page, site_url))
    return {"@context": SCHEMA, "@graph": things} if things else {}


def _item(page: PageView, view: ItemView, item: Item, agency: Agency, site_url: str) -> Thing:
    if isinstance(item.fields, ProcedureFields):
        return _service(page, view, item.fields, agency, site_url)
    if isinstance(item.fields, DocumentFields):
        return _legislation(page, view, item.fields, site_url)
    if isinstance(item.fields, AnswerFields):
        return _question_page(page, view, item.fields, agency, site_url)
    return _article(page, view, item, agency, site_url)


def _article(page: PageView, view: ItemView, item: Item, agency: Agency, site_url: str) -> Thing:
    publisher = _publisher(agency, site_url)
    # An article without a name under it is the department's own, unless it was taken from elsewhere.
    own = [publisher] if item.fields.source == "tu-san-xuat" else []
    return _filled(
        {
            "@type": "NewsArticle" if item.kind in NEWS_KINDS else "Article",
            "headline": view.title,
            "description": page.description,
            "url": full_address(site_url, page.address),
            "mainEntityOfPage": full_address(site_url, page.address),
            "datePublished": view.iso,
            "dateModified": view.updated_iso,
            "author": _few([_author(name) for name in view.authors] or own),
            "publisher": publisher,
            "image": full_address(site_url, view.picture.src) if view.picture else "",
            "articleSection": [topic.label for topic in view.topics],
            "inLanguage": "vi",
        }
    )


def _legislation(page: PageView, view: ItemView, fields: DocumentFields, site_url: str) -> Thing:
    force = _FORCE.get(fields.hieu_luc or "")
    return _filled(
        {
            "@type": "Legislation",
            "name": view.title,
            "url": full_address(site_url, page.address),
            "description": fields.trich_yeu,
            "legislationIdentifier": fields.so_ky_hieu,
            "legislationType": fields.loai_van_ban,
            "legislationDate": fields.ngay_ban_hanh.day.isoformat() if fields.ngay_ban_hanh else "",
            "legislationPassedBy": _named("Organization", fields.co_quan_ban_hanh),
            "legislationLegalForce": f"{SCHEMA}/{force}" if force else "",
            "encoding": [
                _filled(
                    {
                        "@type": "LegislationObject",
                        "name": file.label,
                        "contentUrl": full_address(site_url, file.address),
                        "contentSize": file.size,
                    }
                )
                for file in view.attachments
            ],
            "inLanguage": "vi",
        }
    )


def _service(page: PageView, view: ItemView, fields: ProcedureFields, agency: Agency, site_url: str) -> Thing:
    return _filled(
        {
            "@type": "GovernmentService",
            "name": view.title,
            "url": full_address(site_url, page.address),
            "description": page.description,
            "identifier": fields.ma or "",
            "serviceType": view.kind_label,
            "provider": _named("GovernmentOrganization", fields.co_quan_giai_quyet),
            "areaServed": _named("AdministrativeArea", _area(agency) if "tinh" in fields.cap_thuc_hien else ""),
            "audience": [
                {"@type": "Audience", "audienceType": AUDIENCES[who]} for who in fields.doi_tuong if who in AUDIENCES
            ],
            "serviceOutput": _named("Thing", "" if _says_no(fields.ket_qua) else fields.ket_qua),
            "availableChannel": _channels(view, fields),
            "offers": _offer(fields),
        }
    )


def _channels(view: ItemView, fields: ProcedureFields) -> list[Thing]:
    """Return the ways to hand in papers; the online one has the national portal's address."""
    portal = view.official.address if view.official and fields.muc_do != "thong-tin" else ""
    channels = [
        _filled(
            {
                "@type": "ServiceChannel",
                "name": row.way,
                "serviceUrl": portal if written.hinh_thuc == "truc-tuyen" else "",
                "processingTime": exact_time(row.time),
            }
        )
        for written, row in zip(fields.cach_thuc, view.submissions, strict=True)
    ]
    if portal and not any(written.hinh_thuc == "truc-tuyen" for written in fields.cach_thuc):
        channels.append({"@type": "ServiceChannel", "name": "Cổng Dịch vụ công quốc gia", "serviceUrl": portal})
    return channels


def exact_time(written: str) -> str:
    """Return a time as an ISO 8601 duration (`15 ngày` → `P15D`), empty for working days and all that is not exact."""
    found = _TIME.fullmatch(written)
    return _TIME_UNITS[found[2]].format(int(found[1])) if found else ""


def exact_fee(written: str) -> int | None:
    """Return a fee in đồng (`Không` → 0, `150.000 đồng` → 150000), `None` for every other wording."""
    if _says_no(written):
        return 0
    found = _FEE.fullmatch(written)
    return int(found[1].replace(".", "")) if found else None


def _offer(fields: ProcedureFields) -> Thing:
    """Return the fee when the page says one number, the same for every way of handing in."""
    said = {exact_fee(text) for text in (fields.phi_le_phi, *(way.phi for way in fields.cach_thuc)) if text}
    price = said.pop() if len(said) == 1 else None
    return {} if price is None else {"@type": "Offer", "price": price, "priceCurrency": "VND"}


def _area(agency: Agency) -> str:
    """Return the province of a department: what its people's committee is of."""
    found = re.fullmatch(r"(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND) ((?:tỉnh|thành phố) .+)", agency.parent)
    return found[1] if found else ""


def _question_page(page: PageView, view: ItemView, fields: AnswerFields, agency: Agency, site_url: str) -> Thing:
    parts = _ANSWER.fullmatch(page.words)
    answered_by = next((fact.text for fact in view.key_facts if fact.label == ANSWERED_BY), "")
    answer = _filled(
        {
            "@type": "Answer",
            "text": parts[2] if parts else page.words,
            "datePublished": view.iso,
            "dateModified": view.updated_iso,
            "author": _named("GovernmentOrganization", answered_by) or _publisher(agency, site_url),
        }
    )
    question = _filled(
        {
            "@type": "Question",
            "name": view.title,
            "text": parts[1] if parts else "",
            "dateCreated": fields.asked.day.isoformat() if fields.asked else "",
            "answerCount": 1,
            "acceptedAnswer": answer,
        }
    )
    return {"@type": "QAPage", "url": full_address(site_url, page.address), "inLanguage": "vi", "mainEntity": question}


def _agency(agency: Agency, site_url: str) -> Thing:
    return _filled(
        {
            "@type": "GovernmentOrganization",
            "@id": full_address(site_url, _AGENCY),
            "name": agency.name,
            "alternateName": agency.short_name,
            "address": agency.address,
            "parentOrganization": _named("GovernmentOrganization", agency.parent),
        }
    )


def _site(page: PageView, agency: Agency, site_url: str) -> Thing:
    template = full_address(site_url, "tim-kiem/") + "?q={search_term_string}"
    return {
        "@type": "WebSite",
        "@id": full_address(site_url, _SITE),
        "name": page.title,
        "description": page.description,
        "url": site_url,
        "inLanguage": "vi",
        "publisher": _publisher(agency, site_url),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": template},
            "query-input": "required name=search_term_string",
        },
    }


def _dataset(page: PageView, view: StatisticsView, agency: Agency, site_url: str) -> Thing:
    """Return the numbers as a data set with its files. Under which licence is for the department to say."""
    days = [day.iso for day in view.days or ()]
    return _filled(
        {
            "@type": "Dataset",
            "name": page.title,
            "description": page.description,
            "url": full_address(site_url, page.address),
            "inLanguage": "vi",
            "creator": _publisher(agency, site_url),
            "temporalCoverage": "/".join(days),
            "distribution": [
                {
                    "@type": "DataDownload",
                    "name": file.label,
                    "encodingFormat": _FILE_TYPES[file.type],
                    "contentUrl": full_address(site_url, file.address),
                }
                for file in view.downloads
            ],
        }
    )


def _breadcrumbs(page: PageView, site_url: str) -> Thing:
    """Return the way to the page as it stands above the text, and the page itself at its end."""
    way = [(link.label, link.address) for link in page.breadcrumbs]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": label, "item": full_address(site_url, address)}
            for number, (label, address) in enumerate([*way, (page.title, page.address)], start=1)
        ],
    }


def _publisher(agency: Agency, site_url: str) -> Thing:
    return {"@type": "GovernmentOrganization", "@id": full_address(site_url, _AGENCY), "name": agency.name}


def _author(name: str) -> Thing:
    return {"@type": "Organization" if _BODIES.match(name) else "Person", "name": name}


def _named(kind: str, name: str) -> Thing:
    return {"@type": kind, "name": name} if name else {}


def _says_no(text: str) -> bool:
    return name_key(text) in ("khong", "khong co", "khong thu phi", "mien phi")


def _few(things: Sequence[Thing]) -> Thing | Sequence[Thing]:
    return things[0] if len(things) == 1 else things


def _filled(thing: Thing) -> Thing:
    """Leave out what is empty; 0 is a value."""
    return {key: value for key, value in thing.items() if value or value == 0}
