"""Where things are on the site. Editions hold names of things; outputs turn them into addresses."""

GLOSSARY = "glossary"

# Where appointments are asked for, and what a request is about when it comes from a topic.
REQUEST_PATH = "/appointments/request/"
_ABOUT_IN_STAGE = {"before": "thinking", "during": "monthly", "after": "after"}
_ABOUT_IN_TOPIC = {"side-effects": "side_effect"}

# The patient's tools, in the order in which people need them.
TOOL_PATHS = {
    "is-this-normal": "/tools/is-this-normal/",
    "can-i": "/tools/can-i/",
    "my-course": "/tools/my-course/",
    "visit-sheet": "/tools/visit-sheet/",
    "quiz": "/tools/quiz/",
    "search": "/search/",
}
_TOOLS_IN_TOPIC = {
    "how-acne-forms": ("quiz",),
    "treatments": ("can-i", "quiz"),
    "how-isotretinoin-works": ("quiz",),
    "what-to-expect": ("is-this-normal", "my-course"),
    "side-effects": ("is-this-normal", "visit-sheet"),
    "staying-safe": ("my-course", "quiz"),
    "getting-the-most": ("my-course", "visit-sheet", "quiz"),
    "what-to-avoid": ("can-i", "my-course"),
    "after-your-course": ("my-course", "can-i"),
    "questions": ("search", "visit-sheet"),
}


def get_topic_path(slug: str) -> str:
    """The path of a topic's page. The glossary has its own."""
    return f"/{GLOSSARY}/" if slug == GLOSSARY else f"/guide/{slug}/"


def list_tools_in_topic(slug: str) -> tuple[str, ...]:
    """The tools that help readers of this topic, by their keys in TOOL_PATHS; any topic can be searched."""
    return _TOOLS_IN_TOPIC.get(slug, ("search",))


def get_request_path(slug: str, stage: str) -> str:
    """The path of the appointment form for readers of this topic. It holds a code, and nothing about a reader."""
    about = _ABOUT_IN_TOPIC.get(slug) or _ABOUT_IN_STAGE.get(stage)
    return f"{REQUEST_PATH}?about={about}" if about else REQUEST_PATH


def get_source_anchor(key: str) -> str:
    return f"source-{key}"


def to_tel(phone: str) -> str:
    """A tel: address for a phone number as people write it; letters become their digits."""
    keypad = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999", strict=True))
    digits = "".join(keypad.get(character.upper(), character) for character in phone)
    return "tel:" + "".join(character for character in digits if character.isdigit() or character == "+")
