"""How easy each topic's draft is to read."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from education.documents.build import build_topic_document
from education.documents.passages import list_prose
from education.loading.load import LANGUAGE
from education.models import Topic
from education.outputs.site_pages import compute_mean_grade
from education.reading.grade import MAX_GRADE, MAX_MEAN_GRADE, MAX_SENTENCE_WORDS, score_passages
from education.reading.syllables import split_words


class Command(BaseCommand):
    help = "Show the reading grade of each topic's draft, with and without drug names, and its longest sentences."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--sentences", type=int, default=3, help="how many of the longest sentences to show")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["sentences"] < 0:
            raise CommandError("--sentences cannot be less than 0.")
        scores = []
        faults = []
        for topic in Topic.objects.all():
            score = score_passages(list_prose(build_topic_document(topic, LANGUAGE)))
            scores.append(score)
            self.stdout.write(
                f"{topic.key}: grade {score.grade} ({score.grade_without_drug_names} without drug names), "
                f"{len(score.sentences)} sentences, {score.words} words"
            )
            for words, sentence in score.list_longest_sentences(options["sentences"]):
                self.stdout.write(f"    {words} words: {sentence}")
            if score.unknown_words:
                self.stdout.write(f"    not in the dictionary: {', '.join(score.unknown_words)}")
            if score.grade > MAX_GRADE:
                faults.append(f"{topic.key} is at grade {score.grade}; the limit is {MAX_GRADE}.")
            faults += [
                f"{topic.key} has a sentence of {len(split_words(sentence))} words: {sentence}"
                for sentence in score.sentences
                if len(split_words(sentence)) > MAX_SENTENCE_WORDS
            ]
        mean = compute_mean_grade(scores)
        self.stdout.write(f"Mean grade of {len(scores)} topics: {mean}")
        if mean > MAX_MEAN_GRADE:
            faults.append(f"The mean grade is {mean}; the limit is {MAX_MEAN_GRADE}.")
        if faults:
            raise CommandError("\n".join(faults))
