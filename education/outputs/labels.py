"""The words of the interface for the codes in a document."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Labels = dict[str, str | Promise]

STAGES: Labels = {
    "before": _("Before your course"),
    "during": _("During your course"),
    "after": _("After your course"),
    "reference": _("To look things up"),
}

# The heading of a group or a card: the action.
CARE_LEVELS: Labels = {
    "expected": _("Care for it yourself"),
    "tell": _("Tell us at your next visit"),
    "call": _("Stop the capsules and call us today"),
    "emergency": _("Emergency: call 911 or go to the emergency room now"),
}

# After the last capsule there is nothing left to stop.
CARE_LEVELS_AFTER: Labels = {**CARE_LEVELS, "call": _("Call us today")}

# Before the first capsule nothing is to be expected from it yet.
CARE_LEVELS_BEFORE: Labels = {
    **CARE_LEVELS,
    "tell": _("Tell us before you take the first capsule"),
    "call": _("Call us today, before you take any capsule"),
}

CALLOUT_LEVELS: Labels = {
    "info": _("Good to know"),
    "tell": _("Tell us"),
    "call": _("Call us today"),
    "emergency": _("Emergency"),
}

ANSWERS: Labels = {
    "no": _("No"),
    "ask": _("Ask first"),
    "careful": _("Be careful"),
    "fine": _("Fine"),
}

BODY_AREAS: Labels = {
    "skin": _("Skin"),
    "lips": _("Lips"),
    "eyes": _("Eyes"),
    "nose": _("Nose"),
    "mouth_throat": _("Mouth and throat"),
    "head": _("Head"),
    "ears": _("Ears"),
    "mood": _("Mood"),
    "muscles_bones": _("Muscles and bones"),
    "belly": _("Belly"),
    "hair_nails": _("Hair and nails"),
    "blood_tests": _("Blood tests"),
    "sex_periods": _("Sex and periods"),
    "chest": _("Heart and lungs"),
    "whole_body": _("Whole body"),
}

TREATMENT_FORMS: Labels = {
    "wash": _("Washes"),
    "cream": _("Creams, gels and foams"),
    "pill": _("Taken by mouth"),
    "injection": _("Shots into a spot"),
    "procedure": _("Done in the clinic"),
    "device": _("Light and laser"),
}

WITH_ISOTRETINOIN: Labels = {
    "stop": _("With isotretinoin: stop it"),
    "ask": _("With isotretinoin: ask first"),
    "fine": _("With isotretinoin: fine"),
    "itself": _("This is isotretinoin"),
}

EFFECT_STRENGTHS: tuple[str | Promise, ...] = (_("none"), _("some"), _("good"), _("strong"))

CARE_TIMES: Labels = {
    "before": _("Before you start"),
    "daily": _("Every day"),
    "monthly": _("Every month"),
    "at_the_end": _("At the end"),
    "after": _("After your course"),
}

FOR_WHOM: Labels = {
    "everyone": _("For everyone"),
    "can_become_pregnant": _("If you can become pregnant"),
}

CERTAINTIES: Labels = {
    "strong": _("We are sure."),
    "fair": _("We are fairly sure."),
    "weak": _("We are not sure."),
}

SOURCE_KINDS: Labels = {
    "label": _("official drug label"),
    "regulator": _("regulator"),
    "guideline": _("guideline"),
    "study": _("study"),
    "health_service": _("health service"),
    "program": _("safety program"),
    "reference": _("reference work"),
    "knowledge": _("general medical knowledge"),
}

SOURCE_STATES: Labels = {
    "confirmed": _("confirmed"),
    "to_be_confirmed": _("to be confirmed"),
}

JURISDICTIONS: Labels = {
    "us": _("United States"),
    "uk": _("United Kingdom"),
}

UNTIL: Labels = {
    "during_course": _("for your whole course"),
    "always": _("always"),
    "clinic_decides": _("until your clinic says it is fine"),
}

# Names of days in a course, where the guide has a rule of them but no name.
COURSE_ENTRIES: Labels = {
    "first-capsule": _("First capsule"),
    "last-capsule": _("Last capsule"),
    "first-pregnancy-test": _("First pregnancy test"),
    "second-pregnancy-test": _("Second pregnancy test"),
    "first-pick-up": _("Pick up your first capsules"),
}

# Titles in a calendar, where the name alone would be read as something else.
COURSE_EVENTS: Labels = {
    "by": _("By this day at the latest: %(title)s"),
    "from": _("Rule starts: %(title)s"),
    "until": _("Rule holds until this day or longer: %(title)s"),
    "visit": _("About this day: %(title)s"),
    "test": _("About this day: %(title)s"),
}

TOOLS: Labels = {
    "is-this-normal": _("Is this normal?"),
    "can-i": _("Can I take it or do it?"),
    "my-course": _("My course, with dates"),
    "visit-sheet": _("A sheet for your visit"),
    "quiz": _("Check what you know"),
    "search": _("Search the guide"),
}

# What each tool is good for.
TOOL_LINES: Labels = {
    "is-this-normal": _("Say what you feel and which week you are in. See if it is expected, and when to call."),
    "can-i": _("A medicine, a cream, a tattoo, a drink: yes or no, why, and until when."),
    "my-course": _("Your weeks, tests and pick-up days, and when each rule ends. For paper or your calendar."),
    "visit-sheet": _("How you have been, and what you want to ask. Show it or print it."),
    "quiz": _("Short questions, each with its answer explained. Nobody sees what you choose."),
    "search": _("Find any word on any page."),
}

HOW_MUCH: Labels = {
    "fine": _("Fine"),
    "little": _("Bothers me a little"),
    "lot": _("Bothers me a lot"),
}

# What the visit sheet asks in the reader's own words.
SHEET_TEXTS: Labels = {
    "missed": _("How many capsules did I miss?"),
    "medicines": _("Medicines, vitamins and herbs I took"),
    "notes": _("What else was different"),
    "questions": _("My questions"),
}

# What people may look for a tool with, with commas between.
TOOL_WORDS: Labels = {
    "is-this-normal": _("is it normal, symptom checker, side effect checker, should I worry, should I call, do I stop"),
    "can-i": _("can I, may I, am I allowed, is it safe with, interaction checker, drug interactions, avoid list"),
    "my-course": _("my dates, calendar, timeline, reminder, schedule, my visits, my plan, planner, which week am I in"),
    "visit-sheet": _("checklist, what to ask, prepare my visit, notes for the doctor, questions for my doctor, diary"),
    "quiz": _("quiz, test yourself, test my knowledge, do I know enough, exam"),
}
