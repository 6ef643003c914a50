"""Commands that are used wrongly say so in a sentence."""

import pytest
from django.core.management import CommandError, call_command


def test_export_schema_refuses_a_folder(tmp_path):
    with pytest.raises(CommandError) as refusal:
        call_command("export_schema", path=tmp_path)

    assert str(refusal.value) == f"{tmp_path} cannot be written (Is a directory). Name a file that can, with --path."


def test_reading_report_refuses_less_than_no_sentences():
    with pytest.raises(CommandError) as refusal:
        call_command("reading_report", sentences=-1)

    assert str(refusal.value) == "--sentences cannot be less than 0."
