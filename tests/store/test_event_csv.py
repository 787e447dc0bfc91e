"""Tables of events as people keep them, in any order of columns and any way of writing dates."""

import pytest

from helpers.interchange import CATEGORIES, problems_in, read, written
from helpers.timeline import event_of
from tickertale.domain.errors import EventFileError
from tickertale.domain.event import Event
from tickertale.store.interchange import EventFormat

CSV = EventFormat.CSV


def first_of(text: str, **options: object) -> Event:
    """Return the event of the first row, which has no problems."""
    draft = read(text, CSV, **options).drafts[0]
    assert draft.problems == ()
    assert draft.event is not None
    return draft.event


def test_english_heads_are_understood() -> None:
    event = first_of(
        "Headline,Start date,End date,Description,Keywords,Companies,Priority\n"
        'Talks,11 Feb 2025,13 Feb 2025,They talk.,"ai, chips",Apple; Alibaba,4\n'
    )
    assert event.title == "Talks"
    assert event.when.edtf == "2025-02-11/2025-02-13"
    assert event.summary == "They talk."
    assert event.tags == ("ai", "chips")
    assert event.organisations == ("Apple", "Alibaba")
    assert event.importance == 4


def test_chinese_heads_are_understood() -> None:
    file = read(
        "日期\t标题\t分类\t标签\t链接\n2025年3月6日\t发布\t模型\tAI、开源\thttps://a.cn/x\n", CSV
    )
    event = file.drafts[0].event
    assert event is not None
    assert (event.when.edtf, event.title, event.tags) == ("2025-03-06", "发布", ("AI", "开源"))
    assert (event.sources[0].title, str(event.sources[0].url)) == ("a.cn", "https://a.cn/x")
    assert file.drafts[0].category == "模型"


def test_pasted_rows_need_no_heads() -> None:
    file = read("Alibaba soars\t2025-03-06\nBaidu falls\t2025-03-07\n", CSV)
    assert file.columns == ("Column 1", "Column 2")
    assert file.mapping == ("title", "when")
    assert [draft.row for draft in file.drafts] == [1, 2]


def test_columns_can_be_mapped_otherwise() -> None:
    text = "a,b,c\nTalks,2025-03-06,Policy\n"
    file = read(text, CSV, mapping=("title", "when", "category"))
    assert file.drafts[0].category == "Policy"
    assert file.drafts[0].event is not None
    assert "row 2, when: a value is missing" in problems_in(read(text, CSV, mapping=("title",)))


def test_rows_are_numbered_as_in_the_spreadsheet() -> None:
    file = read("\ntitle,date\n\nTalks,2025-03-06\n,\nMore,never\n", CSV)
    assert [draft.row for draft in file.drafts] == [4, 6]
    assert problems_in(file)[0].startswith("row 6, when: 'never' ")


def test_each_problem_names_row_field_value_and_what_was_expected() -> None:
    text = (
        "title,date,importance,zone,url,figures,timing\n"
        "Talks,2025-02-30,nine,Mars/Base,javascript:alert(1),many,{\n"
    )
    problems = read(text, CSV).drafts[0].problems
    assert {problem.field for problem in problems} == {
        "when", "importance", "zone", "sources[0].url", "figures", "timing",
    }  # fmt: skip
    assert {problem.row for problem in problems} == {2}
    messages = {problem.field: (problem.value, problem.message) for problem in problems}
    assert messages["importance"] == ("nine", "'nine' is no number; 1 to 5 was expected")
    assert messages["zone"][1].startswith("'Mars/Base' is not a time zone; a name such as")
    assert "'http' or 'https'" in messages["sources[0].url"][1]
    assert messages["when"][0] == "2025-02-30"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("03/04/2025", "31/12/2024"), "2025-04-03"),
        (("03/04/2025", "12/31/2024"), "2025-03-04"),
    ],
)
def test_one_date_tells_the_order_of_all(cells: tuple[str, str], expected: str) -> None:
    file = read(f"date,title\n{cells[0]},A\n{cells[1]},B\n", CSV)
    assert problems_in(file) == []
    assert file.drafts[0].date_text == cells[0]
    assert file.drafts[0].event is not None
    assert file.drafts[0].event.when.edtf == expected
    assert "as other dates of the file have it" in file.notes[0]


