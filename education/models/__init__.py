"""Draft rows (what staff edit), editions (what readers read), and the clinic's own details."""

from .acne import AcneStage, Cause, Treatment, TreatmentEffect
from .avoid import AvoidItem
from .clinic import ClinicProfile, Location
from .course import CareStep, Phase
from .drafts import ClaimRow, DraftRow, LinesField, LoadedRow
from .editions import Edition, LiveEdition, Withdrawal
from .evidence import Fact, GlossaryTerm, Rule, Source
from .questions import Question, QuizQuestion
from .searches import MissedWord
from .side_effects import SideEffect, SideEffectAdvice, WarningSign
from .topics import Section, Topic

__all__ = [
    "AcneStage",
    "AvoidItem",
    "CareStep",
    "Cause",
    "ClaimRow",
    "ClinicProfile",
    "DraftRow",
    "Edition",
    "Fact",
    "GlossaryTerm",
    "LinesField",
    "LiveEdition",
    "LoadedRow",
    "Location",
    "MissedWord",
    "Phase",
    "Question",
    "QuizQuestion",
    "Rule",
    "Section",
    "SideEffect",
    "SideEffectAdvice",
    "Source",
    "Topic",
    "Treatment",
    "TreatmentEffect",
    "WarningSign",
    "Withdrawal",
]
