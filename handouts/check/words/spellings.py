"""British and American spellings as data for rule L10: beginnings of words, and words that only look like one."""

from __future__ import annotations

from handouts.model.phrases import either

# British=American; a word may go on with any letters.
ROWS = (
    "diarrhoea=diarrhea amenorrhoea=amenorrhea dysmenorrhoea=dysmenorrhea gonorrhoea=gonorrhea dyspnoea=dyspnea",
    "apnoea=apnea haemo=hemo haemat=hemat anaemi=anemi leukaemi=leukemi ischaemi=ischemi uraemi=uremi",
    "septicaemi=septicemi bacteraemi=bacteremi hypoglycaemi=hypoglycemi hyperglycaemi=hyperglycemi",
    "hypokalaemi=hypokalemi hyperkalaemi=hyperkalemi hyponatraemi=hyponatremi hypernatraemi=hypernatremi",
    "hypocalcaemi=hypocalcemi hypercalcaemi=hypercalcemi hypomagnesaemi=hypomagnesemi",
    "hyperuricaemi=hyperuricemi hyperlipidaemi=hyperlipidemi hypophosphataemi=hypophosphatemi",
    "oedema=edema lymphoedema=lymphedema oestrogen=estrogen oesophag=esophag",
    "gynaecolog=gynecolog gynaecomast=gynecomast paediatric=pediatric orthopaedic=orthopedic",
    "anaesthe=anesthe paraesthe=paresthe caesarean=cesarean faeces=feces faecal=fecal coeliac=celiac",
    "aetiolog=etiolog manoeuvre=maneuver tumour=tumor colour=color discolour=discolor behaviour=behavior",
    "flavour=flavor favour=favor odour=odor vapour=vapor neighbour=neighbor honour=honor humour=humor labour=labor",
    "fibre=fiber centred=centered centre=center litre=liter millilitre=milliliter",
    "centimetre=centimeter millimetre=millimeter kilometre=kilometer",
    "programme=program ageing=aging grey=gray mould=mold defence=defense",
    "labelled=labeled labelling=labeling counselling=counseling counsellor=counselor",
    "travelling=traveling travelled=traveled analyse=analyze analysing=analyzing paralyse=paralyze",
    "recognis=recogniz minimis=minimiz stabilis=stabiliz hospitalis=hospitaliz immunis=immuniz sterilis=steriliz",
    "pasteuris=pasteuriz moisturis=moisturiz organis=organiz realis=realiz apologis=apologiz neutralis=neutraliz",
)
PAIRS: dict[str, str] = dict(pair.split("=") for row in ROWS for pair in row.split())
BOTH = either(
    "analyses",
    "color(?:ado|ect|im)",
    "discolorat",
    "haemophilus",
    "honorar",
    "humor(?:al|ous)",
    "labor(?:at|i)",
    "litera",
    "odorous",
    "organisms?$",
    "programm(?:e[dr]|ing)",
    "realis[mt]",
    "tumor(?:i|ous)",
    "vapori",
)
