"""English words that several rules share, as regular expression alternations."""

from __future__ import annotations

QUALITY = (
    "good|great|excellent|amazing|awesome|fantastic|perfect|nice|lovely|brilliant|wonderful|superb|outstanding|best"
    "|better|fast|quick|slow|late|prompt|easy|simple|hard|difficult|friendly|helpful|polite|kind|rude|cheap"
    "|expensive|affordable|reasonable|clean|dirty|fresh|cold|hot|warm|tasty|delicious|bad|poor|terrible|horrible"
    "|awful|worst|useless|broken|reliable|comfortable|professional|efficient|smooth|clear|loud|noisy|quiet|small|big"
    "|large|happy|satisfied|impressed|pleased|disappointed|disappointing|annoying|frustrating|ridiculous"
    "|unacceptable|disgusting|fine|ok|okay|cool|beautiful|fun|free|safe|neat|smart|bright|light|old|new|calm|fair"
)
"""What a thing can be said to be."""
MATTER = (
    "service|quality|value|price|prices|product|products|app|delivery|shipping|staff|communication|experience|food"
    "|support|selection|design|camera|screen|battery|sound|location|room|rooms|customer|place|job|company|site"
    "|website|range|team"
)
"""What feedback speaks of most."""
DEGREE = (
    "really|absolutely|definitely|highly|also|just|very|so|totally|would|will|only|still|truly|always|too|extremely"
    "|quite|pretty|rather|simply|even|more|much|most|far"
)
"""What may stand before a quality or a verb without changing what it speaks of."""
