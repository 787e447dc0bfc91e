"""How events are studied on the screen: the impact card and the study view share these choices."""

import logging
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from pydantic import JsonValue, ValidationError
from PySide6.QtCore import QObject, Signal

from tickertale.analysis.confounding import Confounding
from tickertale.analysis.multiple_testing import Adjustment
from tickertale.analysis.normal_return import NormalModel
from tickertale.analysis.price_return import ReturnKind
from tickertale.analysis.study_input import FactorReturns
from tickertale.analysis.study_window import StudyWindow
from tickertale.domain.errors import StudyError
from tickertale.prices.factor_csv import read_factors
from tickertale.session.study_option import (
    StudyChoice,
    StudyOptions,
    chosen_options,
    factor_returns,
    study_choice,
)

_logger = logging.getLogger(__name__)


class StudyOptionViewModel(QObject):
    """Holds the options of all studies in a window.

    Signals
    -------
    changed
        Other options are in force, and what was computed under the last ones is void.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._options = StudyOptions()

    @property
    def options(self) -> StudyOptions:
        """Return the options in force; another object after each change."""
        return self._options

    def choose_model(self, model: NormalModel) -> None:
        """Take the return without the event to be what another model says."""
        if model is not self._options.model:
            self._set(replace(self._options, model=model))

    def choose_benchmark(self, instrument: str | None) -> None:
        """Measure against another instrument; None for the timeline's benchmark."""
        if instrument != self._options.benchmark:
            self._set(replace(self._options, benchmark=instrument))

    def choose_returns(self, kind: ReturnKind) -> None:
        """Compute with simple or with log returns."""
        if kind is not self._options.returns:
            self._set(replace(self._options, returns=kind))

    def choose_window(self, window: StudyWindow) -> None:
        """Measure over other windows; a `StudyWindow` that can be made can be studied."""
        if window != self._options.window:
            self._set(replace(self._options, window=window))

    def choose_confounding(self, confounding: Confounding) -> None:
        """Do something else about other events."""
        if confounding is not self._options.confounding:
            self._set(replace(self._options, confounding=confounding))

    def choose_adjustment(self, adjustment: Adjustment) -> None:
        """Adjust p in another way for the number of events looked at."""
        if adjustment is not self._options.adjustment:
            self._set(replace(self._options, adjustment=adjustment))

    def choose_factors(self, factors: FactorReturns | None) -> None:
        """Give the factor model its factors."""
        if factors is not self._options.factors:
            self._set(replace(self._options, factors=factors))

    def read_factors(self, path: Path) -> None:
        """Study with the factor model and the daily factors of a file.

        Raises
        ------
        PriceDataError
            The file has no such factors; nothing was changed.
        """
        factors = factor_returns(read_factors(path))
        self._set(replace(self._options, factors=factors, model=NormalModel.FACTOR))

    def set_options(self, options: StudyOptions) -> None:
        """Choose several at once, told once."""
        if study_choice(options) != self.stored() or options.factors is not self._options.factors:
            self._set(options)

    def stored(self) -> StudyChoice:
        """Return the choices as they can be kept: pydantic, without the factors."""
        return study_choice(self._options)

    def restore(self, choice: StudyChoice) -> None:
        """Take over choices that were kept.

        Raises
        ------
        StudyError
            The windows do not lie as they must; nothing was changed.
        """
        self.set_options(chosen_options(choice, self._options.factors))

    def kept(self) -> JsonValue:
        """Return the choices as the next start shall find them."""
        kept: JsonValue = self.stored().model_dump(mode="json")
        return kept

    def restore_kept(self, kept: JsonValue, *, instruments: Collection[str]) -> None:
        """Take over what `kept` returned, as far as it still makes sense.

        Parameters
        ----------
        kept : JSON
            What is not understood leaves the options as they are.
        instruments : collection of str
            Ids that a benchmark can have.
        """
        try:
            choice = StudyChoice.model_validate(kept)
            if choice.benchmark not in instruments:
                choice = choice.model_copy(update={"benchmark": None})
            if choice.model is NormalModel.FACTOR and self._options.factors is None:
                # The file of the factors is not read again without being asked for.
                choice = choice.model_copy(update={"model": NormalModel.MARKET})
            self.restore(choice)
        except (ValidationError, StudyError) as error:
            _logger.warning("the options of the last studies are not used: %s", error)

    def _set(self, options: StudyOptions) -> None:
        self._options = options
        self.changed.emit()