@pytest.mark.parametrize("rows", ["03/04/2025,A\n", "03/04/2025,A\n13/04/2025,B\n04/13/2025,C\n"])
def test_without_a_clear_order_such_a_date_is_a_problem(rows: str) -> None:
    problems = problems_in(read(f"date,title\n{rows}", CSV))
    assert "'03/04/2025' can be 2025-04-03 or 2025-03-04" in problems[0]


def test_the_user_may_say_the_order() -> None:
    text = "date,title\n03/04/2025,A\n"
    assert first_of(text, is_day_first=True).when.edtf == "2025-04-03"
    assert first_of(text, is_day_first=False).when.edtf == "2025-03-04"


@pytest.mark.parametrize(
    ("time", "expected"),
    [("9:30", "T09:30"), ("03:48:10", "T03:48:10"), ("3:48 PM", "T15:48"), ("12:05 am", "T00:05")],
)
def test_the_time_may_have_a_column(time: str, expected: str) -> None:
    assert first_of(f"date,time,title\n2025-03-06,{time},A\n").when.edtf == f"2025-03-06{expected}"


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("2025-03-06,noon,", "time: 'noon' is no time of day"),
        ("2025-03,09:30,", "time: '09:30' cannot be added to '2025-03'"),
        ("2025-03-06,,2025-03-01", "end: '2025-03-06/2025-03-01' ends before it starts"),
        ("2025-02/2025-03,,2025-04", "end: '2025-04' cannot end '2025-02/2025-03'"),
        ("3/4/25,,", "when: '3/4/25' has a year of two digits"),
    ],
)
def test_times_and_ends_that_do_not_fit_are_told(row: str, sentence: str) -> None:
    (problem,) = problems_in(read(f"date,time,end,title\n{row},A\n", CSV))
    assert sentence in problem


def test_figures_and_sources_may_be_typed() -> None:
    event = first_of(
        'date,title,figures,sources\n2025,A,"Revenue: 236.5 RMB bn; Margin = −3%",'
        '"https://a.org/1\nhttps://b.org/2"\n'
    )
    figures = [(row.name, str(row.value), row.unit) for row in event.figures]
    assert figures == [("Revenue", "236.5", "RMB bn"), ("Margin", "-3", "%")]
    assert [str(row.url) for row in event.sources] == ["https://a.org/1", "https://b.org/2"]


def test_an_address_that_is_not_of_the_web_is_told() -> None:
    (draft,) = read("date,title,sources\n2025,A,javascript:alert(1)\n", CSV).drafts
    assert draft.event is not None
    assert draft.event.sources[0].url is None
    (note,) = draft.notes
    assert note.startswith("'javascript:alert(1)' is kept as text")


def test_a_source_may_have_columns_of_its_own() -> None:
    event = first_of(
        "date,title,source,publisher,url,published\n2025,A,Annual report,Alibaba,https://a.org,"
        "1 Mar 2025\n"
    )
    titles = [(row.title, row.publisher, str(row.published)) for row in event.sources]
    assert titles == [("Annual report", "", "None"), ("Alibaba", "Alibaba", "2025-03-01")]


def test_a_table_for_spreadsheets_has_a_mark_and_no_formulas() -> None:
    content = written(CSV, event_of("a", '=1+1";"', summary="+2", category="results", tags=["@x"]))
    text = content.decode("utf-8")
    assert text.startswith("\ufeffid,title,")
    assert "'=Results" in text
    cells = text.replace('"', "").replace("\r\n", ",").split(",")
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_a_category_is_named_by_its_id_where_its_name_could_be_anothers() -> None:
    twin = CATEGORIES[1].model_copy(update={"name": "policy & LAW"})
    from tickertale.store.event_csv import write_csv_events

    text = write_csv_events([event_of("a")], (CATEGORIES[0], twin))
    assert ",policy,3," in text


@pytest.mark.parametrize("text", ["", "\n\n", ",,,\n"])
def test_an_empty_table_is_refused(text: str) -> None:
    with pytest.raises(EventFileError, match="there are no rows"):
        read(text, CSV)


def test_heads_alone_are_a_table_without_events() -> None:
    assert read("date,title\n", CSV).drafts == ()
