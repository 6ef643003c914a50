"""Where things are on the site. Editions hold names of things; outputs turn them into addresses."""

GLOSSARY = "glossary"


def get_topic_path(slug: str) -> str:
    """The path of a topic's page. The glossary has its own."""
    return f"/{GLOSSARY}/" if slug == GLOSSARY else f"/guide/{slug}/"


def get_source_anchor(key: str) -> str:
    return f"source-{key}"


def to_tel(phone: str) -> str:
    """A tel: address for a phone number as people write it; letters become their digits."""
    keypad = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999", strict=True))
    digits = "".join(keypad.get(character.upper(), character) for character in phone)
    return "tel:" + "".join(character for character in digits if character.isdigit() or character == "+")
