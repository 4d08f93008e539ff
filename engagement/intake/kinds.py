"""The kind of an organisation, as far as the words of its name tell it."""

import re

from engagement.core.text import fold

KINDS = {
    "embassy": "embassy botschaft ambassade embajada consulate consul ambassador botschafter",
    "court": "court tribunal gericht",
    "ministry": "ministry ministere ministerium ministerio minister ministre bundesministerium",
    "parliament or committee": "parliament parlement bundestag senate congress assembly parlament mep",
    "municipality": "municipality stadt city council shire county gemeente kommun kommune kommunen",
    "international organisation": "commission dg eeas unicef unesco oecd undp unhcr who nato eib ecb",
    "academia": """university universitat universite universiteit universidad universidade universita yliopisto
        institute institut college school fraunhofer academy hochschule research cnrs universitet institutes""",
    "association": """association verband federation alliance union chamber confederation bundesverband zentralverband
        e.v. ev asociacion associazione forum network society trade party guild platform vereinigung syndicat liitto
        forbundet organisation organization etuc digitaleurope bitkom businesseurope copa-cogeca handelskammer""",
    "civil society": """foundation stiftung ngo wwf greenpeace amnesty oxfam watch friends caritas transparency action
        rights charity fondation climate edri beuc eeb refugee""",
}
"""Kinds of organisation by words in their names, the surest first."""
KIND_OF = {word: kind for kind, listed in reversed(KINDS.items()) for word in listed.split()}


def kind_of(name: str, otherwise: str) -> str:
    """The kind of organisation that a name's words tell, else `otherwise`."""
    for word in re.findall(r"[\w.&-]+", fold(name)):
        if word in KIND_OF:
            return KIND_OF[word]
        if word.endswith(("verband", "stiftung", "ministerium", "universitat", "kammer")):
            return {"d": "association", "g": "civil society", "m": "ministry", "t": "academia", "r": "association"}[
                word[-1]
            ]
    return otherwise
