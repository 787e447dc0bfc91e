"""The catalogue of commands: every command of the window as a row."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtGui import QKeySequence

Keys = QKeySequence.StandardKey | str
"""A key as the platform has it, or as text."""


class Scope(StrEnum):
    """Where the keys of a command work."""

    WINDOW = "window"
    CHART = "chart"


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One command of the window.

    Parameters
    ----------
    name : str
        Stable name; the window has a handler of that name.
    text : str
        Menu text with its access key.
    menu : str
        Path of the menu, such as ``View/Theme``.
    keys : tuple of StandardKey or str
        The first is shown in the menu.
    scope : Scope
        Keys of the chart work while it has the focus, so that they never disturb typing.
    is_checkable : bool
    group : str
        Checkable commands of one group exclude each other.
    starts_section : bool
        A separator stands above it in the menu.
    short : str
        What a button of the tool bar says instead of the menu text.
    """

    name: str
    text: str
    menu: str
    keys: tuple[Keys, ...] = ()
    scope: Scope = Scope.WINDOW
    is_checkable: bool = False
    group: str = ""
    starts_section: bool = False
    short: str = ""


_KEY = QKeySequence.StandardKey

MENUS = ("&File", "&Edit", "&View", "E&vent", "&Help")
"""The menu bar, from left to right."""

