"""The words by which export columns are recognised, in English, German, French, Spanish, Italian, Portuguese
and Dutch. Patterns are matched against `phrase(header)`: lower case, no accents, words apart.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_BREAKS = re.compile(r"[^\w]+|_+")


@cache
def phrase(header: str) -> str:
    """A header as plain words.

    >>> phrase("comments.userComment.text"), phrase("Größe_der Firma")
    ('comments user comment text', 'grosse der firma')
    """
    plain = unicodedata.normalize("NFKD", header.replace("ß", "ss"))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return _BREAKS.sub(" ", _CAMEL.sub(" ", plain)).strip().lower()


def _words(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b")


TEXT = _words(
    *(
        r"comments?",
        r"comment text",
        "feedback",
        r"verbatims?",
        "review",
        "text",
        "body",
        "content",
        "description",
    ),
    *(
        r"messages?",
        r"remarks?",
        r"complaints?",
        r"suggestions?",
        r"opinions?",
        "pros",
        "cons",
        "answer",
        "reason",
    ),
    *(
        "love",
        "hate",
        "benefits",
        "strengths",
        "weaknesses",
        "improvements?",
        "open ended",
        "open text",
        "free text",
    ),
    *(
        "free response",
        "remark",
        "feedback text",
        "utterance",
        "post",
        "tweet",
        "nps reason",
        "recommendations",
    ),
    *(
        r"kommentare?",
        "freitext",
        "rezension",
        "bewertungstext",
        "beschreibung",
        "nachricht",
        "anmerkung(en)?",
    ),
    *("ruckmeldung", "beschwerde", "antwort", "meinung", "commentaires?", "avis", "remarques?", "verbatim"),
    *(
        "texte",
        "contenu",
        r"comentarios?",
        "opinion(es)?",
        "resena",
        "texto",
        "mensaje",
        "descripcion",
        "sugerencias?",
    ),
    *(r"commento", "commenti", "recensione", "testo", "messaggio", "descrizione", "opinione", "suggerimenti"),
    *(
        "avaliacao texto",
        "mensagem",
        "descricao",
        "opiniao",
        "sugestoes",
        "opmerking(en)?",
        "toelichting",
        "bericht",
    ),
    *("omschrijving", "beoordelingstekst", "tekst", "klacht"),
)
TITLE = _words(
    *(
        "title",
        "subject",
        "headline",
        "summary",
        "ticket name",
        "betreff",
        "titel",
        "titre",
        "objet",
        "sujet",
    ),
    *("asunto", "titulo", "oggetto", "titolo", "assunto", "onderwerp", "overschrift", "uberschrift"),
)
NOT_TITLE = _words("product", "job", "page", "book", "item", "employee", "raw", "email")
OPEN_QUESTION = _words(
    *(
        "what",
        "why",
        "how (can|could|should|would|might) we",
        "how did",
        "anything",
        "tell us",
        "describe",
        "explain",
    ),
    *(
        "share",
        "please (specify|elaborate)",
        "other",
        "in your own words",
        "comments?",
        "feedback",
        "reasons?",
    ),
    *("was", "warum", "weshalb", "wie konnen", "sonstiges?", "andere", "begrunde", "quoi", "que", "pourquoi"),
    *(
        "qu",
        "autre",
        "autres",
        "comment pou\\w+",
        "por que",
        "otros?",
        "otra",
        "cosa",
        "perche",
        "altro",
        "o que",
    ),
    *("outros?", "wat", "waarom", "anders", "overige?"),
)
CLOSED_QUESTION = _words(
    *(
        "which",
        "select(ed)?",
        "select all",
        "all that apply",
        "tick all",
        "do you",
        "did you",
        "have you",
        "are you",
    ),
    *(
        "would you",
        "will you",
        "how (often|likely|satisfied|many|much|long|easy|would you rate|old)",
        "rate",
        "rank",
    ),
    *("selected choice", "group", "on a scale", "welche", "wie (oft|wahrscheinlich|zufrieden|viele|lange)"),
    *(
        "quel",
        "quelle",
        "quels",
        "quelles",
        "combien",
        "dans quelle mesure",
        "cual",
        "cuales",
        "cuanto",
        "quale",
    ),
    *("quali", "quanto", "qual", "quais", "welke", "hoe (vaak|waarschijnlijk|tevreden)", "topics"),
)
PERSON = _words(
    "(first|last|full|user|display|nick|sur|screen|reviewer|author|agent|contact|customer|company|your) ?name",
    *("e ?mail", "phone", "telephone", "mobile number", "vorname", "nachname", "prenom", "nombre completo"),
    *("cognome", "telefon[oe]?", "voornaam", "achternaam", "birth(day)?"),
)
STAFF = _words(
    *(
        "agent",
        "assignee",
        "admin",
        "staff",
        "developer",
        "company (response|reply)",
        "business (response|reply)",
    ),
    *(
        "vendor (response|reply)",
        "owner",
        "owner (response|reply)",
        "reply",
        "replies",
        "response body",
        "internal",
    ),
    *(
        "private",
        "our (reply|response)",
        "resolution",
        "work ?notes?",
        "notes?",
        "antwort (des|vom) unternehmens",
    ),
    *(
        "bearbeiter",
        "reponse (de l )?(entreprise|proprietaire)",
        "respuesta (de la )?empresa",
        "dev responded",
    ),
    *(
        "risposta (dell )?azienda",
        "resposta (da )?empresa",
        "reactie (van )?bedrijf",
        "translated",
        "translation",
    ),
)
NOT_TEXT = _words(
    *(
        "name",
        "nickname",
        "urls?",
        "uri",
        "links?",
        "permalink",
        "web ?site",
        "ip",
        "address",
        "adresse",
        "ids?",
    ),
    *(
        "key",
        "hash",
        "token",
        "tags?",
        "topics?",
        "group",
        "sentiment",
        "labels?",
        "categor(y|ies)",
        "product",
    ),
    *("asin", "device", "version", "browser", "user agent", "location", "city", "state", "country", "region"),
    *(
        "street",
        "currency",
        "status",
        "priority",
        "queue",
        "type",
        "brand",
        "organi[sz]ation",
        "language",
        "lang",
    ),
    *(
        "locale",
        "date",
        "time",
        "timestamp",
        "score",
        "rating",
        "scale",
        "stars?",
        "channel",
        "source",
        "gender",
    ),
    *("age", "kategorie", "status", "stadt", "land", "sprache", "datum", "ville", "pays", "ciudad", "pais"),
    *(
        "labels",
        "question",
        "frage",
        "survey",
        "split",
        "component",
        "assets?",
        "attachments?",
        "recipients?",
    ),
)
ID = (
    re.compile(r"^(id|#|uuid|guid|record id|row id|unique id)$"),
    re.compile(
        r"\b(review|response|respons|ticket|case|comment|feedback|answer|submission|conversation|issue|record|message"
        r"|recommendation|survey response|entry) ?(id|key|number|no|nr|identifier|nummer)$"
    ),
    re.compile(
        r"^(respondent|case|ticket|antwort|vorgangs?|reponse|respuesta|risposta|resposta) ?(id|#|nr|nummer)?$"
    ),
    re.compile(r"^(identifier|reference|key|number|nummer|ticket|kennung|referenz)$"),
)
RESPONDENT = (
    re.compile(
        r"\b(respondent|requester|customer|contact|consumer user|reviewer|user|client|member|person) ?id$"
    ),
    re.compile(
        r"^(respondent|kundennummer|kunden ?(id|nr)|numero client|numero de cliente|klantnummer|network id)$"
    ),
    re.compile(r"\b(respondent|author id|author steamid|network id|external (data )?reference|account id)$"),
    re.compile(
        r"\b(requester|recipient|customer|user|person|consumer|reviewer|respondent)? ?e ?mail( address)?$"
    ),
)
DATE = (
    re.compile(r"\b(submit(ted)?|submission|recorded|received|erfasst|erfassungsdatum|erstellt)\b"),
    re.compile(r"\b(created?|creation|createdate|opened|requested|posted|published|eingang)\b"),
    re.compile(
        r"^(review |response |feedback |survey |answer )?(date|datetime|timestamp|datum|fecha|data|zeitstempel)\b"
    ),
    re.compile(
        r"^(end date|completed|fecha|horodat\w+|marca temporal|carimbo de data.*|informazioni cronologiche)\b"
    ),
    re.compile(r"\b(date|datum|fecha|data|zeit|timestamp|time|seconds)\b"),
    re.compile(r"\b(start date)\b"),
)
NOT_DATE = _words(
    *(
        "updated?",
        "modified",
        "closed",
        "due",
        "resolved",
        "solved",
        "reply",
        "replies",
        "developer",
        "responded",
    ),
    *(
        "birth(day)?",
        "assigned",
        "sent",
        "expir\\w+",
        "satisfaction date",
        "first response",
        "activity",
        "duration",
    ),
    *(
        "tracked",
        "waiting",
        "snoozed",
        "nanos",
        "stage",
        "generated",
        "person",
        "conversation rating",
        "zone",
    ),
)
RATING = (
    re.compile(
        r"^((overall|star|review|customer|user) )?(rating|stars?|score|bewertung|sterne|etoiles|estrellas)$"
    ),
    re.compile(
        r"\b(nps( score)?|likely .*recommend|recommend .*likely|wahrscheinlich .*empfehlen|promoter score)\b"
    ),
    re.compile(
        r"\b(star rating|review stars|(overall|general|total) (rating|score|satisfaction)|stars|voted up)$"
    ),
    re.compile(
        r"\b(satisfaction( rating)?( score)?|csat( c)?|ces|effort|rating rating|survey results?|zufriedenheit)$"
    ),
    re.compile(r"\b(how (satisfied|happy|easy)|wie zufrieden|overall .*(satisf|rate|experience))\b"),
    re.compile(
        r"\b(rating|score|bewertung|note|noten|punkte|punktzahl|sterne|etoiles|estrellas|stelle|estrelas)\b"
    ),
    re.compile(
        r"\b(puntuacion|calificacion|valoracion|voto|valutazione|punteggio|avaliacao|nota|beoordeling)\b"
    ),
    re.compile(r"\b(cijfer|sterren|hs value|categorical answer|recommend|weiterempfehl\w+|recommand\w+)\b"),
)
NOT_RATING = _words(
    *(
        "group",
        "scale",
        "votes?",
        "helpful",
        "useful",
        "count",
        "id",
        "date",
        "comment",
        "remark",
        "created at",
    ),
    *(
        "desc",
        "average",
        "total votes",
        "text",
        "ratings count",
        "type",
        "sentiment score",
        "submission name",
    ),
)
CHANNEL = (
    re.compile(r"^(channel|kanal|canal|canale|kanaal|via|via channel|distribution channel|survey channel)$"),
    re.compile(r"\b(channel|received via|delighted source|kanal|canal)$"),
    re.compile(r"^(source|origin|case origin|source type|source of review|herkunft|quelle|origine|bron)$"),
)
LANGUAGE = (
    re.compile(r"^(language|lang|locale|sprache|langue|idioma|lingua|taal)$"),
    re.compile(
        r"\b(review|reviewer|user|request|response|survey|text|comment)?( benutzer)?(language|sprache)$"
    ),
    re.compile(
        r"\b(language|lang|(requester|person|customer) locale|locale|sprache|langue|idioma|lingua|taal)$"
    ),
)
QUESTION = (
    re.compile(r"^(question|question text|frage|pregunta|domanda|pergunta|vraag|prompt)$"),
    re.compile(r"\bquestion$"),
)
SCALE = re.compile(r"\b(rating |score )?scale$")
SURVEY_TYPE = re.compile(r"\b(survey type|question type)$")
