"""Stories of our own in which names and deals are easy to confuse, with what is one and what is two.

An article gives its companies by key (the first surface is their name there) and its deals by id; a story adds which
keys are distinct, which deal amends which, each deal's steps, and near-copies.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Told:
    """A deal as an article tells it; ``amount`` is (value, currency, per), ``said`` a part of its evidence."""

    deal: str
    kind: str
    parties: dict[str, str]
    status: str = "signed"
    amount: tuple | None = None
    signed: str | None = None
    duration: str | None = None
    said: str = ""


@dataclass(frozen=True)
class Piece:
    """An article."""

    id: str
    language: str
    published: str
    text: str
    companies: dict[str, list[str]]
    deals: list[Told]
    people: dict[str, list[str]] = field(default_factory=dict)
    relations: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Story:
    """Articles of one affair. ``steps``: deal to its (status, date) in order."""

    name: str
    pieces: list[Piece]
    distinct: list[tuple[str, str]] = field(default_factory=list)
    amends: dict[str, str] = field(default_factory=dict)
    steps: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    copies: list[list[str]] = field(default_factory=list)


def record(piece: Piece) -> dict:
    """An article in the annotated articles' form."""
    name = {key: surfaces[0] for key, surfaces in (piece.companies | piece.people).items()}
    return {
        "id": piece.id,
        "language": piece.language,
        "title": None,
        "published": piece.published,
        "text": piece.text,
        "companies": [{"name": s[0], "aliases": s} for s in piece.companies.values()],
        "people": [{"name": s[0], "aliases": s} for s in piece.people.values()],
        "deals": [_deal(told, name, piece.text) for told in piece.deals],
        "other_relations": [
            {"subject": name[s], "predicate": p, "object": name[o], "evidence": piece.text.split("\n")[0]}
            for s, p, o in piece.relations
        ],
    }


def _deal(told: Told, name: dict[str, str], text: str) -> dict:
    value, currency, *per = told.amount or (None, None)
    evidence = next(line for line in text.split("\n") if told.said in line)
    return {
        "type": told.kind,
        "parties": [{"name": name[k], "role": role} for role, keys in told.parties.items() for k in keys.split()],
        "amount": {"value": value, "currency": currency, **({"per": per[0]} if per else {})} if told.amount else None,
        "signed": told.signed,
        "start": None,
        "end": None,
        "duration": told.duration,
        "status": told.status,
        "evidence": evidence,
    }


def gold(story: Story) -> dict:
    """What the story scorer takes as the truth."""
    entities: dict[str, dict[str, list[str]]] = {}
    reported: dict[str, dict[str, int]] = {}
    for piece in story.pieces:
        for key, surfaces in (piece.companies | piece.people).items():
            entities.setdefault(key, {})[piece.id] = surfaces
        for index, told in enumerate(piece.deals):
            reported.setdefault(told.deal, {})[piece.id] = index
    return {
        "story": story.name,
        "articles": [piece.id for piece in story.pieces],
        "entities": [{"name": key, "mentions": mentions} for key, mentions in entities.items()],
        "distinct": [list(pair) for pair in story.distinct],
        "deals": [
            {
                "id": id_,
                "reported_in": where,
                "amends": story.amends.get(id_),
                "lifeline": [{"status": s, "date": d} for s, d in story.steps.get(id_, [])],
            }
            for id_, where in reported.items()
        ],
        "syndicated": story.copies,
    }