ACTIONS = (
    ActionSpec("new", "&New timeline…", "&File", (_KEY.New,)),
    ActionSpec("open", "&Open…", "&File", (_KEY.Open,)),
    ActionSpec("save_copy", "&Save a copy…", "&File", (_KEY.SaveAs,)),
    ActionSpec("revert", "Re&vert to…", "&File"),
    ActionSpec("properties", "&Properties…", "&File"),
    ActionSpec("reset_example", "&Reset example", "&File"),
    ActionSpec("import_events", "&Import events…", "&File", ("Ctrl+I",), starts_section=True),
    ActionSpec("export_events", "Export even&ts…", "&File"),
    ActionSpec("export", "&Export figure…", "&File", ("Ctrl+E",), starts_section=True),
    ActionSpec("copy_figure", "&Copy figure", "&File", ("Ctrl+Shift+C",)),
    ActionSpec("quit", "&Quit", "&File", (_KEY.Quit, "Ctrl+Q"), starts_section=True),
    ActionSpec("undo", "&Undo", "&Edit", (_KEY.Undo,)),
    ActionSpec("redo", "&Redo", "&Edit", (_KEY.Redo, "Ctrl+Shift+Z")),
    ActionSpec("paste_events", "&Paste events", "&Edit", (_KEY.Paste,), starts_section=True),
    ActionSpec("find", "&Find events", "&Edit", (_KEY.Find,), starts_section=True),
    ActionSpec("filters", "F&ilters…", "&Edit", ("Ctrl+Shift+F",)),
    ActionSpec("save_filter", "&Save this filter…", "&Edit"),
    ActionSpec("select_all", "Select &all events", "&Edit", (_KEY.SelectAll,)),
    ActionSpec("clear", "&Clear selection", "&Edit", ("Esc",)),
    ActionSpec("zoom_in", "Zoom &in", "&View", ("+", "="), scope=Scope.CHART),
    ActionSpec("zoom_out", "Zoom &out", "&View", ("-",), scope=Scope.CHART),
    ActionSpec("fit", "Show &all", "&View", ("Ctrl+0",)),
    ActionSpec("zoom_span", "Zoom to the selecte&d span", "&View", scope=Scope.CHART),
    ActionSpec("range_1M", "1 month", "&View/&Range", ("Ctrl+1",), is_checkable=True),
    ActionSpec("range_3M", "3 months", "&View/&Range", ("Ctrl+2",), is_checkable=True),
    ActionSpec("range_6M", "6 months", "&View/&Range", ("Ctrl+3",), is_checkable=True),
    ActionSpec("range_YTD", "Year to date", "&View/&Range", ("Ctrl+4",), is_checkable=True),
    ActionSpec("range_1Y", "1 year", "&View/&Range", ("Ctrl+5",), is_checkable=True),
    ActionSpec("range_All", "All", "&View/&Range", ("Ctrl+6",), is_checkable=True),
    ActionSpec("go_to", "Go to date…", "&View/&Move", ("Ctrl+G",)),
    ActionSpec("view_back", "Back to the view before", "&View/&Move", (_KEY.Back, "Alt+Left")),
    ActionSpec("view_forward", "Forward again", "&View/&Move", (_KEY.Forward, "Alt+Right")),
    ActionSpec("bar_left", "Previous bar", "&View/&Move", ("Left",), scope=Scope.CHART),
    ActionSpec("bar_right", "Next bar", "&View/&Move", ("Right",), scope=Scope.CHART),
    ActionSpec(
        "extend_left", "Select to the left", "&View/&Move", ("Shift+Left",), scope=Scope.CHART
    ),
    ActionSpec(
        "extend_right", "Select to the right", "&View/&Move", ("Shift+Right",), scope=Scope.CHART
    ),
    ActionSpec("page_left", "Page back", "&View/&Move", ("PgUp",), scope=Scope.CHART),
    ActionSpec("page_right", "Page forward", "&View/&Move", ("PgDown",), scope=Scope.CHART),
    ActionSpec("first_bar", "First bar", "&View/&Move", ("Home",), scope=Scope.CHART),
    ActionSpec("last_bar", "Last bar", "&View/&Move", ("End",), scope=Scope.CHART),
    *(
        ActionSpec(f"kind_{kind}", text, "&View/&Chart", is_checkable=True, group="kind")
        for kind, text in (
            ("area", "&Area"),
            ("line", "&Line"),
            ("bars", "OHLC &bars"),
            ("candles", "&Candles"),
        )
    ),
    *(
        ActionSpec(
            f"scale_{kind}",
            text,
            "&View/Price &scale",
            is_checkable=True,
            group="scale",
            short=short,
        )
        for kind, text, short in (
            ("linear", "&Linear", ""),
            ("log", "Lo&garithmic", "Log"),
            ("percent_first", "Per cent from the &first in view", "% first"),
            ("percent_event", "Per cent from the selected &event", "% event"),
        )
    ),
    *(
        ActionSpec(f"time_{axis}", text, "&View/Time a&xis", is_checkable=True, group="time")
        for axis, text in (("trading", "&Trading time"), ("calendar", "&Calendar time"))
    ),
    ActionSpec("lock_prices", "Loc&k the price axis", "&View/Price &scale", is_checkable=True),
    *(
        ActionSpec(f"marks_{name}", text, "&View/Mar&kers", is_checkable=True, group="mark_size")
        for name, text in (("equal", "All of one &size"), ("by_car", "Size by |&CAR|"))
    ),
    *(
        ActionSpec(
            f"marks_by_{name}",
            text,
            "&View/Mar&kers",
            is_checkable=True,
            group="mark_color",
        )
        for name, text in (
            ("category", "Color by cate&gory"),
            ("sign", "Color and arrow by sig&n of the CAR"),
        )
    ),
    ActionSpec("study_shading", "Event-study s&hading", "&View", is_checkable=True),
    ActionSpec(
        "theme_system",
        "As the &system",
        "&View/&Theme",
        is_checkable=True,
        group="theme",
        starts_section=True,
    ),
    ActionSpec("theme_light", "&Light", "&View/&Theme", is_checkable=True, group="theme"),
    ActionSpec("theme_dark", "&Dark", "&View/&Theme", is_checkable=True, group="theme"),
    ActionSpec(
        "colors_green_up",
        "&Green up, red down",
        "&View/&Up and down",
        is_checkable=True,
        group="colors",
    ),
    ActionSpec(
        "colors_red_up",
        "&Red up, green down",
        "&View/&Up and down",
        is_checkable=True,
        group="colors",
    ),
    ActionSpec(
        "colors_blue_orange",
        "&Blue up, orange down",
        "&View/&Up and down",
        is_checkable=True,
        group="colors",
    ),
    ActionSpec("show_events", "&Events panel", "&View/&Panels", ("F7",), is_checkable=True),
    ActionSpec("show_details", "&Details panel", "&View/&Panels", ("F8",), is_checkable=True),
    ActionSpec(
        "full_screen", "&Full screen", "&View", ("F11",), is_checkable=True, starts_section=True
    ),
    ActionSpec("previous_event", "&Previous event", "E&vent", ("Ctrl+Left",)),
    ActionSpec("next_event", "Ne&xt event", "E&vent", ("Ctrl+Right",)),
    ActionSpec("details", "&Details", "E&vent", ("Return", "Enter"), scope=Scope.CHART),
    ActionSpec("event_table", "Event &table", "E&vent", ("Ctrl+Shift+T",), is_checkable=True),
    ActionSpec("event_study", "Event &study", "E&vent", ("Ctrl+Shift+E",), is_checkable=True),
    ActionSpec("explain_impact", "&How is the impact computed?", "E&vent"),
    ActionSpec("edit_event", "&Edit event", "E&vent", ("F2",), starts_section=True),
    ActionSpec("new_event", "&New event", "E&vent", ("Ctrl+Shift+N",)),
    ActionSpec("duplicate_event", "D&uplicate event", "E&vent", ("Ctrl+D",)),
    ActionSpec("merge_events", "&Merge events…", "E&vent"),
    ActionSpec("move_event_back", "Move to an earlier session", "E&vent", ("Alt+Shift+Left",)),
    ActionSpec("move_event_on", "Move to a later session", "E&vent", ("Alt+Shift+Right",)),
    ActionSpec("delete_event", "De&lete events", "E&vent", ("Del",)),
    ActionSpec("find_duplicates", "&Find duplicates…", "E&vent", starts_section=True),
    ActionSpec("categories", "&Categories…", "E&vent"),
    ActionSpec("help", "&Keys and gestures", "&Help", (_KEY.HelpContents, "F1")),
    ActionSpec("about", "&About Tickertale", "&Help"),
)
"""The catalogue; menus, tool bar, context menu and keys all come from it."""
