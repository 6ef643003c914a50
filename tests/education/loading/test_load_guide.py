"""Fixtures into drafts: never over an edit of staff, and all or nothing."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from education.loading.files import FixtureError
from education.loading.load import list_staff_changes, load_guide
from education.models import Fact, LoadedRow, Section, SideEffect, Source, Topic, Treatment, TreatmentEffect

pytestmark = pytest.mark.django_db

SOURCES = """
- key: a-label
  title: A label
  publisher: A publisher
  url: https://example.org/label
  kind: label
  state: confirmed
- key: b-study
  title: A study
  publisher: A journal
  kind: study
  state: to_be_confirmed
"""
FACTS = """
- key: clear
  kind: frequency
  phrase: about {numerator} of {denominator} people
  statement: After some months {phrase} are clear.
  numerator: 80
  denominator: 100
  certainty: fair
  checked_on: 2026-11-24
  sources: [a-label]
"""
TOPICS = """
- key: lips
  title: Lips
  nav_title: Lips
  stage: during
  message: Care for your lips.
  description: How to care for lips.
  key_points: [Use ointment., Drink water., Wear a hat.]
  read_next: lips
  sections:
    - key: dry
      kind: prose
      heading: Dry lips
      body: |-
        Almost everyone has them.

        - Use ointment.
      sources: [b-study, a-label]
    - key: numbers
      kind: facts
      heading: Numbers
      facts: [clear]
"""
TREATMENTS = """
- key: wash
  name: Wash
  form: wash
  names: [Soap]
  how_it_works: It cleans.
  suits: Everyone.
  time_to_work: No one knows.
  common_problems: Dry skin. Use cream.
  with_isotretinoin: fine
  with_isotretinoin_note: Use it.
  effects: {oil: 1, plug: 0}
  sources: [a-label]
