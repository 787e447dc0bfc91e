"""How events are to be studied."""

from dataclasses import dataclass, field

from tickertale.analysis.confounding import Confounding
from tickertale.analysis.multiple_testing import Adjustment
from tickertale.analysis.normal_return import NormalModel
from tickertale.analysis.price_return import ReturnKind
from tickertale.analysis.study_input import FactorReturns
from tickertale.analysis.study_window import StudyWindow
from tickertale.prices.factor_csv import FactorTable


@dataclass(frozen=True, slots=True, eq=False)
class StudyOptions:
    """What the user chose.

    Parameters
    ----------
    model : NormalModel
    benchmark : str or None
        Id of an instrument; none for that of the timeline.
    returns : ReturnKind
    window : StudyWindow
    confounding : Confounding
        What is done about other events.
    adjustment : Adjustment
        How p is adjusted for the number of events looked at.
    factors : FactorReturns or None
        For the factor model.
    """

    model: NormalModel = NormalModel.MARKET
    benchmark: str | None = None
    returns: ReturnKind = ReturnKind.SIMPLE
    window: StudyWindow = field(default_factory=StudyWindow)
    confounding: Confounding = Confounding.KEEP
    adjustment: Adjustment = Adjustment.HOLM
    factors: FactorReturns | None = None


def factor_returns(table: FactorTable) -> FactorReturns:
    """Return factors as a study takes them."""
    return FactorReturns(table.time_ns, table.names, table.values, table.risk_free)
