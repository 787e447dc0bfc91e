"""How events are to be studied."""

from dataclasses import dataclass, field

from tickertale.analysis.confounding import Confounding
from tickertale.analysis.multiple_testing import Adjustment
from tickertale.analysis.normal_return import NormalModel
from tickertale.analysis.price_return import ReturnKind
from tickertale.analysis.study_input import FactorReturns
from tickertale.analysis.study_window import StudyWindow
from tickertale.domain.base import DomainModel
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


class StudyChoice(DomainModel):
    """The options as a document or the settings keep them; factors are files and stay apart.

    Parameters
    ----------
    model : NormalModel
    benchmark : str or None
    returns : ReturnKind
    event_window, estimation_window : (int, int)
        First and last session from day 0, inclusive.
    least_sessions : int
    confounding : Confounding
    adjustment : Adjustment
    """

    model: NormalModel = NormalModel.MARKET
    benchmark: str | None = None
    returns: ReturnKind = ReturnKind.SIMPLE
    event_window: tuple[int, int] = (-1, 1)
    estimation_window: tuple[int, int] = (-130, -11)
    least_sessions: int = 60
    confounding: Confounding = Confounding.KEEP
    adjustment: Adjustment = Adjustment.HOLM


def study_choice(options: StudyOptions) -> StudyChoice:
    """Return the options as they are kept."""
    window = options.window
    return StudyChoice(
        model=options.model,
        benchmark=options.benchmark,
        returns=options.returns,
        event_window=(window.event_first, window.event_last),
        estimation_window=(window.estimation_first, window.estimation_last),
        least_sessions=window.least_sessions,
        confounding=options.confounding,
        adjustment=options.adjustment,
    )


def chosen_options(choice: StudyChoice, factors: FactorReturns | None = None) -> StudyOptions:
    """Return the options that were kept.

    Raises
    ------
    StudyError
        The windows do not lie as they must.
    """
    window = StudyWindow(*choice.event_window, *choice.estimation_window, choice.least_sessions)
    return StudyOptions(
        model=choice.model,
        benchmark=choice.benchmark,
        returns=choice.returns,
        window=window,
        confounding=choice.confounding,
        adjustment=choice.adjustment,
        factors=factors,
    )
