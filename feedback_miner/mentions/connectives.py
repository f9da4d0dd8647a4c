"""The words that turn a sentence, by language (ISO 639-1). Each entry is a regular expression alternation."""

from __future__ import annotations

from typing import NamedTuple


class Connectives(NamedTuple):
    """What opens a new clause."""

    contrast: str
    joining: str
    subject: str
    determiner: str
    verb: str
    opener: str


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
        "but|however|although|even though|though|whereas|yet|except that|apart from that|other than that"
        "|on the (?:other hand|downside|upside|plus side)|(?:my|the|our) only (?:other )?(?:complaint|issue"
        "|problem|thing|downside|drawback|gripe|con|negative)",
        "and|plus",
        "i|we|you|he|she|it|they|there|nobody|no one|none|someone|everyone|everything|nothing",
        "the|a|an|my|our|your|his|her|their|its|this|that|these|those|when|still|no",
        "is|are|was|were|has|had|isn't|aren't|wasn't|weren't|won't|can't|couldn't|doesn't|don't|didn't|never|will|would"
        "|took|takes|came|comes|works|worked|broke|arrived|gets|got|keeps|kept|makes|made|does|did",
        "when|whenever|if|as|after|before|since|while|although|though|because|once|until|unless|given|for|from|in|at|with"
        "|despite|being|who|which|where|that|what|how|and|or|but|so|then|not|to|of|than|by|on",
    ),
    "de": Connectives(
        "aber|jedoch|allerdings|obwohl|dagegen|hingegen|trotzdem|andererseits",
        "und|außerdem",
        "ich|wir|er|sie|es|man|niemand|keiner|alles|nichts",
        "der|die|das|ein|eine|mein|meine|unser|unsere|dieser|diese|dieses",
        "ist|sind|war|waren|hat|haben|hatte|wird|wurde|wurden|kam|kamen|kann|funktioniert",
        "wenn|als|weil|da|nachdem|bevor|während|obwohl|sobald|falls|für|von|in|bei|mit|trotz|die|der|das|dass|wo|was|wie|und|oder|aber|denn|sondern",
    ),
    "fr": Connectives(
        "mais|cependant|pourtant|par contre|en revanche|toutefois|bien que",
        "et",
        "je|nous|vous|il|elle|ils|elles|on|personne|rien",
        "le|la|les|un|une|mon|ma|mes|notre|ce|cette",
        "est|sont|était|étaient|a|ont|avait|fonctionne|marche",
        "quand|si|comme|après|avant|depuis|pendant|puisque|lorsque|dès|pour|de|dans|à|avec|malgré|qui|que|où|et|ou|mais|ce",
    ),
    "es": Connectives(
        "pero|sin embargo|aunque|en cambio|no obstante",
        "y",
        "yo|nosotros|ellos|ella|nadie|nada|todo",
        "el|la|los|las|un|una|mi|nuestro|este|esta",
        "es|son|era|eran|fue|fueron|está|están|estaba|estaban|ha|han|funciona",
        "cuando|si|como|después|antes|desde|mientras|porque|para|de|en|a|con|que|donde|y|o|pero|lo",
    ),
    "it": Connectives(
        "ma|però|tuttavia|invece|anche se|sebbene",
        "e",
        "io|noi|loro|nessuno|niente|tutto",
        "il|lo|la|i|gli|le|un|una|mio|nostro|questo|questa",
        "è|sono|era|erano|ha|hanno|funziona",
        "quando|se|come|dopo|prima|mentre|perché|per|di|in|a|con|che|dove|e|o|ma|ciò",
    ),
    "pt": Connectives(
        "mas|porém|contudo|no entanto|embora",
        "e",
        "eu|nós|eles|ela|ninguém|nada|tudo",
        "o|a|os|as|um|uma|meu|minha|nosso|este|esta",
        "é|são|era|eram|foi|foram|está|estão|tem|funciona",
        "quando|se|como|depois|antes|desde|enquanto|porque|para|de|em|a|com|que|onde|e|ou|mas",
    ),
    "nl": Connectives(
        "maar|echter|hoewel|daarentegen",
        "en",
        "ik|wij|we|jullie|zij|ze|hij|het|niemand|alles|niets",
        "de|een|mijn|ons|onze|deze|dit",
        "is|zijn|was|waren|heeft|hebben|had|werd|werden|kwam|werkt",
        "als|wanneer|toen|nadat|voordat|sinds|terwijl|hoewel|omdat|zodra|voor|van|in|op|met|die|dat|wat|waar|en|of|maar|want",
    ),
}
