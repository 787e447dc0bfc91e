"""The glyphs of the bundled font that a figure uses, small enough to travel in it."""

import base64
from collections.abc import Mapping
from io import BytesIO

from tickertale.assets import resource

_FILES = {
    400: "Inter-Regular.ttf",
    500: "Inter-Medium.ttf",
    600: "Inter-SemiBold.ttf",
    700: "Inter-Bold.ttf",
}
_FEATURES = ("ccmp", "kern", "locl", "mark", "mkmk")


def font_faces(text_by_weight: Mapping[int, str]) -> str:
    """Return ``@font-face`` rules that hold just the glyphs of those texts.

    Parameters
    ----------
    text_by_weight : mapping of int to str
        Every character that is set in each weight of Inter: 400, 500, 600 or 700.
    """
    return "".join(_font_face(weight, text_by_weight[weight]) for weight in sorted(text_by_weight))


def _font_face(weight: int, text: str) -> str:
    address = base64.b64encode(_subset(_FILES[weight], text)).decode("ascii")
    return (
        f'@font-face{{font-family:"Inter";font-weight:{weight};font-style:normal;'
        f'src:url(data:font/woff;base64,{address}) format("woff")}}'
    )


def _subset(file_name: str, text: str) -> bytes:
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options(hinting=False, notdef_outline=True, layout_features=list(_FEATURES))
    # The date of the font file stays: a fresh one would change the figure's bytes.
    with TTFont(resource("fonts") / file_name, recalcTimestamp=False, lazy=True) as font:
        subsetter = Subsetter(options)
        subsetter.populate(text=text)
        subsetter.subset(font)
        font.flavor = "woff"
        content = BytesIO()
        font.save(content)
    return content.getvalue()
