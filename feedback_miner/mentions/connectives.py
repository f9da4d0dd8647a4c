"""The words that turn a sentence, by language (ISO 639-1). Each entry is a regular expression alternation."""

from __future__ import annotations

from typing import NamedTuple


class Connectives(NamedTuple):
    """What opens a new clause."""

    contrast: str
    joining: str
    subject: str
    determiner: str


BEFORE_CONTRAST = frozenset(
    {
        "nothing",
        "anything",
        "everything",
        "all",
        "last",
        "as",
        "even",
        "and",
        "nichts",
        "alles",
        "rien",
        "nada",
    }
)
"""After these, a contrast word is none: "nothing but trouble", "last but not least", "even though"."""

CONNECTIVES = {
    "en": Connectives(
        "but|however|although|though|whereas|yet|except that|apart from that|on the other hand",
        "and|plus|so",
        "i|we|you|he|she|it|they|there|nobody|no one|none|someone|everyone|everything|nothing",
        "the|a|an|my|our|your|his|her|their|its|this|that|these|those|when|still|no",
    ),
    "de": Connectives(
        "aber|jedoch|allerdings|obwohl|dagegen|hingegen|trotzdem|andererseits",
        "und|außerdem",
        "ich|wir|er|sie|es|man|niemand|keiner|alles|nichts",
        "der|die|das|ein|eine|mein|meine|unser|unsere|dieser|diese|dieses",
    ),
    "fr": Connectives(
        "mais|cependant|pourtant|par contre|en revanche|toutefois|bien que",
        "et",
        "je|nous|vous|il|elle|ils|elles|on|personne|rien",
        "le|la|les|un|une|mon|ma|mes|notre|ce|cette",
    ),
    "es": Connectives(
        "pero|sin embargo|aunque|en cambio|no obstante",
        "y",
        "yo|nosotros|ellos|ella|nadie|nada|todo",
        "el|la|los|las|un|una|mi|nuestro|este|esta",
    ),
    "it": Connectives(
        "ma|però|tuttavia|invece|anche se|sebbene",
        "e",
        "io|noi|loro|nessuno|niente|tutto",
        "il|lo|la|i|gli|le|un|una|mio|nostro|questo|questa",
    ),
    "pt": Connectives(
        "mas|porém|contudo|no entanto|embora",
        "e",
        "eu|nós|eles|ela|ninguém|nada|tudo",
        "o|a|os|as|um|uma|meu|minha|nosso|este|esta",
    ),
    "nl": Connectives(
        "maar|echter|hoewel|daarentegen",
        "en",
        "ik|wij|we|jullie|zij|ze|hij|het|niemand|alles|niets",
        "de|een|mijn|ons|onze|deze|dit",
    ),
}
