"""Signs of an emergency that mean another illness, which waits for a call today, beside other words; S20 warns."""

from __future__ import annotations

from handouts.model.phrases import Phrase, either, within

# By the emergency: what is named of it, and what stands in the same sentence where it is no sign of it.
OTHER_CAUSES: tuple[tuple[str, tuple[Phrase, ...], tuple[Phrase, ...]], ...] = (
    (
        "a stroke",  # too much of an antiepileptic, of metronidazole: the small brain
        (Phrase(r"^\W*(?:slur|garbl|speech\b.*\bslur)\w*", "slurred speech"),),
        (
            Phrase(r"\b(?:unstead(?:y|iness)|stagger\w*|wobbl\w*|clums\w*|lurch\w*)\b", "unsteady walking"),
            Phrase(r"\b(?:jerk\w*|flicker\w*|rolling|dancing) eyes?\b|\beyes (?:that )?(?:jerk|flicker)", "jerky eyes"),
            Phrase(r"\b(?:poor|loss of|lost|bad) (?:balance|co-?ordination)\b|\bataxia\b", "poor balance"),
            Phrase(r"\bnystagmus\b", "nystagmus"),
        ),
    ),
    (
        "a heart attack",  # a sore gullet
        (Phrase(r"\b(?:chest|breastbone)\b", "pain behind the breastbone"),),
        (
            Phrase(r"\bheartburn\b|\bacid reflux\b|\bgullet\b|\bo?esophag\w*", "heartburn"),
            Phrase(
                rf"\b(?:pain\w*|hurts?|sore)\b{within(12)}\b(?:when|on|to|if)(?: you)? swallow", "pain on swallowing"
            ),
        ),
    ),
)
# In the same sentence: one side, or all of a sudden, is a stroke; breath and an arm are the heart.
AN_EMERGENCY_ALL_THE_SAME = (
    Phrase(r"\b(?:sudden\w*|one side|droop\w*|face|arm|jaw)\b", "an arm that is numb"),
    Phrase(r"\b(?:breath\w*|faint\w*|collapse\w*|crushing)\b", "short of breath"),
)
# What is an emergency in the source, and for which many a good text has a call on the same day: this only warns.
OFTEN_TODAY = (
    either(r"can[’']?t", "cannot", "unable to", "not able to") + r" (?:pee|wee|urinate|pass (?:urine|water))\b"
)
