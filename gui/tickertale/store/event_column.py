"""Columns of a table of events: which field each one holds, guessed from heads or from cells."""

import re
import unicodedata
from collections.abc import Callable, Sequence

from tickertale.domain.date_phrase import parse_date_phrase

COLUMN_FIELDS = {
    "title": "Title",
    "short_title": "Short title",
    "when": "Date",
    "end": "End date",
    "time": "Time of day",
    "zone": "Time zone",
    "category": "Category",
    "importance": "Importance",
    "summary": "Summary",
    "tags": "Tags",
    "people": "People",
    "organisations": "Organisations",
    "figures": "Figures",
    "sources": "Sources",
    "source_title": "Source title",
    "source_publisher": "Source publisher",
    "source_url": "Source link",
    "source_published": "Source date",
    "id": "Id",
    "timing": "Timing",
    "session_override": "Session override",
}
"""The fields that a column can hold, with what they are called."""

_HEADS = {
    "title": "title headline event name what happened 标题 事件 名称 事件标题 事件名称 標題",
    "short_title": "short_title short label 短标题 简称",
    "when": "date when day start start_date start_time datetime event_date begin from 日期 时间 "
    "事件日期 发生日期 开始 开始日期 日期时间",
    "end": "end end_date until to finish 结束 结束日期 截止日期",
    "time": "time time_of_day clock hour 时刻 钟点 具体时间",
    "zone": "zone timezone time_zone tz 时区",
    "category": "category type kind group class lane 类别 分类 类型 组",
    "importance": "importance priority weight rank 重要性 重要程度 优先级",
    "summary": "summary description details text body notes note comment content "
    "摘要 描述 说明 内容 备注 详情",
    "tags": "tags tag keywords labels topics 标签 关键词 关键字",
    "people": "people person persons who 人物 人员",
    "organisations": "organisations organizations organisation organization company companies "
    "institution 机构 组织 公司",
    "figures": "figures figure numbers 数字 数据",
    "sources": "sources source references 来源 出处",
    "source_title": "source_title article 来源标题 文章标题",
    "source_publisher": "source_publisher publisher outlet medium newspaper 媒体 出版社 发布者",
    "source_url": "source_url url link href source_link 链接 网址 来源链接",
    "source_published": "source_published published publication_date 发布日期 来源日期",
    "id": "id uid event_id unique_id 编号",
    "timing": "timing",
    "session_override": "session_override",
}
_SIGNS = re.compile(r"[\W_]+")
_ENOUGH = 0.6
_SAMPLE_ROWS = 50


def _folded(head: str) -> str:
    return _SIGNS.sub("", unicodedata.normalize("NFKC", head).casefold())


_FIELD_OF = {
    _folded(head): name
    for name, heads in reversed(_HEADS.items())
    for head in (*heads.split(), COLUMN_FIELDS[name].replace(" ", "_"))
}


def field_of(head: str) -> str:
    """Return the field that a head names, in English or Chinese; empty when it names none."""
    return _FIELD_OF.get(_folded(head), "")


def has_heads(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether the first row holds heads: one names a field, or none of it is a date."""
    first = next((row for row in rows if row), ())
    return any(field_of(cell) for cell in first) or not any(is_date(cell) for cell in first)


def guess_mapping(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the field of each column, each field once; empty where nothing is known.

    What the heads do not say is seen from the cells: the first column of which most cells are
    dates, and the first of the others with text in most rows.

    Parameters
    ----------
    heads : sequence of str
    rows : sequence of sequence of str
        The rows below the heads.
    """
    mapping: list[str] = []
    for head in heads:
        name = field_of(head)
        mapping.append("" if name in mapping else name)
    sample = [row for row in rows if row][:_SAMPLE_ROWS]
    columns = [[row[place] for row in sample if place < len(row)] for place in range(len(heads))]
    for name, is_met in (("when", is_date), ("title", _is_text)):
        if name not in mapping:
            places = (
                place
                for place, cells in enumerate(columns)
                if not mapping[place] and cells and _share(cells, is_met) >= _ENOUGH
            )
            place = next(places, None)
            if place is not None:
                mapping[place] = name
    return tuple(mapping)


def is_date(cell: str) -> bool:
    """Return whether a cell is understood as a date, or would be if the order were known."""
    if not any(sign.isdigit() for sign in cell):
        return False
    phrase = parse_date_phrase(cell)
    return phrase.when is not None or bool(phrase.alternatives)


def _is_text(cell: str) -> bool:
    return any(sign.isalpha() for sign in cell)


def _share(cells: Sequence[str], is_met: Callable[[str], bool]) -> float:
    return sum(map(is_met, cells)) / len(cells)
