"""Short made-up articles, as many as are wanted, no two alike: templates with changed names and numbers."""

from __future__ import annotations

import json
import random
from pathlib import Path

_SYLLABLES = ("ba", "do", "ke", "li", "mu", "na", "po", "ri", "sa", "te", "vo", "za")
_ES = ("Chile", "Perú", "Bolivia", "Ecuador", "Kenia", "Ghana", "Noruega", "Portugal", "Japón", "Canadá")
_EN = ("Chile", "Peru", "Bolivia", "Ecuador", "Kenya", "Ghana", "Norway", "Portugal", "Japan", "Canada")
_TEMPLATES = {
    "es": (
        "El canciller de {a}, {name}, viajó el lunes a {b} para reunirse con su homólogo. “Queremos paz”, dijo {name}.",
        "{a} y {b} firmaron un acuerdo de comercio por {number} millones de dólares, informó la ministra {name}.",
        "El gobierno de {a} expulsó a {small} diplomáticos de {b} tras las palabras del embajador {name}.",
        "{name}, presidente de {a}, condenó el ataque contra la embajada de su país en {b}. Murieron {small} personas.",
        "La presidenta de {a}, {name}, prometió enviar {number} toneladas de trigo a {b} antes de fin de año.",
        "{a} exigió a {b} que libere a {name}, detenido desde hace {small} meses. {b} no respondió.",
    ),
    "en": (
        "The foreign minister of {a}, {name}, visited {b} on Monday. “We want peace”, {name} said after {small} hours.",
        "{a} and {b} signed a trade agreement worth {number} million dollars, minister {name} said.",
        "{a} imposed sanctions on {small} officials of {b}, and {name}, its president, called it a mistake.",
        "President {name} of {a} threatened to recall the ambassador to {b} unless {small} prisoners are freed.",
    ),
}


def article(number: int) -> dict[str, str]:
    """Article ``number`` as a row of a table; the same number gives the same article."""
    chance = random.Random(number)
    language = chance.choice(("es", "es", "en"))
    a, b = chance.sample(_ES if language == "es" else _EN, 2)
    name = " ".join("".join(chance.choices(_SYLLABLES, k=3)).capitalize() for _ in range(2))
    text = chance.choice(_TEMPLATES[language]).format(
        a=a, b=b, name=name, number=f"{number + 1000:,}".replace(",", "."), small=2 + number % 50
    )
    published = f"20{10 + number % 14:02d}-{1 + number % 12:02d}-{1 + number % 28:02d}"
    return {"id": f"a{number:05d}", "text": text, "language": language, "published": published}


def write_corpus(path: Path, count: int) -> Path:
    """Writes the first ``count`` articles as JSON Lines."""
    path.write_text("".join(json.dumps(article(n), ensure_ascii=False) + "\n" for n in range(count)), encoding="utf-8")
    return path
