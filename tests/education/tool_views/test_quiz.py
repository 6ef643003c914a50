"""The page of the quiz: each answer explained, nothing kept, and no word lost."""

import pytest

from education.documents.passages import list_words
from education.documents.texts import iterate_texts
from education.live import list_live_topics, read_surroundings
from education.models import Topic
from education.outputs.resolving import Resolver
from education.publishing import withdraw_topic
from education.tools.quiz import list_questions
from tests.education.factories import make_quiz_question, make_topic, make_user, publish
from tests.education.marking import is_in_quiz
from tests.education.pages import normalize, parse_page, read_words

pytestmark = pytest.mark.django_db

PATH = "/tools/quiz/"


@pytest.fixture
def question():
    """The one question of a small guide, published."""
    topic = make_topic()
    make_quiz_question(topic, read_again="lips")
    publish(topic)
    (found,) = list_questions([(topic.document, topic.stamp) for topic in list_live_topics("en")], read_surroundings())
    return found


def read(answer):
    return parse_page(answer.content.decode())


def test_page_asks_and_folds_what_it_means(client, question):
    page = read(client.get(PATH))
    assert [choice["value"] for choice in page.select("input[type=radio]")] == [c.code for c in question.choices]
    assert page.select("[checked], details[open], #result") == []
    assert normalize(page.select_one("legend").get_text()) == "Your lips are dry. What do you do?"
    assert "Edition 1, November 24, 2026." in read_words(page)


def test_post_explains_each_answer_and_says_where_to_read_again(client, question):
    wrong = next(choice for choice in question.choices if not choice.is_right)
    page = read(client.post(PATH, {"quiz-lips": wrong.code}))
    words = read_words(page)
    assert [choice["value"] for choice in page.select("[checked]")] == [wrong.code]
    assert normalize(page.select_one("[data-verdict]").get_text()) == "No. We mean: I use ointment."
    assert "1 question: no. We did not explain it well enough." in words
    assert "Ointment keeps water in." in words
    assert [link.get_text() for link in page.select('a[href="/guide/small-topic/#lips"]')] == [
        "The topic small-topic: Lips"
    ] * 2


def test_right_answer_is_told_as_such(client, question):
    page = read(client.post(PATH, {"quiz-lips": question.right.code}))
    assert normalize(page.select_one("[data-verdict]").get_text()) == "Yes. That is what we mean."
    assert "1 question: yes. You chose what we mean." in read_words(page)


@pytest.mark.parametrize("posted", [{}, {"quiz-lips": "x" * 10_000}, {"quiz-lips": "\0"}, {"other": "' OR 1=1"}])
def test_post_with_no_answer_says_what_to_do(client, question, posted):
    answer = client.post(PATH, posted)
    assert answer.status_code == 200
    assert "You have not chosen an answer yet." in read_words(read(answer))
    assert read(answer).select("[checked]") == []


def test_nothing_of_an_answer_is_kept_or_set(client, question, caplog, django_assert_num_queries):
    with django_assert_num_queries(3):  # the editions, the clinic, its places: nothing is written
        answer = client.post(PATH, {"quiz-lips": question.right.code})
    assert sorted(answer.headers["Cache-Control"].split(", ")) == ["no-store", "private"]
    assert answer.cookies == {}
    assert caplog.text == ""
    assert client.get(PATH).headers["Cache-Control"].split(", ") == ["public", "no-cache"]


def test_page_without_a_live_question_leads_on(client):
    words = read_words(read(client.get(PATH)))
    assert "There are no questions now. Look at the pages of the guide, or ask your clinic." in words
    assert "Emergency? Call 911." in words


def test_questions_of_a_topic_that_is_down_are_gone(client, question):
    withdraw_topic(Topic.objects.get(), "en", by=make_user("manager"), reason="A dose is wrong.")
    assert read(client.get(PATH)).select("fieldset") == []


def test_page_holds_every_word_of_the_quiz(client, guide):
    words = read_words(read(client.get(PATH)))
    missing = []
    for topic in list_live_topics("en"):
        say = Resolver(topic.document, read_surroundings()).say
        leaves = [leaf for leaf in iterate_texts(topic.document) if is_in_quiz(leaf)]
        missing += [leaf.path for leaf in leaves for text in list_words(leaf, say) if normalize(text) not in words]
    assert missing == []


def test_every_source_of_a_question_is_in_the_list_of_the_page(client, guide):
    page = read(client.get(PATH))
    ids = {element["id"] for element in page.select("[id]")}
    targets = [link["href"][1:] for link in page.select('.cited a[href^="#"]')]
    assert len(targets) > 20
    assert [target for target in targets if target not in ids] == []
    assert len(ids) == len(page.select("[id]"))


def test_json_tells_the_questions_and_their_editions(client, question):
    answer = client.get("/api/v1/tools/quiz/")
    (told,) = answer.json()["questions"]
    assert (told["right_answer"], told["topic"]) == (
        "I use ointment",
        {"slug": "small-topic", "title": "The topic small-topic", "edition": 1},
    )
    assert answer.headers["Cache-Control"].split(", ") == ["public", "no-cache"]
