"""Text files in the encodings that spreadsheets write."""

import pytest

from tickertale.store.text_decoding import decoded_text

CHINESE = "日期,标题\n2025-03-06,阿里巴巴发布通义千问\n"
FRENCH = "Date;Société\n6/3/2025;Nestlé étonne le marché\n"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("gb18030", "GB18030"),
    ],
)
def test_chinese_is_read_in_every_encoding_of_spreadsheets(encoding: str, name: str) -> None:
    content = ("date,title\n" * 40 + CHINESE).encode(encoding)
    assert decoded_text(content) == ("date,title\n" * 40 + CHINESE, name)


def test_accents_of_an_old_windows_file_are_no_chinese() -> None:
    assert decoded_text(FRENCH.encode("cp1252")) == (FRENCH, "Latin-1")


def test_plain_ascii_is_utf8() -> None:
    assert decoded_text(b"date,title\n") == ("date,title\n", "")


@pytest.mark.parametrize("content", [b"", b"\x00", b"\xff", b"\xff\xfe\x00", b"\x81\xff\x00\x80"])
def test_any_bytes_become_some_text(content: bytes) -> None:
    decoded_text(content).text.encode()


def test_a_lone_surrogate_of_utf16_is_replaced() -> None:
    assert decoded_text(b"\xff\xfe\x00\xd8a\x00").text == "\ufffda"


def test_one_damaged_byte_does_not_change_the_encoding() -> None:
    content = CHINESE.encode() + b"\xff\n"
    assert decoded_text(content) == (CHINESE + "\ufffd\n", "")
