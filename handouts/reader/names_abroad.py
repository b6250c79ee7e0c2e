"""Headings in other languages than English, as leaflets and the EMA's QRD templates have them.

A heading is only told its chapter by them; it is printed as it stands. German, French, Spanish, Italian, Portuguese
and Dutch, a row each, folded as `handouts.reader.roles.folded` folds.
"""

from __future__ import annotations

from handouts.model.monograph import Role

ABROAD: dict[Role, str] = {
    Role.NAME: (
        "bezeichnung des arzneimittels|darreichungsform|zusammensetzung|wirkstoff|"
        "dénomination du médicament|forme pharmaceutique|substance active|"
        "nombre del medicamento|forma farmacéutica|principio activo|"
        "denominazione del medicinale|forma farmaceutica|principio attivo|"
        "nome do medicamento|substância ativa|"
        "naam van het geneesmiddel|farmaceutische vorm|werkzame stof"
    ),
    Role.INDICATION: (
        "anwendung|anwendungsgebiete|indikationen|wofür es angewendet wird|"
        "indications thérapeutiques|"
        "indicaciones|indicaciones terapéuticas|para qué se utiliza|"
        "indicazioni|indicazioni terapeutiche|a cosa serve|"
        "indicações|indicações terapêuticas|para que é utilizado|"
        "indicaties|therapeutische indicaties|waarvoor wordt dit middel gebruikt"
    ),
    Role.MECHANISM: (
        "wirkungsweise|wirkmechanismus|pharmakologische eigenschaften|"
        "mécanisme d'action|propriétés pharmacologiques|"
        "mecanismo de acción|propiedades farmacológicas|"
        "meccanismo d'azione|proprietà farmacologiche|"
        "mecanismo de ação|propriedades farmacológicas|"
        "werkingsmechanisme|farmacologische eigenschappen"
    ),
    Role.PRECAUTION: (
        "gegenanzeigen|warnhinweise|vorsichtsmassnahmen|wechselwirkungen|schwangerschaft und stillzeit|"
        "besondere warnhinweise und vorsichtsmassnahmen für die anwendung|"
        "contre-indications|précautions|précautions d'emploi|mises en garde|interactions médicamenteuses|"
        "mises en garde spéciales et précautions d'emploi|"
        "contraindicaciones|precauciones|advertencias|interacciones|"
        "advertencias y precauciones especiales de empleo|"
        "controindicazioni|precauzioni|avvertenze|interazioni|avvertenze speciali e precauzioni d'impiego|"
        "contraindicações|contra-indicações|precauções|advertências|interações|"
        "advertências e precauções especiais de utilização|"
        "contra-indicaties|voorzorgen|waarschuwingen|interacties|"
        "bijzondere waarschuwingen en voorzorgen bij gebruik"
    ),
    Role.DOSE: (
        "dosierung|dosierung und art der anwendung|art der anwendung|überdosierung|"
        "posologie|posologie et mode d'administration|mode d'administration|surdosage|"
        "posología|posología y forma de administración|dosis|sobredosis|"
        "posologia|posologia e modo di somministrazione|dosaggio|sovradosaggio|"
        "posologia e modo de administração|dosagem|sobredosagem|"
        "dosering|dosering en wijze van toediening|overdosering"
    ),
    Role.SIDE_EFFECT: (
        "nebenwirkungen|welche nebenwirkungen sind möglich|"
        "effets indésirables|effets secondaires|quels sont les effets indésirables éventuels|"
        "reacciones adversas|efectos secundarios|efectos adversos|posibles efectos adversos|"
        "effetti indesiderati|effetti collaterali|possibili effetti indesiderati|"
        "efeitos indesejáveis|efeitos secundários|efeitos secundários possíveis|"
        "bijwerkingen|mogelijke bijwerkingen"
    ),
    Role.STORAGE: (
        "aufbewahrung|lagerung|besondere vorsichtsmassnahmen für die aufbewahrung|"
        "conservation|précautions particulières de conservation|"
        "conservación|precauciones especiales de conservación|"
        "conservazione|precauzioni particolari per la conservazione|"
        "conservação|precauções especiais de conservação|"
        "bewaring|speciale voorzorgsmaatregelen bij bewaren"
    ),
    Role.QUESTION: "häufige fragen|questions fréquentes|preguntas frecuentes|domande frequenti|perguntas frequentes",
}
