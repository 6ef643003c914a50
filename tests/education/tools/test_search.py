"""What people type finds what answers it, misspelled or not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from education.outputs.page import render_topic_page
from education.tools.search import MAX_RESULTS, MAX_WORDS, SearchIndex, is_too_long, list_targets
from tests.education.pages import parse_page

# (typed, where it must lead first)
FIRST = [
    # everyday words
    ("dry lips", "/guide/side-effects/#dry-lips"),
    ("sunscreen", "/guide/what-to-avoid/#sunscreen"),
    ("alcohol", "/guide/what-to-avoid/#alcohol"),
    ("booze", "/guide/what-to-avoid/#alcohol"),
    ("gym", "/guide/what-to-avoid/#usual-exercise"),
    ("weed", "/guide/what-to-avoid/#smoking-vaping"),
    ("preggo", "/guide/what-to-avoid/#pregnancy"),
    ("puke", "/guide/questions/#threw-up"),
    ("fish oil", "/guide/what-to-avoid/#fish-oil"),
    ("protein shake", "/guide/what-to-avoid/#protein-powder"),
    ("hair loss", "/guide/side-effects/#hair-shedding"),
    ("lip balm", "/guide/what-to-avoid/#lip-ointment"),
    ("popping pimples", "/guide/what-to-avoid/#picking-squeezing"),
    ("panic attack", "/guide/side-effects/#anxiety-panic"),
    ("peanuts", "/guide/questions/#capsule-ingredients"),
    # stems
    ("depressed", "/guide/side-effects/#low-mood"),
    ("nose bleeding", "/guide/side-effects/#nosebleed"),
    ("vaccinated", "/guide/what-to-avoid/#vaccines"),
    ("shave", "/guide/what-to-avoid/#gentle-shaving"),
    # two words for one
    ("sun burn", "/guide/side-effects/#sunburn"),
    # accents
    ("créatine", "/guide/what-to-avoid/#creatine"),
    # brands
    ("Plan B", "/guide/what-to-avoid/#emergency-contraception"),
    # whole questions
    ("how long does it take to work", "/guide/questions/#when-it-works"),
    ("does it come back", "/guide/after-your-course/#will-acne-come-back"),
    ("can i stop early", "/guide/what-to-avoid/#stopping-early"),
    ("how long is a course?", "/guide/questions/#course-length"),
    ("when does it start working", "/guide/questions/#when-it-works"),
    ("can i drink", "/guide/questions/#alcohol"),
    ("how much does it cost", "/guide/questions/#cost"),
    ("how often do i see the doctor", "/guide/questions/#monthly-steps"),
    ("how does isotretinoin work", "/guide/how-isotretinoin-works/"),
    ("what causes acne", "/guide/how-acne-forms/#four-causes"),
    ("how do i store capsules", "/guide/getting-the-most/#how-to-store-them"),
    # tools
    ("my course dates", "/tools/my-course/"),
    ("quiz", "/tools/quiz/"),
    ("is this normal", "/tools/is-this-normal/"),
    ("can i", "/tools/can-i/"),
    ("questions for my doctor", "/tools/visit-sheet/"),
]

# (typed, what must be among the first three)
AMONG_THREE = [
    ("can men get someone pregnant", "/guide/questions/#cannot-become-pregnant"),
    ("Roaccutane", "/guide/questions/#same-as-accutane"),
    ("périod", "/guide/side-effects/#changed-periods"),
    ("sex without a condom", "/guide/what-to-avoid/#sex-without-two-methods"),
    ("lipbalm", "/guide/what-to-avoid/#lip-ointment"),
    ("period", "/guide/questions/#periods"),
    ("poop", "/guide/side-effects/#diarrhea-blood"),
    ("pee", "/guide/side-effects/#kidney-trouble"),
    ("zit", "/guide/side-effects/#flare"),
    ("pop", "/guide/what-to-avoid/#picking-squeezing"),
    ("pimple", "/guide/how-acne-forms/#pimple"),
    ("night vision", "/guide/side-effects/#night-blindness"),
    ("doxycycline", "/guide/what-to-avoid/#doxycycline"),
    ("tylenol", "/guide/what-to-avoid/#acetaminophen"),
    ("Differin", "/guide/what-to-avoid/#adapalene"),
    ("vitamin A", "/guide/what-to-avoid/#vitamin-a-pills"),
    ("blood tests", "/guide/side-effects/#blood-test-numbers"),
    ("purge", "/guide/side-effects/#flare"),
    ("breastfeeding", "/guide/what-to-avoid/#breastfeeding-pumping"),
    ("donate blood", "/guide/what-to-avoid/#giving-blood"),
    ("missed dose", "/guide/questions/#missed-dose"),
    ("second course", "/guide/questions/#second-course"),
    ("with food", "/guide/questions/#with-food"),
    ("ipledge", "/guide/getting-the-most/#what-ipledge-is"),
]

# (typed with a slip, what must be among the first three)
MISSPELLED = [
    ("isotretnoin", "/guide/treatments/#isotretinoin"),
    ("acutane", "/guide/treatments/#isotretinoin"),
    ("depresion", "/guide/side-effects/#low-mood"),
    ("nosebleads", "/guide/side-effects/#nosebleed"),
    ("headake", "/guide/side-effects/#headache"),
    ("diarhea", "/guide/side-effects/#bloody-diarrhea"),
    ("pregnat", "/guide/what-to-avoid/#pregnancy"),
    ("alchohol", "/guide/what-to-avoid/#alcohol"),
    ("sunscren", "/guide/what-to-avoid/#sunscreen"),
    ("minocyclin", "/guide/what-to-avoid/#minocycline"),
    ("doxycyclin", "/guide/what-to-avoid/#doxycycline"),
    ("tretinion", "/guide/what-to-avoid/#retinoid-creams"),
    ("chapstik", "/guide/what-to-avoid/#menthol-lip-balm"),
    ("musle pain", "/guide/side-effects/#muscle-ache"),
    ("cholestrol", "/guide/side-effects/#cholesterol-change"),
    ("tatoo", "/guide/what-to-avoid/#tattoo"),
    ("vomitting", "/guide/questions/#threw-up"),
    ("suicde", "/guide/side-effects/#suicidal-thoughts"),
    ("ipledg", "/guide/getting-the-most/#what-ipledge-is"),
    ("contraceptoin", "/guide/questions/#why-two-methods"),
    ("moisturiser", "/guide/what-to-avoid/#plain-moisturizer"),
    ("exema", "/guide/side-effects/#itchy-rash"),
    ("pickign", "/guide/what-to-avoid/#picking-squeezing"),
    ("waxxing", "/guide/what-to-avoid/#waxing-sugaring"),
    ("benzol peroxide", "/guide/what-to-avoid/#benzoyl-peroxide"),
    ("ibuprophen", "/guide/what-to-avoid/#ibuprofen-naproxen"),
]

NOTHING = ["", "   ", "zzyzxqq", "☕️ 🙂", "боль", "---", "\0", "';--"]


@pytest.fixture(scope="module")
def index(stored_guide):
    """The search of the shipped guide, made once."""
    return SearchIndex(stored_guide.documents.values(), "en")


def list_paths(index, typed, limit=MAX_RESULTS):
    return [hit.target.path for hit in index.search(typed, limit).hits]


@pytest.mark.parametrize(("typed", "path"), FIRST)
def test_search_leads_first_to(db, index, typed, path):
    assert list_paths(index, typed)[0] == path


@pytest.mark.parametrize(("typed", "path"), [*AMONG_THREE, *MISSPELLED])
def test_search_leads_among_the_first_three_to(db, index, typed, path):
    assert path in list_paths(index, typed)[:3]


@pytest.mark.parametrize("typed", NOTHING)
def test_what_the_guide_does_not_hold_finds_nothing(db, index, typed):
    results = index.search(typed)
    assert (results.hits, results.total) == ((), 0)


def test_word_that_is_right_as_it_stands_is_not_read_as_another(db, index):
    results = index.search("cafe")
    assert (results.hits, results.corrections) == ((), {})


def test_word_near_to_words_of_the_guide_offers_them(db, index):
    assert index.search("blister pack cafe zzyzxqq").hits
    assert "retinol" in index.search("netinol").closest + tuple(index.search("netinol").corrections.values())


def test_correction_is_told(db, index):
    assert index.search("isotretnoin").corrections == {"isotretnoin": "isotretinoin"}


def test_best_are_shown_and_all_are_counted(db, index):
    results = index.search("acne")
    assert (len(results.hits), results.total > 100) == (MAX_RESULTS, True)


def test_every_target_has_its_place_on_its_page(document, stamp, surroundings):
    page = parse_page(render_topic_page(document, stamp, surroundings))
    anchors = {element["id"] for element in page.select("[id]")}
    targets = list_targets(document)
    assert targets
    assert [target.path for target in targets if target.key and target.key not in anchors] == []


def test_every_target_is_there_once(document):
    paths = [(target.path, target.part) for target in list_targets(document)]
    assert sorted(set(paths)) == sorted(paths)


def test_every_target_is_found_by_its_own_title(db, index, stored_guide):
    lost = []
    for document in stored_guide.documents.values():
        for target in list_targets(document):
            paths = list_paths(index, target.title.text)
            if target.path not in paths:
                lost.append((target.title.text, target.path))
    assert lost == []


@given(typed=st.text(max_size=400))
def test_any_text_is_answered(index, typed):
    results = index.search(typed)
    assert len(results.hits) == min(results.total, MAX_RESULTS)
    assert len(results.words) <= MAX_WORDS * 2


@pytest.mark.parametrize(
    ("typed", "is_long"), [("dry lips", False), ("a" * 300, False), ("a" * 301, True), ("lip " * 41, True)]
)
def test_letter_is_no_search(typed, is_long):
    assert is_too_long(typed) == is_long


def test_second_language_has_its_own_stems_and_its_accents(golden):
    """The words of a document, whatever its language, are found by the rules of that language."""
    golden["sections"][0]["heading"] = "Labios secos"
    index = SearchIndex([golden], "es")
    assert list_paths(index, "lábio seco")[0] == f"/guide/{golden['slug']}/#{golden['sections'][0]['anchor']}"
