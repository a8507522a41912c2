"""Sentences of our own as reports have them: several amounts, one leaning on another, each with every field."""

from decimal import Decimal

from told_amounts_es import a

K, M, B, T = 10**3, 10**6, 10**9, 10**12
D = Decimal

# language, text, its amounts, what is known of it
TOLD = [
    (
        "es",
        (
            "La aseguradora pagará 1.350 millones de euros, a razón de 270 millones anuales, por una cartera que "
            "en 2024 ingresó 4.100 millones y ganó 212."
        ),
        [
            a("1.350 millones de euros", 1350 * M, "EUR"),
            a("270 millones", 270 * M, "EUR", "exact", "year"),
            a("4.100 millones", 4100 * M, "EUR"),
            a("212", 212 * M, "EUR"),
        ],
        {},
    ),
    (
        "es",
        (
            "El contrato, valorado en cerca de 95 millones de libras (unos 112 millones de euros), se reparte "
            "entre tres filiales: 40 para la escocesa, 35 para la galesa y 20 para la inglesa."
        ),
        [
            a("95 millones de libras", 95 * M, "GBP", "about"),
            a("112 millones de euros", 112 * M, "EUR", "about"),
            a("40", 40 * M, "GBP"),
            a("35", 35 * M, "GBP"),
            a("20", 20 * M, "GBP"),
        ],
        {},
    ),
    (
        "es",
        (
            "La automotriz destinará 800 millones de dólares (unos 15 mil millones de pesos) a su planta de "
            "Saltillo, que exportó 320 mil vehículos."
        ),
        [a("800 millones de dólares", 800 * M, "USD"), a("15 mil millones de pesos", 15 * B, "MXN", "about")],
        {"country": "MX"},
    ),
    (
        "es",
        (
            "La sanitaria pidió $12.400 millones, equivalentes a UF 330 mil, para 12 kilómetros de colectores y "
            "4.500 arranques."
        ),
        [a("$12.400 millones", 12400 * M, "CLP"), a("UF 330 mil", 330000, "CLF")],
        {"country": "CL"},
    ),
    (
        "es",
        "El consorcio ofreció S/ 1,245.6 millones, 3.2% menos que el valor referencial de S/ 1,286.8 millones.",
        [a("S/ 1,245.6 millones", 1245600 * K, "PEN"), a("S/ 1,286.8 millones", 1286800 * K, "PEN")],
        {"country": "PE"},
    ),
    (
        "es",
        "La empresa facturó $ 230.000 millones y pagó US$ 4,5 millones en dividendos, a $ 12,50 por acción.",
        [
            a("$ 230.000 millones", 230 * B, "ARS"),
            a("US$ 4,5 millones", 4500 * K, "USD"),
            a("$ 12,50", D("12.5"), "ARS", "exact", "share"),
        ],
        {"country": "AR"},
    ),
    (
        "es",
        (
            "La opa de BidCo, a 11,25 euros por título, un 14 % sobre el cierre de 9,87 euros, valora el capital "
            "en 2.180 millones."
        ),
        [
            a("11,25 euros", D("11.25"), "EUR", "exact", "share"),
            a("9,87 euros", D("9.87"), "EUR", "exact", "share"),
            a("2.180 millones", 2180 * M, "EUR"),
        ],
        {},
    ),
    (
        "es",
        (
            "Solo en la segunda fase se invertirán entre 1.200 y 1.400 millones, de los cuales 500 saldrán de "
            "fondos europeos."
        ),
        [a("entre 1.200 y 1.400 millones", (1200 * M, 1400 * M), "EUR", "range"), a("500", 500 * M, "EUR")],
        {},
    ),
    (
        "es",
        "Las obras, presupuestadas en 3.456.789,12 euros (sin IVA), durarán 14 meses y ocuparán a 60 personas.",
        [a("3.456.789,12 euros", D("3456789.12"), "EUR")],
        {},
    ),
    (
        "es",
        "Un lote de 2.000 millones de bonos a diez años con un cupón del 3,875 % y otro de 750 millones a 15.",
        [a("2.000 millones", 2 * B, "EUR"), a("750 millones", 750 * M, "EUR")],
        {},
    ),
    (
        "es",
        "El precio del gas natural cayó a 28,4 euros el megavatio hora, frente a los 34,1 de hace un mes.",
        [a("28,4 euros", D("28.4"), "EUR", "exact", "unit"), a("34,1", D("34.1"), "EUR", "exact", "unit")],
        {},
    ),
    (
        "es",
        "La firma gestiona 12.000 millones de dólares en activos y 3.400 en compromisos.",
        [a("12.000 millones de dólares", 12 * B, "USD"), a("3.400", 3400 * M, "USD")],
        {},
    ),
    (
        "es",
        "Suma 4,3 millones de clientes, 2.100 empleados y unas ventas de 1.900 millones.",
        [a("1.900 millones", 1900 * M, "EUR")],
        {},
    ),
    (
        "es",
        "El tren costará 2.100 millones y transportará a 2,1 millones de viajeros al año.",
        [a("2.100 millones", 2100 * M, "EUR")],
        {},
    ),
    (
        "en",
        (
            "The insurer will pay €1.35bn, in instalments of €270m a year, for a book that took in €4.1bn and "
            "earned €212m in 2024."
        ),
        [
            a("€1.35bn", 1350 * M, "EUR"),
            a("€270m", 270 * M, "EUR", "exact", "year"),
            a("€4.1bn", 4100 * M, "EUR"),
            a("€212m", 212 * M, "EUR"),
        ],
        {},
    ),
    (
        "en",
        (
            "The contract, worth about £95 million (some $120 million), is split in three: 40 million for the "
            "Scottish arm and the rest in Wales."
        ),
        [
            a("£95 million", 95 * M, "GBP", "about"),
            a("$120 million", 120 * M, "USD", "about"),
            a("40 million", 40 * M, "GBP"),
        ],
        {},
    ),
    (
        "en",
        (
            "The company won an order worth Rs 3,450 crore, against Rs 2,900 crore a year ago; its shares rose 4 "
            "per cent to Rs 1,212."
        ),
        [
            a("Rs 3,450 crore", 34500 * M, "INR"),
            a("Rs 2,900 crore", 29 * B, "INR"),
            a("Rs 1,212", 1212, "INR", "exact", "share"),
        ],
        {"country": "IN"},
    ),
    (
        "en",
        (
            "Shares in the grocer fell 3.5p to 287.4p after it set aside £42m for equal-pay claims and cut its "
            "dividend to 9.2p."
        ),
        [
            a("3.5p", D("0.035"), "GBP", "exact", "share"),
            a("287.4p", D("2.874"), "GBP", "exact", "share"),
            a("£42m", 42 * M, "GBP"),
            a("9.2p", D("0.092"), "GBP", "exact", "share"),
        ],
        {"country": "GB"},
    ),
    (
        "en",
        (
            "The miner will pay $1.2 billion for the pit, including $300 million in shares, and expects costs of "
            "$45 a tonne."
        ),
        [a("$1.2 billion", 1200 * M, "AUD"), a("$300 million", 300 * M, "AUD"), a("$45", 45, "AUD", "exact", "unit")],
        {"country": "AU"},
    ),
    (
        "en",
        "The biotech gets $60 million upfront, up to $1.4 billion in milestones and a 12% royalty.",
        [a("$60 million", 60 * M, "USD"), a("$1.4 billion", 1400 * M, "USD", "up_to")],
        {},
    ),
    (
        "en",
        "It priced 20 million shares at $17 each, the top of its $15-$17 range, to raise $340 million.",
        [
            a("$17", 17, "USD", "exact", "share"),
            a("$15-$17", (15, 17), "USD", "range", "share"),
            a("$340 million", 340 * M, "USD"),
        ],
        {},
    ),
    (
        "en",
        (
            "The fund, which manages more than $40bn, paid between $800m and $900m for a 49 per cent stake in the"
            " 2.5 GW wind farm."
        ),
        [a("$40bn", 40 * B, "USD", "at_least"), a("between $800m and $900m", (800 * M, 900 * M), "USD", "range")],
        {},
    ),
    (
        "en",
        "The airline ordered 30 jets worth $4.5 billion at list prices, or about $150 million apiece.",
        [a("$4.5 billion", 4500 * M, "USD"), a("$150 million", 150 * M, "USD", "about", "unit")],
        {},
    ),
    (
        "en",
        "The city will pay the operator $2.4 million a year for 10 years, a total of $24 million.",
        [a("$2.4 million", 2400 * K, "USD", "exact", "year"), a("$24 million", 24 * M, "USD")],
        {},
    ),
    (
        "en",
        "The state put up 60 per cent of the C$500 million; the town found the other 200.",
        [a("C$500 million", 500 * M, "CAD"), a("200", 200 * M, "CAD")],
        {},
    ),
    (
        "en",
        "Its bonds trade at 83 cents on the dollar and its debt stands at $1.9bn.",
        [a("83 cents", D("0.83"), "USD"), a("$1.9bn", 1900 * M, "USD")],
        {},
    ),
]
