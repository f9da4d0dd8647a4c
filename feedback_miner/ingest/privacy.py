"""Redaction of what identifies a person or an account. Order numbers, dates and prices stay."""

from __future__ import annotations

import hashlib
import re

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,24}\b")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_CARD = re.compile(r"(?<![\w-])(?:[3-6]|2(?=[ -]?[2-7]))(?:[ -]?\d){12,18}(?![\w-])")
_PHONE = re.compile(
    r"(?<![\w.,/-])(?:"
    r"(?:\+|00)[1-9]\d{0,2}[ .()/-]{0,2}(?:\d[ .()/-]{0,2}){6,12}\d"
    r"|\(?[2-9]\d{2}\)?[ .-]\d{3}[ .-]\d{4}"
    r"|\(?0\d{2,5}\)?[ /-]\d(?:[ /-]?\d){4,9}"
    r"|07\d{9}"
    r")(?![\w-])"
)
_NAMED_PHONE = re.compile(
    r"(?P<before>\b(?:phone|tel|telephone|telefon|mobile|mobil|cell|handy|whatsapp|celular"
    r"|call(?: me)?(?: on| at| back)?|móvil|portable|cellulare|telefoon)"
    r"\b\.?(?: (?:number|nummer|nr|is|ist|no))?\s*[:.]?\s*)"
    r"(?P<number>\(?\d(?:[ ./()-]{0,3}\d){6,13})(?!\w)",
    re.IGNORECASE,
)
_ANY_DIGITS = re.compile(r"\d(?:[^\n]{0,3}\d){4}")


def redact(text: str) -> str:
    """The text with e-mail addresses, IBANs, card and phone numbers replaced by `[email]`, `[iban]`, ...

    Card numbers must pass the Luhn check, IBANs the check of ISO 13616.
    """
    if "@" in text:
        text = _EMAIL.sub("[email]", text)
    if _ANY_DIGITS.search(text):
        text = _IBAN.sub(lambda match: "[iban]" if _is_iban(match[0]) else match[0], text)
        text = _CARD.sub(lambda match: "[card]" if _is_card(match[0]) else match[0], text)
        text = _NAMED_PHONE.sub(lambda match: f"{match['before']}[phone]", text)
        text = _PHONE.sub("[phone]", text)
    return text


def pseudonym(respondent: str) -> str:
    """An e-mail address as a stable name that does not give it away; other ids as they are."""
    if "@" not in respondent:
        return respondent
    digest = hashlib.sha256(respondent.strip().casefold().encode()).hexdigest()
    return f"person-{digest[:12]}"


def _is_card(number: str) -> bool:
    digits = [int(char) for char in reversed(number) if char.isdigit()]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0 and len(set(digits)) > 1


def _is_iban(number: str) -> bool:
    compact = number.replace(" ", "")
    if not 15 <= len(compact) <= 34:
        return False
    return int("".join(str(int(char, 36)) for char in compact[4:] + compact[:4])) % 97 == 1
