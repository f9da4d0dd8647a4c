"""Whether survey questions are read right: which touchpoint they name, and that most name none.

`python benchmarks/accuracy/questions.py` needs no data: the questions were written for this purpose, by the
authors of the rule. The threshold was chosen on those for `customer_journey` and the first two dozen
that name none; the others were written after it.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from feedback_miner.config import EmbeddingConfig
from feedback_miner.embedding import load_embedder
from feedback_miner.pipeline import find_taxonomy
from feedback_miner.tables import Encoder
from feedback_miner.tagging.questions import asked_about
from feedback_miner.tagging.reader import Reader

NAMING = {
    "customer_journey": {
        "How was the checkout?": "checkout",
        "How was your delivery?": "delivery",
        "What did you think of the packaging?": "packaging",
        "How easy was it to pay?": "payment",
        "How did the return go?": "returns_refunds",
        "Tell us about your visit to our store.": "store_visit",
        "What do you think of our prices?": "pricing",
        "How was your call with our support team?": "phone_support",
        "How helpful was the chat?": "written_support",
        "How did you find our website?": "website_app",
        "What would you change about the app?": "website_app",
        "How was the quality of the product?": "product_quality",
        "How did installing it go?": "onboarding",
        "How do you like our loyalty programme?": "loyalty_programme",
        "Please comment on your last invoice.": "billing",
        "How easy was it to cancel?": "cancellation",
        "What do you think about our newsletter?": "communication",
        "How was booking your appointment?": "booking",
        "What about the range of products?": "product_range",
        "How did we handle your complaint?": "complaint_handling",
    },
    "services": {
        "How clean was your room?": "cleanliness",
        "How was the breakfast?": "food_drink",
        "Was our reception team friendly?": "staff_manner",
        "How long did you wait to be seen?": "timeliness",
        "What did you think of the price you paid?": "price",
        "How was the treatment?": "outcome",
        "Did you find parking easily?": "arrival",
        "How was our online portal?": "online_service",
        "Did we resolve your problem?": "problem_resolution",
        "How was the follow-up after your visit?": "aftercare",
        "How easy was it to book?": "booking",
        "Did the doctor listen to you?": "listening",
        "How did you find our staff?": "staff_manner",
        "How safe did you feel?": "safety",
        "Comments on food and drink": "food_drink",
    },
    "software_product": {
        "How was the sign-up?": "sign_up",
        "How is the documentation?": "documentation",
        "What do you think of the new search?": "search",
        "Any trouble with syncing?": "sync_storage",
        "How fast does the app feel?": "performance",
        "How is our support?": "support",
        "Which integrations are you missing?": "integrations",
        "How do you find our pricing?": "pricing",
        "Do you have trouble logging in?": "login",
        "How do notifications work for you?": "notifications",
        "How was setting it up?": "onboarding",
        "How often does it crash?": "reliability",
        "What do you think about the latest update?": "updates",
        "How is the mobile app?": "mobile_app",
        "How do you import your data?": "import_export",
    },
}
OPEN = (
    "What could we improve?", "Why did you give this score?", "What is the main reason for your score?",
    "What is the one thing we should do better?", "Anything else you would like to tell us?",
    "What did you like most?", "What did you like least?", "How was your experience?", "Please tell us more.",
    "What went well?", "What went wrong?", "Do you have any comments or suggestions?", "How can we help you?",
    "Describe your experience in your own words.", "What do you value about us?", "What disappointed you?",
    "Is there anything we could do to make you happier?", "What almost stopped you from buying from us?",
    "How would you feel if you could no longer use us?", "What is missing?", "Why did you choose us?",
    "Other (please specify)", "Your feedback", "Tell us about yourself.", "What was good?",
    "What could we do better?", "Overall, how was our service?", "Would you like to add anything?",
    "Please can you tell us why you gave your answer?", "Tell us about your last visit.",
    "What should we change first?", "What surprised you?", "Who would you like to thank?",
    "If you could change one thing, what would it be?", "Why are you leaving us?",
    "How do you feel about us?",
    "What did we get right today?", "Additional comments", "Open feedback", "What do you use it for?",
    "What is your role?", "What would make this product a 10 for you?", "What do you like about it?",
    "What is the main benefit for you?", "What type of people would benefit most?", "Tell us your story.",
    "How can we improve it for you?", "What annoys you?", "What would you use instead?",
    "Anything we missed?",
    "What is your biggest challenge at work?", "How did you hear about us?", "What nearly made you give up?",
    "How many people are in your team?", "How likely are you to recommend us to a friend, and why?",
)  # fmt: skip


def main() -> None:
    print(figures().to_string(index=False))


def figures() -> pd.DataFrame:
    """One row a taxonomy: questions that name a touchpoint, and questions that name none."""
    embedder, rows = load_embedder(EmbeddingConfig()), []
    for name, naming in NAMING.items():
        taxonomy = find_taxonomy(name)
        reader = Reader(taxonomy, Encoder(embedder.embed, name=embedder.backend.name))
        read = [taxonomy.touchpoints[row.argmax()].id if row.any() else "" for row in asked(naming, reader)]
        right = sum(found == meant for found, meant in zip(read, naming.values(), strict=True))
        of_open = int(asked(OPEN, reader).any(axis=1).sum())
        counts = {"naming one": len(naming), "read right": right, "read wrong": sum(map(bool, read)) - right}
        rows.append({"taxonomy": name} | counts | {"naming none": len(OPEN), "read as naming one": of_open})
    return pd.DataFrame(rows)


def asked(questions: dict[str, str] | tuple[str, ...], reader: Reader) -> np.ndarray:
    """Confidence that each question names a touchpoint."""
    count = len(questions)
    return asked_about(list(questions), ["Bad."] * count, ["en"] * count, reader)


if __name__ == "__main__":
    main()