"""
CAUSES = """
- {key: plug, name: Plug, summary: A plug.}
- {key: oil, name: Oil, summary: Oil.}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {
        "sources.yaml": SOURCES,
        "facts.yaml": FACTS,
        "topics.yaml": TOPICS,
        "causes.yaml": CAUSES,
        "treatments.yaml": TREATMENTS,
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def replace(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_load_guide_writes_rows_with_their_children_and_relations(folder):
    report = load_guide(folder)

    assert (report.created, report.updated, report.unchanged, report.kept) == (7, 0, 0, [])
    dry, numbers = Section.objects.all()
    assert dry.body == "Almost everyone has them.\n\n- Use ointment."
    assert [source.key for source in dry.sources.all()] == ["a-label", "b-study"]
    assert [fact.key for fact in numbers.facts.all()] == ["clear"]
    assert Topic.objects.get().read_next == Topic.objects.get()
    assert list(TreatmentEffect.objects.values_list("cause__key", "strength")) == [("plug", 0), ("oil", 1)]
    assert [(source.key, source.position) for source in Source.objects.all()] == [("a-label", 0), ("b-study", 1)]


def test_load_guide_again_changes_nothing(folder):
    load_guide(folder)
    revisions = list(Topic.objects.values_list("revision", "changed_at"))

    report = load_guide(folder)

    assert (report.created, report.updated, report.unchanged, report.kept) == (0, 0, 7, [])
    assert list(Topic.objects.values_list("revision", "changed_at")) == revisions


def test_load_guide_brings_in_what_changed_in_the_files(folder):
    load_guide(folder)
    replace(folder, "topics.yaml", "Dry lips", "Cracked lips")

    report = load_guide(folder)

    assert (report.updated, report.unchanged) == (1, 6)
    assert Section.objects.get(key="dry").heading == "Cracked lips"


def test_load_guide_keeps_a_row_that_staff_changed_and_says_so(folder):
    load_guide(folder)
    section = Section.objects.get(key="dry")
    section.heading = "Words of staff"
    section.save()
    replace(folder, "topics.yaml", "Dry lips", "Cracked lips")

    report = load_guide(folder)

    assert report.kept == ["topics: lips was changed by staff and stays as they left it"]
    assert Section.objects.get(key="dry").heading == "Words of staff"
    assert list_staff_changes() == [("topics", "lips")]


def test_load_guide_does_not_bring_back_a_row_that_staff_deleted(folder):
    load_guide(folder)
    Treatment.objects.all().delete()

    report = load_guide(folder)

    assert report.kept == ["treatments: wash was deleted by staff and stays deleted"]
    assert not Treatment.objects.exists()


def test_load_guide_leaves_a_row_that_staff_added_alone(folder):
    load_guide(folder)
    Source.objects.create(key="ours", title="Ours", publisher="Us", kind="study", position=5)

    load_guide(folder)

    assert Source.objects.get(key="ours").title == "Ours"
    assert list_staff_changes() == [("sources", "ours")]


def test_export_guide_and_load_again_change_nothing(folder, tmp_path_factory, capsys):
    load_guide(folder)
    exported = tmp_path_factory.mktemp("exported")

    call_command("export_guide", folder=exported)
    report = load_guide(exported)

    assert (report.created, report.updated, report.unchanged, report.kept) == (0, 0, 7, [])


def test_export_guide_takes_the_place_of_the_files_that_were_there(folder, capsys):
    (folder / "facts.more.yaml").write_text(FACTS.replace("key: clear", "key: flare"), encoding="utf-8")
    load_guide(folder)

    call_command("export_guide", folder=folder)

    names = sorted(path.name for path in folder.iterdir())
    assert names == ["causes.yaml", "facts.yaml", "sources.yaml", "topics.01-lips.yaml", "treatments.yaml"]
    assert load_guide(folder).unchanged == 8


FAULTS = {
    "unknown field": (
        "facts.yaml",
        "  certainty: fair",
        "  certainly: fair",
        (
            "facts.yaml, row 1 (clear): there is no field 'certainly'; the fields are key, kind, phrase, statement, "
            "numerator, denominator, population, certainty, certainty_note, checked_on, sources"
        ),
    ),
    "unknown choice": (
        "facts.yaml",
        "fair",
        "sure",
        "facts.yaml, row 1 (clear): certainty: Value 'sure' is not a valid choice.",
    ),
    "database constraint": (
        "facts.yaml",
        "numerator: 80",
        "numerator: 101",
        "facts.yaml, row 1 (clear): __all__: “How many” cannot be more than “out of”.",
    ),
    "unknown key": (
        "facts.yaml",
        "[a-label]",
        "[a-lable]",
        "facts.yaml, row 1 (clear): sources: there is no source with the key 'a-lable'",
    ),
    "fault in a child": (
        "topics.yaml",
        "kind: prose",
        "kind: poem",
        "topics.yaml, row 1 (lips): sections, dry: kind: Value 'poem' is not a valid choice.",
    ),
    "text that YAML took for a switch": (
        "causes.yaml",
        "summary: Oil.",
        "summary: no",
        "causes.yaml, row 2 (oil): summary: False is no text; put it in quotes",
    ),
    "no list": (
        "treatments.yaml",
        "names: [Soap]",
        "names: Soap",
        "treatments.yaml, row 1 (wash): names: write a list, one item on each line",
    ),
    "same key twice": (
        "sources.yaml",
        "b-study",
        "a-label",
        "sources.yaml, row 2 (a-label): row 1 of sources.yaml has the same key",
    ),
    "no key": (
        "causes.yaml",
        "key: oil, ",
        "",
        "causes.yaml, row 2 (no key): it needs a key of letters, digits and hyphens",
    ),
}


@pytest.mark.parametrize(("name", "old", "new", "reason"), FAULTS.values(), ids=FAULTS.keys())
def test_load_guide_names_file_row_and_reason_and_changes_nothing(folder, name, old, new, reason):
    replace(folder, name, old, new)

    with pytest.raises(FixtureError) as refusal:
        load_guide(folder)

    assert reason in refusal.value.reasons
    assert not Source.objects.exists()
    assert not LoadedRow.objects.exists()


def test_load_guide_tells_every_fault_of_the_files_at_once(folder):
    (folder / "poems.yaml").write_text("- key: a", encoding="utf-8")
    (folder / "facts.yaml").write_text("- key: [", encoding="utf-8")
    (folder / "causes.yaml").write_text("key: oil", encoding="utf-8")

    with pytest.raises(FixtureError) as refusal:
        load_guide(folder)

    assert [reason.split(":")[0] for reason in refusal.value.reasons] == ["causes.yaml", "facts.yaml", "poems.yaml"]


def test_load_guide_command_tells_the_faults_in_sentences(folder):
    replace(folder, "facts.yaml", "fair", "sure")

    with pytest.raises(CommandError, match=r"Nothing was loaded\. Mend these first:\nfacts\.yaml, row 1"):
        call_command("load_guide", folder=folder)


def test_shipped_fixtures_survive_export_and_load(tmp_path, capsys):
    rows = load_guide().created

    call_command("export_guide", folder=tmp_path)
    report = load_guide(tmp_path)

    assert (report.created, report.updated, report.unchanged, report.kept) == (0, 0, rows, [])
    assert SideEffect.objects.exists()
    assert Fact.objects.exists()