def write(stories: list[Story], folder: Path) -> None:
    """The stories as the folder that the story scorer takes."""
    for name in ("articles", "gold"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for story in stories:
        (folder / "gold" / f"{story.name}.json").write_text(json.dumps(gold(story)), "utf8")
        for piece in story.pieces:
            (folder / "articles" / f"{piece.id}.json").write_text(json.dumps(record(piece)), "utf8")


STORIES = [
    Story(
        "banks",
        [
            Piece(
                "banks_1",
                "es",
                "2025-03-03",
                "LIMA. El peruano Banco del Litoral prestará 40 millones de soles a Pesquera Chancas.",
                {"pe": ["Banco del Litoral"], "fish": ["Pesquera Chancas"]},
                [Told("d1", "loan", {"lender": "pe", "borrower": "fish"}, amount=(40e6, "PEN"))],
            ),
            Piece(
                "banks_2",
                "es",
                "2025-03-05",
                "QUITO. El ecuatoriano Banco del Litoral compra la aseguradora Cóndor Azul por 12 millones de dólares.",
                {"ec": ["Banco del Litoral"], "ins": ["Cóndor Azul"]},
                [Told("d2", "acquisition", {"acquirer": "ec", "target": "ins"}, amount=(12e6, "USD"))],
            ),
            Piece(
                "banks_3",
                "en",
                "2025-03-04",
                "Peru's Banco del Litoral has lent 40 million soles to fishing company Pesquera Chancas.",
                {"pe": ["Banco del Litoral"], "fish": ["Pesquera Chancas"]},
                [Told("d1", "loan", {"lender": "pe", "borrower": "fish"}, amount=(40e6, "PEN"))],
            ),
            Piece(
                "banks_4",
                "en",
                "2025-03-06",
                "Ecuadorian lender Banco del Litoral bought insurer Condor Azul for $12m.",
                {"ec": ["Banco del Litoral"], "ins": ["Condor Azul"]},
                [Told("d2", "acquisition", {"acquirer": "ec", "target": "ins"}, amount=(12e6, "USD"))],
            ),
        ],
        distinct=[("pe", "ec")],
        steps={"d1": [("signed", "2025-03-03")], "d2": [("signed", "2025-03-05")]},
    ),
    Story(
        "one_of_two_countries",
        [
            Piece(
                "two_1",
                "en",
                "2025-05-05",
                "British fintech Quillpay signed Harbour Cloud as its cloud provider for 30 million pounds.",
                {"q": ["Quillpay"], "h": ["Harbour Cloud"]},
                [Told("d1", "cloud_compute", {"customer": "q", "provider": "h"}, amount=(30e6, "GBP"))],
            ),
            Piece(
                "two_2",
                "es",
                "2025-05-06",
                "La irlandesa Quillpay confía su nube a Harbour Cloud por 30 millones de libras.",
                {"q": ["Quillpay"], "h": ["Harbour Cloud"]},
                [Told("d1", "cloud_compute", {"customer": "q", "provider": "h"}, amount=(30e6, "GBP"))],
            ),
            Piece(
                "two_3",
                "es",
                "2025-08-01",
                "El neobanco británico Quillpay recauda 200 millones de dólares de Tern Ventures.",
                {"q": ["Quillpay"], "t": ["Tern Ventures"]},
                [Told("d2", "funding_round", {"investee": "q", "investor": "t"}, amount=(200e6, "USD"))],
            ),
            Piece(
                "two_4",
                "en",
                "2025-08-02",
                "Irish neobank Quillpay is opening offices in three countries, its chief executive said.",
                {"q": ["Quillpay"]},
                [],
            ),
        ],
        steps={"d1": [("signed", "2025-05-05")], "d2": [("signed", "2025-08-01")]},
    ),
    Story(
        "parent",
        [
            Piece(
                "parent_1",
                "es",
                "2025-02-01",
                "Tarvin Renovables, filial de Tarvin, suministrará energía a Aceros Jaral por 90 millones de euros.\n"
                "Tarvin prestará además 5 millones de euros a Aceros Jaral.",
                {"sub": ["Tarvin Renovables"], "parent": ["Tarvin"], "steel": ["Aceros Jaral"]},
                [
                    Told("d1", "supply", {"provider": "sub", "customer": "steel"}, amount=(90e6, "EUR")),
                    Told("d2", "loan", {"lender": "parent", "borrower": "steel"}, amount=(5e6, "EUR"), said="prestará"),
                ],
                relations=[("sub", "subsidiary_of", "parent")],
            ),
            Piece(
                "parent_2",
                "en",
                "2025-02-02",
                "Tarvin Renovables will supply power to Aceros Jaral in a 90 million euro deal.",
                {"sub": ["Tarvin Renovables"], "steel": ["Aceros Jaral"]},
                [Told("d1", "supply", {"provider": "sub", "customer": "steel"}, amount=(90e6, "EUR"))],
            ),
            Piece(
                "parent_3",
                "es",
                "2025-02-20",
                "El Grupo Tarvin vendió su sede a Inmobiliaria Olmeda por 33 millones de euros.",
                {"parent": ["Grupo Tarvin"], "estate": ["Inmobiliaria Olmeda"]},
                [Told("d3", "acquisition", {"seller": "parent", "acquirer": "estate"}, amount=(33e6, "EUR"))],
            ),
        ],
        distinct=[("sub", "parent")],
        steps={"d1": [("signed", "2025-02-01")], "d2": [("signed", "2025-02-01")], "d3": [("signed", "2025-02-20")]},
    ),
    Story(
        "renamed",
        [
            Piece(
                "renamed_1",
                "es",
                "2024-10-01",
                "Gasnorte construirá una planta para Puertos del Cantábrico por 70 millones de euros.",
                {"co": ["Gasnorte"], "port": ["Puertos del Cantábrico"]},
                [Told("d1", "service", {"provider": "co", "customer": "port"}, amount=(70e6, "EUR"))],
            ),
            Piece(
                "renamed_2",
                "es",
                "2025-01-10",
                "Velania, la antigua Gasnorte, compra Biogás Ulía por 18 millones de euros.",
                {"co": ["Velania", "Gasnorte"], "bio": ["Biogás Ulía"]},
                [Told("d2", "acquisition", {"acquirer": "co", "target": "bio"}, amount=(18e6, "EUR"))],
            ),
            Piece(
                "renamed_3",
                "en",
                "2025-06-10",
                "Velania has completed the purchase of Biogás Ulía.",
                {"co": ["Velania"], "bio": ["Biogás Ulía"]},
                [Told("d2", "acquisition", {"acquirer": "co", "target": "bio"}, status="completed")],
            ),
        ],
        steps={"d1": [("signed", "2024-10-01")], "d2": [("signed", "2025-01-10"), ("completed", "2025-06-10")]},
    ),
    Story(
        "second_contract",
        [
            Piece(
                "second_1",
                "es",
                "2024-04-02",
                "El Ministerio de Transportes adjudica a Constructora Alfoz un túnel por 120 millones de euros.",
                {"min": ["Ministerio de Transportes"], "co": ["Constructora Alfoz"]},
                [Told("d1", "contract_award", {"authority": "min", "contractor": "co"}, amount=(120e6, "EUR"))],
            ),
            Piece(
                "second_2",
                "en",
                "2024-04-03",
                "Spain's Transport Ministry awarded a 120 million euro tunnel to Constructora Alfoz.",
                {"min": ["Spain's Transport Ministry"], "co": ["Constructora Alfoz"]},
                [Told("d1", "contract_award", {"authority": "min", "contractor": "co"}, amount=(120e6, "EUR"))],
            ),
            Piece(
                "second_3",
                "es",
                "2025-09-15",
                "MADRID. Transportes adjudica a Constructora Alfoz un puente por 45 millones de euros.",
                {"min": ["Transportes"], "co": ["Constructora Alfoz"]},
                [Told("d2", "contract_award", {"authority": "min", "contractor": "co"}, amount=(45e6, "EUR"))],
            ),
        ],
        steps={"d1": [("signed", "2024-04-02")], "d2": [("signed", "2025-09-15")]},
    ),
    Story(
        "same_loan_twice",
        [
            Piece(
                "loan_1",
                "es",
                "2023-06-01",
                "El BEI prestó 100 millones de euros a Metro Sureste en junio de 2023.",
                {"eib": ["BEI"], "metro": ["Metro Sureste"]},
                [Told("d1", "loan", {"lender": "eib", "borrower": "metro"}, amount=(100e6, "EUR"), signed="2023-06")],
            ),
            Piece(
                "loan_2",
                "en",
                "2025-07-01",
                "The European Investment Bank signed a 100 million euro loan to Metro Sureste on 1 July 2025.",
                {"eib": ["European Investment Bank"], "metro": ["Metro Sureste"]},
                [
                    Told(
                        "d2",
                        "loan",
                        {"lender": "eib", "borrower": "metro"},
                        amount=(100e6, "EUR"),
                        signed="2025-07-01",
                    )
                ],
            ),
            Piece(
                "loan_3",
                "es",
                "2025-07-02",
                "El Banco Europeo de Inversiones firma otro préstamo de 100 millones a Metro Sureste.",
                {"eib": ["Banco Europeo de Inversiones"], "metro": ["Metro Sureste"]},
                [Told("d2", "loan", {"lender": "eib", "borrower": "metro"}, amount=(100e6, "EUR"))],
            ),
        ],
        steps={"d1": [("signed", "2023-06")], "d2": [("signed", "2025-07-01")]},
    ),
    Story(
        "raised",
        [
            Piece(
                "raised_1",
                "es",
                "2024-01-10",
                "Radarix suministrará radares a Aeropuertos del Istmo por 200 millones de dólares.",
                {"r": ["Radarix"], "a": ["Aeropuertos del Istmo"]},
                [Told("d1", "supply", {"provider": "r", "customer": "a"}, amount=(200e6, "USD"))],
            ),
            Piece(
                "raised_2",
                "en",
                "2024-11-20",
                "Aeropuertos del Istmo has raised its radar contract with Radarix to $260 million.",
                {"r": ["Radarix"], "a": ["Aeropuertos del Istmo"]},
                [Told("d2", "supply", {"provider": "r", "customer": "a"}, amount=(260e6, "USD"))],
            ),
            Piece(
                "raised_3",
                "es",
                "2024-11-21",
                "Aeropuertos del Istmo amplía a 260 millones de dólares su contrato de radares con Radarix.",
                {"r": ["Radarix"], "a": ["Aeropuertos del Istmo"]},
                [Told("d2", "supply", {"provider": "r", "customer": "a"}, amount=(260e6, "USD"))],
            ),
        ],
        amends={"d2": "d1"},
        steps={"d1": [("signed", "2024-01-10")], "d2": [("signed", "2024-11-20")]},
    ),
    Story(
        "bid",
        [
            Piece(
                "bid_1",
                "en",
                "2025-02-03",
                "Marlowe Capital offered 900 million pounds for brewer Cask & Fern.",
                {"m": ["Marlowe Capital"], "c": ["Cask & Fern"]},
                [Told("d1", "acquisition", {"acquirer": "m", "target": "c"}, "proposed", (900e6, "GBP"))],
            ),
            Piece(
                "bid_2",
                "en",
                "2025-02-24",
                "Marlowe Capital improved its bid for Cask & Fern to 1.05 billion pounds.",
                {"m": ["Marlowe Capital"], "c": ["Cask & Fern"]},
                [Told("d2", "acquisition", {"acquirer": "m", "target": "c"}, "proposed", (1.05e9, "GBP"))],
            ),
            Piece(
                "bid_3",
                "es",
                "2025-03-20",
                "Marlowe retira su oferta por la cervecera Cask & Fern.",
                {"m": ["Marlowe"], "c": ["Cask & Fern"]},
                [Told("d2", "acquisition", {"acquirer": "m", "target": "c"}, "cancelled")],
            ),
        ],
        amends={"d2": "d1"},
        steps={
            "d1": [("proposed", "2025-02-03")],
            "d2": [("proposed", "2025-02-24"), ("cancelled", "2025-03-20")],
        },
    ),
    Story(
        "currencies",
        [
            Piece(
                "money_1",
                "en",
                "2025-04-10",
                "Ironvale Mining bought the Salvia pit from Cobres Tolar for $1.1 billion.",
                {"i": ["Ironvale Mining"], "t": ["Cobres Tolar"]},
                [Told("d1", "acquisition", {"acquirer": "i", "seller": "t"}, amount=(1.1e9, "USD"))],
            ),
            Piece(
                "money_2",
                "es",
                "2025-04-11",
                "Ironvale compra a Cobres Tolar la mina Salvia por casi 1.000 millones de euros.",
                {"i": ["Ironvale"], "t": ["Cobres Tolar"]},
                [Told("d1", "acquisition", {"acquirer": "i", "seller": "t"}, amount=(1e9, "EUR"))],
            ),
            Piece(
                "money_3",
                "es",
                "2025-04-12",
                "Cobres Tolar vende la mina Salvia a Ironvale Mining por 1.080 millones de dólares.",
                {"i": ["Ironvale Mining"], "t": ["Cobres Tolar"]},
                [Told("d1", "acquisition", {"acquirer": "i", "seller": "t"}, amount=(1.08e9, "USD"))],
            ),
        ],
        steps={"d1": [("signed", "2025-04-10")]},
    ),
    Story(
        "per_year",
        [
            Piece(
                "year_1",
                "es",
                "2025-01-20",
                "Lácteos Bardal patrocinará al Club Ría cinco años por 10 millones de euros al año.",
                {"b": ["Lácteos Bardal"], "c": ["Club Ría"]},
                [
                    Told(
                        "d1",
                        "sponsorship",
                        {"sponsor": "b", "sponsored": "c"},
                        amount=(10e6, "EUR", "year"),
                        duration="P5Y",
                    )
                ],
            ),
            Piece(
                "year_2",
                "en",
                "2025-01-21",
                "Dairy group Lacteos Bardal signed a 50 million euro sponsorship with Club Ría.",
                {"b": ["Lacteos Bardal"], "c": ["Club Ría"]},
                [Told("d1", "sponsorship", {"sponsor": "b", "sponsored": "c"}, amount=(50e6, "EUR"))],
            ),
        ],
        steps={"d1": [("signed", "2025-01-20")]},
    ),
    Story(
        "denied",
        [
            Piece(
                "denied_1",
                "en",
                "2025-10-01",
                "Tellura is in the sights of Grupo Ancla, people familiar with the matter said.",
                {"t": ["Tellura"], "a": ["Grupo Ancla"]},
                [Told("d1", "acquisition", {"acquirer": "a", "target": "t"}, "rumoured")],
            ),
            Piece(
                "denied_2",
                "es",
                "2025-10-03",
                "Ancla niega que vaya a comprar Tellura por 600 millones de euros.",
                {"t": ["Tellura"], "a": ["Ancla"]},
                [Told("d1", "acquisition", {"acquirer": "a", "target": "t"}, "denied", (600e6, "EUR"))],
            ),
            Piece(
                "denied_3",
                "es",
                "2025-12-12",
                "Grupo Ancla compra Tellura por 650 millones de euros.",
                {"t": ["Tellura"], "a": ["Grupo Ancla"]},
                [Told("d1", "acquisition", {"acquirer": "a", "target": "t"}, "signed", (650e6, "EUR"))],
            ),
        ],
        steps={"d1": [("rumoured", "2025-10-01"), ("denied", "2025-10-03"), ("signed", "2025-12-12")]},
    ),
    Story(
        "wire",
        [
            Piece(
                "wire_1",
                "es",
                "2025-05-05",
                "La firma de chips Silvanta abrirá una planta en Lugo con el apoyo de la Xunta de Galicia. La Xunta "
                "concederá a Silvanta una ayuda de 25 millones de euros, dijo ayer su presidente en la presentación.",
                {"s": ["Silvanta"], "x": ["Xunta de Galicia", "Xunta"]},
                [Told("d1", "other_agreement", {"provider": "x", "customer": "s"}, "announced", (25e6, "EUR"))],
            ),
            Piece(
                "wire_2",
                "es",
                "2025-05-05",
                "La firma de chips Silvanta abrirá una planta en Lugo con el apoyo de la Xunta de Galicia. La Xunta "
                "concederá a Silvanta una ayuda de 25 millones de euros, dijo su presidente en la presentación.",
                {"s": ["Silvanta"], "x": ["Xunta de Galicia", "Xunta"]},
                [Told("d1", "other_agreement", {"provider": "x", "customer": "s"}, "announced", (25e6, "EUR"))],
            ),
            Piece(
                "wire_3",
                "en",
                "2025-05-06",
                "Galicia's government will give chip maker Silvanta 25 million euros for a plant in Lugo.",
                {"s": ["Silvanta"]},
                [],
            ),
        ],
        steps={"d1": [("announced", "2025-05-05")]},
        copies=[["wire_1", "wire_2"]],
    ),
    Story(
        "ministries",
        [
            Piece(
                "min_1",
                "es",
                "2025-06-02",
                "BOGOTÁ. El Ministerio de Salud compra vacunas a Biofarma Andes por 30 millones de dólares.",
                {"co": ["Ministerio de Salud"], "b": ["Biofarma Andes"]},
                [Told("d1", "supply", {"customer": "co", "provider": "b"}, amount=(30e6, "USD"))],
            ),
            Piece(
                "min_2",
                "en",
                "2025-06-03",
                "Colombia's Health Ministry will buy vaccines from Biofarma Andes for $30 million.",
                {"co": ["Colombia's Health Ministry"], "b": ["Biofarma Andes"]},
                [Told("d1", "supply", {"customer": "co", "provider": "b"}, amount=(30e6, "USD"))],
            ),
            Piece(
                "min_3",
                "es",
                "2025-06-04",
                "SANTIAGO. El Ministerio de Salud de Chile compra vacunas a Biofarma Andes por 30 millones de dólares.",
                {"cl": ["Ministerio de Salud de Chile"], "b": ["Biofarma Andes"]},
                [Told("d2", "supply", {"customer": "cl", "provider": "b"}, amount=(30e6, "USD"))],
            ),
        ],
        distinct=[("co", "cl")],
        steps={"d1": [("signed", "2025-06-02")], "d2": [("signed", "2025-06-04")]},
    ),
    Story(
        "conflict",
        [
            Piece(
                "conflict_1",
                "es",
                "2025-11-03",
                "Inversiones Páramo compra el 40 % de Viñedos Toral por 80 millones de euros.",
                {"p": ["Inversiones Páramo"], "v": ["Viñedos Toral"]},
                [Told("d1", "investment", {"investor": "p", "investee": "v"}, amount=(80e6, "EUR"))],
            ),
            Piece(
                "conflict_2",
                "es",
                "2025-11-04",
                "Páramo pagará 95 millones de euros por el 40 % de Viñedos Toral.",
                {"p": ["Páramo"], "v": ["Viñedos Toral"]},
                [Told("d1", "acquisition", {"acquirer": "p", "target": "v"}, "announced", (95e6, "EUR"))],
            ),
            Piece(
                "conflict_3",
                "en",
                "2025-11-05",
                "Paramo Investments took 40 % of winery Vinedos Toral, the companies said, giving no price.",
                {"p": ["Paramo Investments"], "v": ["Vinedos Toral"]},
                [Told("d1", "investment", {"investor": "p", "investee": "v"})],
            ),
        ],
        steps={"d1": [("signed", "2025-11-03")]},
    ),
    Story(
        "acronyms",
        [
            Piece(
                "acronym_1",
                "es",
                "2025-09-01",
                "Trenes y Vagones del Norte (TVN) venderá trenes a Ferrocarriles del Plata por 300 millones de euros.",
                {"t": ["Trenes y Vagones del Norte", "TVN"], "f": ["Ferrocarriles del Plata"]},
                [Told("d1", "supply", {"provider": "t", "customer": "f"}, amount=(300e6, "EUR"))],
            ),
            Piece(
                "acronym_2",
                "en",
                "2025-09-02",
                "Spanish train maker TVN won a 300 million euro order from Ferrocarriles del Plata.",
                {"t": ["TVN"], "f": ["Ferrocarriles del Plata"]},
                [Told("d1", "supply", {"provider": "t", "customer": "f"}, "announced", (300e6, "EUR"))],
            ),
            Piece(
                "acronym_3",
                "es",
                "2025-09-10",
                "La chilena TVN emitirá los partidos de la Liga Austral por 8 millones de dólares.",
                {"tv": ["TVN"], "l": ["Liga Austral"]},
                [Told("d2", "licence", {"licensee": "tv", "licensor": "l"}, amount=(8e6, "USD"))],
            ),
        ],
        distinct=[("t", "tv")],
        steps={"d1": [("signed", "2025-09-01")], "d2": [("signed", "2025-09-10")]},
    ),
    Story(
        "month_without_a_year",
        [
            Piece(
                "month_1",
                "es",
                "2024-11-04",
                "Naviera Oroel encargó ayer dos remolcadores a Astilleros Bermeo por 38 millones de euros.",
                {"n": ["Naviera Oroel"], "a": ["Astilleros Bermeo"]},
                [Told("d1", "supply", {"provider": "a", "customer": "n"}, amount=(38e6, "EUR"), signed="2024-11-03")],
            ),
            Piece(
                "month_2",
                "es",
                "2025-03-10",
                "Astilleros Bermeo botó el remolcador que Oroel encargó en noviembre por 38 millones de euros.",
                {"n": ["Oroel"], "a": ["Astilleros Bermeo"]},
                [Told("d1", "supply", {"provider": "a", "customer": "n"}, amount=(38e6, "EUR"), signed="2025-11")],
            ),
        ],
        steps={"d1": [("signed", "2024-11-03")]},
    ),
    Story(
        "syllables",
        [
            Piece(
                "syllables_1",
                "es",
                "2025-02-03",
                "Vallespín compra Tornel a Baskal. Corferro, que la quería, no comenta.",
                {"v": ["Vallespín"], "t": ["Tornel"], "b": ["Baskal"], "c": ["Corferro"]},
                [Told("d1", "acquisition", {"acquirer": "v", "target": "t", "seller": "b"})],
            ),
            Piece(
                "syllables_2",
                "en",
                "2025-02-04",
                "Baskal has sold Tornel to Vallespín. Corporación Nacional del Ferro had offered less.",
                {"v": ["Vallespín"], "t": ["Tornel"], "b": ["Baskal"], "c": ["Corporación Nacional del Ferro"]},
                [Told("d1", "acquisition", {"acquirer": "v", "target": "t", "seller": "b"})],
            ),
        ],
        steps={"d1": [("signed", "2025-02-03")]},
    ),
    Story(
        "talks_settle_the_sum_and_names_are_translated",
        [
            Piece(
                "talks_1",
                "en",
                "2024-02-06",
                "Altabrisa Cork is in talks to license its process to Nordvane for about $30m.",
                {"cork": ["Altabrisa Cork"], "n": ["Nordvane"]},
                [Told("d1", "licence", {"licensor": "cork", "licensee": "n"}, "in_negotiation", (30e6, "USD"))],
            ),
            Piece(
                "talks_2",
                "es",
                "2024-06-11",
                "Corticeira Altabrisa cedió ayer a Nordvane su procedimiento por 110 millones de dólares. "
                "Astilleros Altabrisa, que nada tiene que ver, reparará para Nordvane dos barcazas.",
                {"cork": ["Corticeira Altabrisa"], "n": ["Nordvane"], "yard": ["Astilleros Altabrisa"]},
                [
                    Told(
                        "d1", "licence", {"licensor": "cork", "licensee": "n"}, "signed", (110e6, "USD"), "2024-06-10"
                    ),
                    Told("d2", "service", {"provider": "yard", "customer": "n"}, "announced", said="reparará"),
                ],
            ),
            Piece(
                "talks_3",
                "es",
                "2025-09-02",
                "Nordvane paga a Corticeira Altabrisa, desde 2024, 110 millones de dólares por su procedimiento.",
                {"cork": ["Corticeira Altabrisa"], "n": ["Nordvane"]},
                [Told("d1", "licence", {"licensor": "cork", "licensee": "n"}, "signed", (110e6, "USD"), "2024")],
            ),
        ],
        distinct=[("cork", "yard")],
        steps={
            "d1": [("in_negotiation", "2024-02-06"), ("signed", "2024-06-10")],
            "d2": [("announced", "2024-06-11")],
        },
    ),
    Story(
        "suitors_of_one_company",
        [
            Piece(
                "suitors_1",
                "es",
                "2025-04-01",
                "Marbrisa ofrece 90 millones a Narvala por su filial Tesquel.",
                {"m": ["Marbrisa"], "n": ["Narvala"], "t": ["Tesquel"]},
                [Told("d1", "acquisition", {"acquirer": "m", "seller": "n", "target": "t"}, "proposed", (90e6, "EUR"))],
            ),
            Piece(
                "suitors_2",
                "es",
                "2025-04-03",
                "También Ostrel pone 90 millones sobre la mesa de Narvala por Tesquel.",
                {"o": ["Ostrel"], "n": ["Narvala"], "t": ["Tesquel"]},
                [Told("d2", "acquisition", {"acquirer": "o", "seller": "n", "target": "t"}, "proposed", (90e6, "EUR"))],
            ),
        ],
        steps={"d1": [("proposed", "2025-04-01")], "d2": [("proposed", "2025-04-03")]},
    ),
]
