"""The words by which the columns of an export are recognised, in the seven languages read by default.

English, German, French, Spanish, Italian, Portuguese, Dutch. Patterns are matched against `phrase(header)`:
lower case, no accents, words apart.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_BREAKS = re.compile(r"[^\w]+|_+")


@lru_cache(maxsize=65_536)
def phrase(header: str) -> str:
    """A header as plain words.

    >>> phrase("comments.userComment.text"), phrase("Größe_der Firma"), phrase("#")
    ('comments user comment text', 'grosse der firma', '#')
    """
    plain = unicodedata.normalize("NFKD", header.replace("ß", "ss"))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return _BREAKS.sub(" ", _CAMEL.sub(" ", plain)).strip().lower() or header.strip()


def is_question(header: str) -> bool:
    """Whether a header is a question put to a customer rather than the name of a field.

    >>> is_question("What went wrong?"), is_question("Review Created (UTC)")
    (True, False)
    """
    return "?" in header or len(header.split()) >= 5 or header.endswith(":")


def _words(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b")


def _ranked(*patterns: str) -> tuple[re.Pattern[str], ...]:
    """Patterns for one role, the surest first."""
    return tuple(re.compile(pattern) for pattern in patterns)


TEXT = _words(
    "comments?|feedback|verbatims?|review|text|body|content|description|messages?|remarks?|complaints?",
    "opinions?|suggestions?|pros|cons|answer|reason|love|hate|benefits|strengths|weaknesses|improvements?",
    "recommendations|open ended|open text|free text|free response|utterance|post|tweet|kommentare?",
    "freitext|rezension|bewertungstext|beschreibung|nachricht|anmerkung(?:en)?|ruckmeldung|beschwerde",
    "antwort|meinung|commentaires?|avis|remarques?|texte|contenu|comentarios?|opinion(?:es)?|resena|texto",
    "mensaje|descripcion|sugerencias?|commento|commenti|recensione|testo|messaggio|descrizione|opinione",
    "suggerimenti|mensagem|descricao|opiniao|sugestoes|opmerking(?:en)?|toelichting|bericht|omschrijving",
    "tekst|klacht",
)
TITLE = _words(
    "title|subject|headline|summary|ticket name|betreff|titel|uberschrift|titre|objet|sujet|asunto|titulo",
    "oggetto|titolo|assunto|onderwerp",
)
NOT_TITLE = _words("product|job|page|book|item|employee|raw|email")
OPEN_QUESTION = _words(
    "what|why|how (?:can|could|should|would|might) we|how did|anything|tell us|describe|explain|share",
    "free text|please (?:specify|elaborate)|other|in your own words|comments?|feedback|reasons?|was|warum",
    "weshalb|wie konnen|sonstiges?|andere|begrunde|quoi|que|qu|pourquoi|comment pou\\w+|autres?|por que",
    "otros?|otra|cosa|perche|altro|o que|outros?|wat|waarom|anders|overige?",
)
CLOSED_QUESTION = re.compile(
    r"\b(?:which|select(?:ed)?|all that apply|selected choice|group|on a scale|rate|rank|topics"
    r"|multiple choice|how (?:often|likely|satisfied|many|much|long|easy|old|would you rate)|welche"
    r"|wie (?:oft|wahrscheinlich|zufrieden|viele|lange)|quel(?:le)?s?|combien|dans quelle mesure"
    r"|cual(?:es)?|cuanto|quale|quali|quanto|qual|quais|welke|hoe (?:vaak|waarschijnlijk|tevreden))\b"
    r"|^(?:do|did|have|are|were|would|will|is|was|has) (?:you|your|the|our|we|it|they)\b"
)
PERSON = _words(
    "(?:first|last|full|user|display|nick|sur|screen|reviewer|author|agent|contact|customer) ?name",
    "(?:supplied|your) ?name|e ?mail|phone|telephone|mobile number|birth(?:day)?|vorname|nachname|prenom",
    "nombre completo|cognome|telefon[oe]?|voornaam|achternaam",
)
PEOPLE = re.compile(
    r"\b(?:name|nickname|requester|submitter|reporter|creator|reviewer|author|contact|customer|user"
    r"|recipient)$"
)
STAFF = _words(
    "agent|assignee|admin|staff|developer|teammate|owner|internal|private|work ?notes?|notes?|resolution",
    "(?:company|business|vendor|owner|our|hotel|seller) (?:response|reply|comment)|reply|replies",
    "response body|bearbeiter|antwort (?:des|vom) unternehmens|reponse (?:de l )?(?:entreprise|proprietaire)",
    "dev responded|respuesta (?:de la )?empresa|risposta (?:dell )?azienda|resposta (?:da )?empresa",
    "reactie (?:van )?bedrijf|translated|translation",
)
NOT_TEXT = _words(
    "name|nickname|urls?|uri|links?|permalink|web ?site|ip|address|adresse|ids?|key|hash|token|tags?",
    "topics?|group|sentiment|labels?|categor(?:y|ies)|product|asin|device|version|browser|user agent",
    "location|city|state|country|region|street|currency|status|priority|queue|type|brand|organi[sz]ation",
    "language|lang|locale|date|time|timestamp|score|rating|scale|stars?|channel|source|gender|age|question",
    "survey|split|component|attachments?|recipients?|kategorie|stadt|land|sprache|datum|frage|ville|pays",
    "ciudad|pais",
)
ADMIN = re.compile(
    r"^(?:(?:ticket|response|survey|first response|every response) )?status$|^(?:finished|progress)$"
    r"|\b(?:nps group|response (?:type|group)|survey type|collector(?: id)?|delivered as)$"
)
"""What the tool notes of an answer, not what the company knows of a customer."""
CODE = _words("ids?|key|url|hash|token|links?|permalink|ip address|public|is public|private|locale")
ID = _ranked(
    r"^(?:id|#|uuid|guid|record id|row id|unique id)$",
    r"\b(?:review|response|respons|ticket|case|comment|feedback|answer|submission|conversation|issue"
    r"|record|message|recommendation|entry) ?(?:id|key|number|no|nr|identifier|nummer)$",
    r"^(?:respondent|case|ticket|antwort|vorgangs?|reponse|respuesta|risposta|resposta) ?(?:id|#|nr"
    r"|nummer)?$",
    r"^(?:identifier|reference|key|number|nummer|kennung|referenz)$",
    r"^name$",
)
RESPONDENT = _ranked(
    r"\b(?:respondent|requester|customer|consumer user|reviewer|user|client|member|person|author) ?id$",
    r"^(?:contact id|respondent|kundennummer|kunden ?(?:id|nr)|numero client|numero de cliente|klantnummer"
    r"|network id)$",
    r"\b(?:contact id|respondent|author steamid|external (?:data )?reference|account id)$",
    r"\b(?:(?:requester|recipient|customer|user|person|consumer|reviewer|supplied) )?e ?mail(?: address)?$",
)
NOT_RESPONDENT = re.compile(rf"{STAFF.pattern}|\brating contact\b")
DATE = _ranked(
    r"\b(?:submit(?:ted)?|submission|recorded|received|erfasst|erfassungsdatum|erstellt)\b",
    r"\b(?:created?|creation|createdate|opened|requested|posted|published|eingang)\b",
    r"^(?:(?:review|response|feedback|survey|answer) )?(?:date|datetime|timestamp|datum|fecha|data"
    r"|zeitstempel)\b",
    r"^(?:end date|completed|horodat\w+|marca temporal|carimbo de data.*|informazioni cronologiche)\b",
    r"\b(?:date|datum|fecha|data|zeit|timestamp|time)\b",
    r"\b(?:updated?|modified|start date)\b",
)
NOT_DATE = _words(
    "closed|due|resolved|solved|reply|replies|developer|responded|birth(?:day)?|assigned|sent|expir\\w+",
    "duration|satisfaction date|first response|activity|tracked|waiting|snoozed|nanos|stage|generated",
    "person|rating|zone",
)
RATING = _ranked(
    r"^(?:(?:overall|star|review|customer|user) )?(?:rating|stars?|score|bewertung|sterne|etoiles"
    r"|estrellas)$",
    r"\b(?:nps(?: score)?|likely .*recommend|recommend .*likely|wahrscheinlich .*empfehlen|promoter score)\b",
    r"\b(?:star rating|review stars|(?:overall|general|total) (?:rating|score|satisfaction)|stars|voted up)$",
    r"\b(?:satisfaction(?: rating)?(?: score)?|csat(?: c)?|ces|effort|rating rating|survey results?"
    r"|zufriedenheit)$",
    r"\b(?:how (?:satisfied|happy|easy)|wie zufrieden|overall .*(?:satisf|rate|experience))\b",
    r"\b(?:rating|score|bewertung|note|noten|punkte|punktzahl|sterne|etoiles|estrellas|stelle|estrelas)\b",
    r"\b(?:puntuacion|calificacion|valoracion|voto|valutazione|punteggio|avaliacao|nota|beoordeling)\b",
    r"\b(?:cijfer|sterren|hs value|categorical answer|recommend|weiterempfehl\w+|recommand\w+)\b",
)
NOT_RATING = re.compile(
    r"\b(?:group|scale|votes?|helpful|useful|count|date|created|desc|average)\b|\b(?:id|comment|remark"
    r"|text|type|at)$"
)
CHANNEL = _ranked(
    r"^(?:channel|kanal|canal|canale|kanaal|via|via channel|distribution channel|survey channel)$",
    r"\b(?:channel|received via|delighted source|kanal|canal)$",
    r"^(?:source|origin|case origin|source type|source of review|herkunft|quelle|origine|bron)$",
)
LANGUAGE = _ranked(
    r"^(?:language|lang|locale|sprache|langue|idioma|lingua|taal)$",
    r"\b(?:review|reviewer|user|request|response|survey|text|comment)?(?: benutzer)?(?:language|sprache)$",
    r"\b(?:language|lang|(?:requester|person|customer) locale|locale|sprache|langue|idioma|lingua|taal)$",
)
QUESTION = _ranked(
    r"^(?:question|question text|frage|pregunta|domanda|pergunta|vraag|prompt)$", r"^(?:\w+ ){1,2}question$"
)
PIPED = re.compile(r"\{\{[^{}]*\}\}")
"""An earlier answer put into a question: `{{field:0a1b}}, how likely are you ...`."""
SCALE = re.compile(r"\b(?:rating |score )?scale$")
SURVEY_TYPE = re.compile(r"\b(?:survey type|question type)$")
