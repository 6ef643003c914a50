"""Fixtures into drafts: never over an edit of staff, and all or nothing."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from education.drafts import StaleDraftError, save_draft, swap_places
from education.loading.files import FixtureError
from education.loading.load import list_staff_changes, load_guide
from education.models import Fact, LoadedRow, Section, SideEffect, Source, Topic, Treatment, TreatmentEffect

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

A_MOMENT = 1  # seconds that somebody is seen to wait for somebody else

SOURCES = """
- key: a-label
  title: A label
  publisher: A publisher
  url: https://example.org/label
  kind: label
  state: confirmed
  read_on: 2026-11-24
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
SIDE_EFFECTS = """
- key: dry
  name: Dry lips
  body_area: lips
  frequency: clear
  feels_like: Dry.
  self_care: Use ointment.
  advice:
    - {counted_from: first_capsule, week_from: 1, level: expected, text: Use ointment.}
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
        "side_effects.yaml": SIDE_EFFECTS,
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

    assert (report.created, report.updated, report.unchanged, report.kept) == (8, 0, 0, [])
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

    assert (report.created, report.updated, report.unchanged, report.kept) == (0, 0, 8, [])
    assert list(Topic.objects.values_list("revision", "changed_at")) == revisions


def test_load_guide_brings_in_what_changed_in_the_files(folder):
    load_guide(folder)
    replace(folder, "topics.yaml", "Dry lips", "Cracked lips")

    report = load_guide(folder)

    assert (report.updated, report.unchanged) == (1, 7)
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


def test_load_guide_takes_the_order_of_sections_for_words_of_their_topic(folder):
    load_guide(folder)
    first, second = Section.objects.all()
    swap_places(second, first, seen=(second.position, first.position))
    replace(folder, "topics.yaml", "Dry lips", "Cracked lips")

    report = load_guide(folder)

    assert report.kept == ["topics: lips was changed by staff and stays as they left it"]
    assert list(Section.objects.values_list("key", "heading")) == [("numbers", "Numbers"), ("dry", "Dry lips")]


def list_sources() -> list[str]:
    return list(Source.objects.values_list("key", flat=True))


def move_up_the_second_source() -> None:
    first, second = Source.objects.all()[:2]
    swap_places(second, first, seen=(second.position, first.position))


def test_load_guide_takes_new_words_for_rows_that_staff_moved(folder):
    load_guide(folder)
    move_up_the_second_source()
    assert list_staff_changes() == []
    replace(folder, "sources.yaml", "title: A label", "title: The label")

    report = load_guide(folder)

    assert (report.updated, report.unchanged, report.moved, report.kept) == (1, 7, 0, [])
    assert Source.objects.get(key="a-label").title == "The label"
    assert list_sources() == ["b-study", "a-label"]
    assert list_staff_changes() == []


def test_load_guide_brings_in_a_new_order_of_the_files_and_says_so(folder, capsys):
    load_guide(folder)
    path = folder / "sources.yaml"
    path.write_text("- {key: c, title: C, publisher: C, kind: study, state: to_be_confirmed}" + SOURCES)
    revisions = list(Topic.objects.values_list("revision", flat=True))

    call_command("load_guide", folder=folder)

    assert capsys.readouterr().out == "1 rows new, 0 updated, 8 as they were.\n2 rows are in a new place.\n"
    assert list_sources() == ["c", "a-label", "b-study"]
    assert list(Topic.objects.values_list("revision", flat=True)) == revisions
    assert load_guide(folder).moved == 0


def test_load_guide_brings_a_row_whose_words_staff_changed_into_its_new_place(folder):
    load_guide(folder)
    Source.objects.filter(key="a-label").update(title="Words of staff")
    path = folder / "sources.yaml"
    path.write_text("- {key: c, title: C, publisher: C, kind: study, state: to_be_confirmed}" + SOURCES)

    report = load_guide(folder)

    assert report.kept == ["sources: a-label was changed by staff and stays as they left it"]
    assert list_sources() == ["c", "a-label", "b-study"]


def test_load_guide_keeps_the_order_of_staff_when_the_files_have_a_new_one(folder):
    load_guide(folder)
    move_up_the_second_source()
    path = folder / "sources.yaml"
    path.write_text(SOURCES + "- {key: d, title: D, publisher: D, kind: study, state: to_be_confirmed}")
    load_guide(folder)
    assert list_sources() == ["b-study", "a-label", "d"]
    path.write_text("- {key: d, title: D, publisher: D, kind: study, state: to_be_confirmed}" + SOURCES)

    report = load_guide(folder)

    assert report.moved == 0
    assert list_sources() == ["b-study", "a-label", "d"]


def test_load_guide_follows_the_files_again_once_staff_took_their_move_back(folder):
    load_guide(folder)
    move_up_the_second_source()
    load_guide(folder)
    move_up_the_second_source()
    path = folder / "sources.yaml"
    path.write_text("- {key: c, title: C, publisher: C, kind: study, state: to_be_confirmed}" + SOURCES)

    load_guide(folder)

    assert list_sources() == ["c", "a-label", "b-study"]


def and_close(work: Callable) -> Callable:
    """*work* for a thread, which closes its connection in the end."""

    def run() -> object:
        try:
            return work()
        finally:
            connection.close()

    return run


@pytest.mark.django_db(transaction=True)
def test_load_guide_waits_for_a_save_of_staff_and_keeps_it(folder):
    load_guide(folder)
    replace(folder, "sources.yaml", "title: A label", "title: The label")

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            source = Source.objects.get(key="a-label")
            source.title = "Words of staff"
            save_draft(source, opened_revision=source.revision)
            loading = pool.submit(and_close(lambda: load_guide(folder)))
            wait([loading], timeout=A_MOMENT)
        report = loading.result()

    assert report.kept == ["sources: a-label was changed by staff and stays as they left it"]
    assert Source.objects.get(key="a-label").title == "Words of staff"


@pytest.mark.django_db(transaction=True)
def test_save_of_staff_waits_for_load_guide_and_is_told(folder):
    load_guide(folder)
    replace(folder, "sources.yaml", "title: A label", "title: The label")
    opened = Source.objects.get(key="a-label")
    opened.title = "Words of staff"
    saves = []

    def save_before_the_first_write(execute, sql, params, many, context):
        if sql.startswith("UPDATE") and not saves:
            saves.append(pool.submit(and_close(lambda: save_draft(opened, opened_revision=opened.revision))))
            wait(saves, timeout=A_MOMENT)
        return execute(sql, params, many, context)

    with ThreadPoolExecutor(1) as pool, connection.execute_wrapper(save_before_the_first_write):
        load_guide(folder)

    assert [type(save.exception()) for save in saves] == [StaleDraftError]
    assert Source.objects.get(key="a-label").title == "The label"


def test_load_guide_does_not_bring_back_a_row_that_staff_deleted(folder):
    load_guide(folder)
    Treatment.objects.all().delete()

    report = load_guide(folder)

    assert report.kept == ["treatments: wash was deleted by staff and stays deleted"]
    assert not Treatment.objects.exists()


def test_load_guide_names_what_is_no_longer_shipped_and_leaves_it(folder, capsys):
    load_guide(folder)
    Source.objects.create(key="ours", title="Ours", publisher="Us", kind="study", position=5)
    (folder / "treatments.yaml").unlink()
    replace(folder, "topics.yaml", "- key: lips", "- key: mouth")
    replace(folder, "topics.yaml", "read_next: lips", "read_next: mouth")

    call_command("load_guide", folder=folder)

    assert capsys.readouterr().out.splitlines()[-2:] == [
        "No longer shipped: treatments: wash. Staff decide whether it stays.",
        "No longer shipped: topics: lips. Staff decide whether it stays.",
    ]
    assert Treatment.objects.get().name == "Wash"
    assert Topic.objects.get(key="lips").sections.count() == 2
    assert load_guide(folder).no_longer_shipped == ["treatments: wash", "topics: lips"]


def test_load_guide_says_no_more_of_what_staff_deleted_and_is_no_longer_shipped(folder):
    load_guide(folder)
    (folder / "treatments.yaml").unlink()
    Treatment.objects.all().delete()

    assert load_guide(folder).no_longer_shipped == []


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

    assert (report.created, report.updated, report.unchanged, report.kept) == (0, 0, 8, [])


def test_export_guide_takes_the_place_of_the_files_that_were_there(folder, capsys):
    (folder / "facts.more.yaml").write_text(FACTS.replace("key: clear", "key: flare"), encoding="utf-8")
    load_guide(folder)

    call_command("export_guide", folder=folder)

    names = sorted(path.name for path in folder.iterdir())
    assert names == [
        "causes.yaml",
        "facts.yaml",
        "side_effects.yaml",
        "sources.yaml",
        "topics.01-lips.yaml",
        "treatments.yaml",
    ]
    assert load_guide(folder).unchanged == 9


@pytest.mark.parametrize(
    ("place", "reason"), [("facts.yaml", "File exists"), ("facts.yaml/exported", "Not a directory")]
)
def test_export_guide_refuses_what_it_cannot_write_to(folder, place, reason):
    with pytest.raises(CommandError) as refusal:
        call_command("export_guide", folder=folder / place)

    assert str(refusal.value) == (
        f"{folder / place} cannot be written ({reason}). Name a folder that can, with --folder."
    )


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
        "causes.yaml, row 2 (no key): it needs a key of small letters, digits and hyphens",
    ),
    "day that does not exist": (
        "sources.yaml",
        "  read_on: 2026-11-24",
        "  read_on: 2026-13-45",
        "sources.yaml, row 1 (a-label): read_on: '2026-13-45' is no date; write one such as 2026-11-24",
    ),
    "number for a day": (
        "sources.yaml",
        "  read_on: 2026-11-24",
        "  read_on: 5",
        "sources.yaml, row 1 (a-label): read_on: 5 is no date; write one such as 2026-11-24",
    ),
    "number for rows": (
        "side_effects.yaml",
        "  advice:\n    - {counted_from: first_capsule, week_from: 1, level: expected, text: Use ointment.}",
        "  advice: 5",
        "side_effects.yaml, row 1 (dry): advice: write a list of rows, or leave the field out",
    ),
    "nothing for rows": (
        "side_effects.yaml",
        "  advice:\n    - {counted_from: first_capsule, week_from: 1, level: expected, text: Use ointment.}",
        "  advice:",
        "side_effects.yaml, row 1 (dry): advice: write a list of rows, or leave the field out",
    ),
    "number for a row inside": (
        "side_effects.yaml",
        "  advice:\n    - {counted_from: first_capsule, week_from: 1, level: expected, text: Use ointment.}",
        "  advice: [5]",
        "side_effects.yaml, row 1 (dry): advice, 1: write fields, each with a name and a value",
    ),
    "number for keys": (
        "facts.yaml",
        "sources: [a-label]",
        "sources: 5",
        "facts.yaml, row 1 (clear): sources: write a list of keys",
    ),
    "list for a key among keys": (
        "facts.yaml",
        "sources: [a-label]",
        "sources: [[a]]",
        "facts.yaml, row 1 (clear): sources: write a list of keys",
    ),
    "list for one key": (
        "side_effects.yaml",
        "frequency: clear",
        "frequency: [a]",
        "side_effects.yaml, row 1 (dry): frequency: write one key",
    ),
    "pairs for one key": (
        "side_effects.yaml",
        "frequency: clear",
        "frequency: {a: b}",
        "side_effects.yaml, row 1 (dry): frequency: write one key",
    ),
    "list for pairs": (
        "treatments.yaml",
        "{oil: 1, plug: 0}",
        "[1]",
        "treatments.yaml, row 1 (wash): effects: write pairs of cause and strength, or leave the field out",
    ),
    "number for a key of pairs": (
        "treatments.yaml",
        "{oil: 1, plug: 0}",
        "{5: 1}",
        "treatments.yaml, row 1 (wash): effects: write pairs of cause and strength, or leave the field out",
    ),
    "pair without a value": (
        "treatments.yaml",
        "{oil: 1, plug: 0}",
        "{oil: }",
        "treatments.yaml, row 1 (wash): effects, oil: strength: write a value",
    ),
    "endless number": (
        "facts.yaml",
        "numerator: 80",
        "numerator: .inf",
        "facts.yaml, row 1 (clear): numerator: inf is no whole number",
    ),
    "switch for a number": (
        "facts.yaml",
        "numerator: 80",
        "numerator: yes",
        "facts.yaml, row 1 (clear): numerator: True is no whole number",
    ),
    "number for text": (
        "sources.yaml",
        "title: A label",
        "title: 1.10",
        "sources.yaml, row 1 (a-label): title: 1.1 is no text; put it in quotes",
    ),
    "rows for a line": (
        "treatments.yaml",
        "[Soap]",
        "[[Soap]]",
        "treatments.yaml, row 1 (wash): names: ['Soap'] is no text; put it in quotes",
    ),
    "row without fields": (
        "causes.yaml",
        "{key: oil, name: Oil, summary: Oil.}",
        "oil",
        "causes.yaml, row 2 (no key): write fields, each with a name and a value",
    ),
    "field written twice": (
        "sources.yaml",
        "  title: A label",
        "  title: A label\n  title: Another label",
        "sources.yaml, row 1: 'title' is written twice in \"<unicode string>\", line 4, column 3",
    ),
    "key that no reference can name": (
        "causes.yaml",
        "key: oil",
        "key: Dry_Lips",
        "causes.yaml, row 2 (Dry_Lips): it needs a key of small letters, digits and hyphens",
    ),
    "anchor that no reference can name": (
        "topics.yaml",
        "key: dry",
        "key: Dry_Lips",
        "topics.yaml, row 1 (lips): sections, Dry_Lips: it needs a key of small letters, digits and hyphens",
    ),
    "NUL in a text": (
        "causes.yaml",
        "summary: Oil.",
        'summary: "Oil\\0."',
        "causes.yaml, row 2 (oil): summary: it holds a NUL character; take it out",
    ),
    "NUL in a line": (
        "treatments.yaml",
        "[Soap]",
        '["Soap\\0"]',
        "treatments.yaml, row 1 (wash): names: it holds a NUL character; take it out",
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
    (folder / "sources.yml").write_text(SOURCES, encoding="utf-8")
    (folder / "topics.more.yaml").mkdir()

    with pytest.raises(FixtureError) as refusal:
        load_guide(folder)

    assert [reason.split(", the")[0].split(" while")[0].split("; the")[0] for reason in refusal.value.reasons] == [
        "causes.yaml: write a list of rows, each beginning with “- key:”",
        "facts.yaml: this is not YAML:",
        "poems.yaml: no model has this name",
        "sources.yml: rename the file, so that its name ends in .yaml",
        "topics.more.yaml: this cannot be read: Is a directory",
    ]


def test_load_guide_command_tells_the_faults_in_sentences(folder):
    replace(folder, "facts.yaml", "fair", "sure")

    with pytest.raises(CommandError, match=r"Nothing was loaded\. Mend these first:\nfacts\.yaml, row 1"):
        call_command("load_guide", folder=folder)


@pytest.mark.parametrize("name", ["nowhere", "facts.yaml"])
def test_load_guide_command_refuses_what_is_no_folder(folder, name):
    with pytest.raises(CommandError) as refusal:
        call_command("load_guide", folder=folder / name)

    assert str(refusal.value) == f"Nothing was loaded. Mend these first:\n{folder / name}: there is no such folder"


def test_shipped_fixtures_survive_export_and_load(tmp_path, capsys):
    rows = load_guide().created

    call_command("export_guide", folder=tmp_path)
    report = load_guide(tmp_path)

    assert (report.created, report.updated, report.unchanged, report.kept) == (0, 0, rows, [])
    assert SideEffect.objects.exists()
    assert Fact.objects.exists()
