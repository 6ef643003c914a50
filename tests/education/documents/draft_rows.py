"""Draft rows of every kind, and a topic with a section for each."""

from education import models
from tests.education.factories import CHECKED_ON, make_quiz_question, make_source

CAUSES = ("blocked-pore", "oil", "bacteria", "inflammation")


def make_causes() -> None:
    for position, key in enumerate(CAUSES):
        models.Cause.objects.create(key=key, name=key.title(), summary=f"About {key}.", position=position)


def make_rows(number: int) -> None:
    """A row of every kind that sections show, each with a source, a fact and a rule of its own."""
    source = make_source(f"source-{number}")
    frequency = models.Fact.objects.create(
        key=f"frequency-{number}",
        kind="frequency",
        phrase="{numerator} of {denominator} people",
        statement="In a study {phrase} had it.",
        numerator=number,
        denominator=100,
        certainty="fair",
        checked_on=CHECKED_ON,
    )
    rule = models.Rule.objects.create(
        key=f"rule-{number}",
        title="Wait",
        phrase="1 month",
        statement="Wait 1 month.",
        days_after_last_capsule=31,
        checked_on=CHECKED_ON,
        check_by=CHECKED_ON.replace(year=2027),
    )
    treatment = models.Treatment.objects.create(
        key=f"treatment-{number}",
        name="Cream",
        form="cream",
        names="First brand\nSecond brand",
        also="creme",
        how_it_works="It works.",
        suits="Many.",
        time_to_work="Weeks.",
        common_problems="Dry skin.",
        with_isotretinoin="ask",
        with_isotretinoin_note="Ask.",
    )
    for cause in models.Cause.objects.all():
        models.TreatmentEffect.objects.create(treatment=treatment, cause=cause, strength=cause.position)
    side_effect = models.SideEffect.objects.create(
        key=f"effect-{number}",
        name="Dry lips",
        also="lips\nchapped",
        body_area="lips",
        frequency=frequency,
        feels_like="Dry.",
        self_care="Ointment.",
    )
    for counted_from in ("first_capsule", "last_capsule"):
        models.SideEffectAdvice.objects.create(
            side_effect=side_effect, counted_from=counted_from, week_from=1, level="expected", text="Go on."
        )
    rows = [
        frequency,
        rule,
        treatment,
        side_effect,
        models.AcneStage.objects.create(
            key=f"stage-{number}", name="Plug", description="A plug.", picture_description="A tube."
        ),
        models.Phase.objects.create(
            key=f"phase-{number}",
            title="Start",
            counted_from="first_capsule",
            week_from=1,
            skin="Dry.",
            body="Tired.",
            what_to_do="- Rest",
        ),
        models.CareStep.objects.create(
            key=f"step-{number}", when="daily", for_whom="everyone", what="Do it.", why="It helps."
        ),
        models.WarningSign.objects.create(
            key=f"sign-{number}", sign="Pain", level="emergency", action="Call", what_to_do="Call.", looks_like="Bad."
        ),
        models.AvoidItem.objects.create(
            key=f"item-{number}",
            name="Wax",
            group="procedures",
            answer="no",
            why="It hurts.",
            until="rule",
            until_rule=rule,
            instead="Wait.",
        ),
        models.Question.objects.create(
            key=f"question-{number}", group="after", question="Why?", short_answer="So.", long_answer="Just so."
        ),
    ]
    for row in rows:
        row.sources.add(source)
    models.GlossaryTerm.objects.create(key=f"term-{number}", term="pore", meaning="A hole.", also="hole", say="POR")


def make_topic_of_every_kind(key: str = "everything") -> models.Topic:
    """A topic with a section of every kind and a question; sections that name facts and rules name all there are."""
    topic = models.Topic.objects.create(
        key=key,
        title="Everything",
        nav_title="All",
        stage="reference",
        message="All there is.",
        description="All.",
        key_points="One.\nTwo.\nThree.",
    )
    for position, kind in enumerate(models.Section.Kind.values):
        section = models.Section.objects.create(
            topic=topic,
            key=f"part-{kind.replace('_', '-')}",
            kind=kind,
            heading=f"Part {kind}",
            body="Words.",
            level="info" if kind == "callout" else "",
            figure="four-causes" if kind == "figure" else "",
            figure_description="A drawing." if kind == "figure" else "",
            caption="See." if kind == "figure" else "",
            position=position,
        )
        if kind == "facts":
            section.facts.set(models.Fact.objects.all())
        if kind == "rules":
            section.rules.set(models.Rule.objects.all())
    make_quiz_question(topic, f"quiz-{key}")
    return topic
