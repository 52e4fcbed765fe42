"""Guide, section 3: the search, before anything is asked for."""

from demo import cast
from demo.scene import Scene, insist


async def find_belgian_operators(scene: Scene) -> None:
    """Country Belgium: the four of the guide; then by parts of names, whatever case and accents, and by number."""
    elodie = scene.people[scene.elodie.email]
    found = await elodie.get("/organisations", kind="operator", country="BE", limit="100")
    names = {row["traces_number"]: row["name"] for row in found["items"]}
    absent = cast.BELGIAN_OPERATORS.items() - names.items()
    insist(not absent, f"the search by country does not find {absent}")
    for words, number in cast.SEARCHES.items():
        rows = (await elodie.get("/organisations", kind="operator", country="BE", q=words))["items"]
        insist(number in [row["traces_number"] for row in rows], f"“{words}” does not find {number}")
    scene.say(f"found: {', '.join(cast.BELGIAN_OPERATORS.values())}")
    typed = ", ".join(f"“{words}”" for words in cast.SEARCHES)
    scene.say(f"each of them also by {typed}")
