"""Words that carry no matter of their own, as the rules for names see them. English."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


POSSESSIVES = _words("my your his her its our their")
ARTICLES = _words("a an the")
DETERMINERS = (
    POSSESSIVES
    | ARTICLES
    | _words("this that these those some any each every all both such another own several many much most few")
)
PRONOUNS = _words(
    "i me mine myself you yours yourself he him she it itself we us ours they them theirs themselves "
    "one ones someone somebody anyone anybody everyone everybody something anything everything who "
    "whom whose which what there here i'm i've i'd i'll you're you've you'll it's it'll we're we've "
    "they're they've that's there's what's who's he's she's im ive let's"
)
PREPOSITIONS = _words(
    "about above across after against along among around as at before behind below beside besides "
    "between beyond by despite during except for from in inside into like near of on onto outside "
    "over past per since than through throughout till to toward towards under until upon via with "
    "within without"
)
PARTICLES = _words("up off out down back away online")
"""What may end a phrase though it is small: signed up, switched off, sent back."""
CONJUNCTIONS = _words(
    "and or but nor so yet if because although though while when where why how whether unless once "
    "then therefore however plus also"
)
BE = _words("is are was were be been being am isn't aren't wasn't weren't")
AUXILIARIES = BE | _words(
    "has have had having do does did doing done can could will would shall should may might must "
    "ought let gets got gotten gonna wanna"
)
FILLERS = _words(
    "just very really too quite rather pretty only even still already ever always often sometimes "
    "usually now today yesterday tomorrow soon actually basically simply definitely absolutely "
    "extremely totally well maybe perhaps please thanks thank hi hello hey dear yes yeah ok okay etc "
    "lot lots bit kind sort way thing things stuff little else able sure far enough almost instead "
    "dont cant didnt doesnt wont isnt however ago more less same other others certain due per via "
    "again especially currently recently various first next last"
)
WEAK_VERBS = _words(
    "get use using used go going gone goes went make makes made making give gives gave given giving "
    "take takes come comes came want wants wanted need needs needed help know tell think thought feel "
    "felt say says said see seem seems try tried trying put keep find look looking do like would"
)
"""Verbs that may begin a phrase ("make payment") or end it after *to* ("easy to use"), yet tell nothing."""
OPENING_VERBS = _words(
    "get use using go going make making give giving take taking find finding keep keeps look looks put"
)
ASKING = _words("why where whether do does did")
"""Beside pronouns, what parts phrases: the words after it are turned round."""
MODALS = _words("can could will would shall should may might must")
NEGATIONS = _words("not no never nor neither none cannot without nothing unable can't cant won't dont")
"""What turns the meaning of a phrase round."""
EMPTY = DETERMINERS | PRONOUNS | PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | FILLERS | WEAK_VERBS | PARTICLES


NO_ADVERBS = _words(
    "anomaly apply assembly bubbly costly curly daily deadly early elderly family fly friendly holly "
    "hourly jelly likely lively lonely lovely monthly orderly rally rely reply silly smelly supply "
    "ugly unfriendly weekly yearly"
)


def is_adverb(word: str) -> bool:
    """Whether a lower-case word looks like an adverb of manner.

    >>> [is_adverb(word) for word in ("quickly", "family")]
    [True, False]
    """
    return word.endswith("ly") and word not in NO_ADVERBS


def negates(word: str) -> bool:
    """Whether a lower-case word says no.

    >>> [negates(word) for word in ("not", "won't", "note")]
    [True, True, False]
    """
    return word in NEGATIONS or word.endswith("n't")
