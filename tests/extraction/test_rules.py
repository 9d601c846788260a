"""Each rule in one sentence, with the speaker, and what each kind of refusal refuses. All sentences are invented."""

import pytest

from api.extraction import extract
from api.extraction.conjugation import conjugate
from api.extraction.lexicon import verbs

SAID = [
    ("« On ferme », a dit le directeur.", "incise", "On ferme", "le directeur"),
    ("« On ferme », prévient hier, dans un communiqué, Mme Anne Roy.", "incise", "On ferme", "Mme Anne Roy"),
    ("« On ferme », n'a cessé de répéter la ministre.", "incise", "On ferme", "la ministre"),
    ("« On ferme », fait valoir Luc Petit.", "incise", "On ferme", "Luc Petit"),
    ("« On ferme », comme le dit un des employés.", "incise", "On ferme", "un des employés"),
    ("Luc Petit a un jour déclaré : « On ferme. »", "colon", "On ferme.", "Luc Petit"),
    ("Luc Petit, directeur de la SAQ, assure que « tout ira bien ».", "that", "tout ira bien", "Luc Petit"),
    ("Le rapport note que le parc est « dans un état piteux ».", "reported", "dans un état piteux", "Le rapport"),
    ("La députée qualifie le projet de « fausse bonne idée ».", "complement", "fausse bonne idée", "La députée"),
    ("C'est ce qu'a confirmé Anne Roy du CHUM: «tout ira bien».", "colon", "tout ira bien", "Anne Roy"),
    ("Tout en jugeant que « rien ne presse », la maire a promis un vote.", "that", "rien ne presse", "la maire"),
    ("D'après les pompiers, « tout a brûlé ».", "according", "tout a brûlé", "les pompiers"),
    ("Le parc est « un gouffre », selon les mots de Luc Petit.", "according", "un gouffre", "Luc Petit"),
    ("Réaction du préfet : « Nous étions prêts. »", "noun", "Nous étions prêts.", "préfet"),
    ("Luc Petit n'en démord pas : « Je resterai. »", "colon_alone", "Je resterai.", "Luc Petit"),
    ("Anne Roy dénonce ce qu'elle appelle « la loi du silence ».", "naming", "la loi du silence", "elle"),
    ("Le projet est mort », tranche la ministre.", "incise", "Le projet est mort", "la ministre"),
    ("Anne Roy répond : « C'est fini.", "colon", "C'est fini.", "Anne Roy"),
    ("« On ferme », a mis en garde le président par intérim.", "incise", "On ferme", "le président par intérim"),
    ("Une source fait état d'un « différend familial ».", "complement", "différend familial", "Une source"),
    ("Berlin appelait « au calme ».", "complement", "au calme", "Berlin"),
    ("Le ministère dément : aucun « plan caché » n'existe.", "reported", "plan caché", "Le ministère"),
    ("Le but du groupe, note Luc Petit, est « de tenir bon ».", "complement", "de tenir bon", "Luc Petit"),
    ("On attribue à Voltaire la phrase « Il faut en rire ».", "lent", "Il faut en rire", "Voltaire"),
    ("La phrase « C'est fini », attribuée à Anne Roy, est fausse.", "lent", "C'est fini", "Anne Roy"),
    ("Une banderole affiche le message « On ne lâche rien ».", "shown", "On ne lâche rien", "Une banderole"),
    ("Une affiche arborant « Sauvons l'hôpital » a été collée.", "shown", "Sauvons l'hôpital", "Une affiche"),
    ("Le parc est « mal géré » depuis un an, a estimé la maire.", "closing", "mal géré", "la maire"),
    ("L'accord ouvre « une nouvelle ère » pour tous, juge Luc Petit.", "closing", "une nouvelle ère", "Luc Petit"),
    ("Le ministre publie un message lapidaire : « Honte à vous. »", "colon", "Honte à vous.", "Le ministre"),
    ("Le ministre n'a pas mâché ses mots : « Honte à vous. »", "noun", "Honte à vous.", "Le ministre"),
    ("Elle se souvient d'une phrase de sa mère : « Tiens bon. »", "noun", "Tiens bon.", "sa mère"),
    ("Le critique du « Temps » y voit « un naufrage ».", "complement", "un naufrage", "Le critique du « Temps »"),
    ("« Je reste », confie celle qui dirige le club.", "incise", "Je reste", "celle qui dirige le club"),
    ("« Je reste », confie le doyen, le Dr Luc Petit.", "incise", "Je reste", "Dr Luc Petit"),
    ("« Un naufrage », pour les uns, le film divise.", "according", "Un naufrage", "les uns"),
    ("De l'aveu même de Luc Petit, le parc est « fini ».", "according", "fini", "Luc Petit"),
    ("L'ONG s'alarme d'une situation « intenable ».", "complement", "intenable", "L'ONG"),
    ("« Je pars. »\n\nPar ces mots, la maire Anne Roy a clos le débat.", "noun", "Je pars.", "la maire Anne Roy"),
    ("« Nous voulons, a plaidé à l'ONU le président, être traités en égaux. »", "inner_incise",
     "Nous voulons être traités en égaux.", "le président"),
    ("« On ferme », témoigne, ému, le directeur.", "incise", "On ferme", "le directeur"),
    ("« J'y suis, avouait, les yeux rougis, la reine. Enfin. »", "inner_incise", "J'y suis Enfin.", "la reine"),
    ("La maire a appelé les élus à « se taire », selon un communiqué.", "complement", "se taire", "La maire"),
    ("La critique parle d'un film « radical, jamais vain ».", "complement", "radical, jamais vain", "La critique"),
    ("Anne Roy a souri. Puis : « Je pars demain. »", "colon_alone", "Je pars demain.", "Anne Roy"),
    ("Le maire, qui recevait, a lui reconnu avoir « pris du retard ».", "reported", "pris du retard", "Le maire"),
    ("Trop peu, selon le syndicat, dont le chef, Luc Petit, dénonce « une aumône ».", "complement", "une aumône",
     "Luc Petit"),
    ("Anne Roy persiste. À l'entendre, il « n'a jamais menti ».", "according", "n'a jamais menti", "Anne Roy"),
    ("Luc Petit fulmine. À l'en croire, elle n'a « jamais payé ».", "according", "jamais payé", "Luc Petit"),
    ("Selon le maire, c'est prêt, alors que, selon Anne Roy, « rien n'est fait ».", "according", "rien n'est fait",
     "Anne Roy"),
    ("Selon Anne Roy, la ville, suivant le plan, « n'a rien fait ».", "according", "n'a rien fait", "Anne Roy"),
    ("Selon Anne Roy, la ville, aux yeux de la loi, « n'a rien fait ».", "according", "n'a rien fait", "Anne Roy"),
    ("Selon Anne Roy, elle était « perdue », selon ses propres mots.", "according", "perdue", "Anne Roy"),
    ("La maire est « perdue », selon ses propres termes.", "according", "perdue", "La maire"),
    ("Selon Luc Petit, la maire est « perdue », selon ses propres mots.", "according", "perdue", "la maire"),
    ("La maire est « perdue », selon ses propres mots, mais, selon Luc Petit, elle va bien.", "according", "perdue",
     "La maire"),
    ("D'après les médias, « il a fui », mais, d'après Anne Roy, il est là.", "according", "il a fui", "les médias"),
    ("Pour le maire, tout va bien, mais, selon le rapport, « l'eau est sale ».", "according", "l'eau est sale",
     "le rapport"),
    ("Selon une étude, « l'eau est sale », ce que, selon Anne Roy, on savait.", "according", "l'eau est sale",
     "une étude"),
    ("Selon le maire, c'est prêt, alors que, selon une note interne, « rien n'est fait ».", "according",
     "rien n'est fait", "une note interne"),
    ("Selon Anne Roy, c'est prêt, mais, suivant le plan, « rien n'est fait ».", "according", "rien n'est fait",
     "le plan"),
    ("Si l'accord tient, dit le ministre à Anne Roy : « On verra bien. »", "colon", "On verra bien.", "le ministre"),
    ("Elle a lâché un « pardon » à peine audible.", "complement", "pardon", "Elle"),
    ("« Si l'on perd, disait hier soir Luc Petit, on part. »", "inner_incise", "Si l'on perd on part.", "Luc Petit"),
    ("Elle a murmuré un « pardon » à peine audible.", "complement", "pardon", "Elle"),
    ("Surtout pas, martèle Anne Roy : « On reste. »", "colon", "On reste.", "Anne Roy"),
    ("Luc Petit répète que son groupe « vit bien ».", "reported", "vit bien", "Luc Petit"),
    ("« Un scandale total », s'étrangle la maire.", "incise", "Un scandale total", "la maire"),
    ("Bilan de l'entraîneur à l'issue du match : « On a tenu bon. »", "noun", "On a tenu bon.", "l'entraîneur"),
]  # fmt: skip
REFUSED = [
    ("Le film « La Nuit des rois » sort demain.", "refused_title"),
    ("Une exposition intitulée « Images du port » ouvre demain.", "refused_called"),
    ("Il a été condamné pour « abus de biens sociaux ».", "refused_legal"),
    ("Le « troisième lieu » est à la mode.", "refused_term"),
    ("Le dispositif « Ville ouverte », dit la mairie, ne suffit pas.", "refused_title"),
    ("La place est vide (« square » en anglais).", "refused_aside"),
    ("La pièce s'intitule « Rien à déclarer ».", "refused_term"),
    ("Avec « Les Eaux dormantes », son cinquième roman, Anne Roy surprend.", "refused_title"),
    ("Sa devise était « Toujours plus haut ».", "refused_title"),
    ("Le « burn-out » recule, affirme la ministre.", "refused_term"),
    ("Le juge a retenu les faits de « harcèlement moral ».", "refused_legal"),
    ("La « petite » Coupe du monde débute mardi.", "refused_term"),
    ("Il se bat contre « les marchands de sommeil ».", "refused_unattributed"),
    ("Il lit d'après « Les Contes du chat ».", "refused_title"),
    ("Son essai, « Vers la fin du monde », paraît lundi, annonce son éditeur.", "refused_unattributed"),
    ("La Bourse affiche « une santé insolente ».", "refused_term"),
    ("Il fabrique des « box gourmandes », pour les autres restaurateurs.", "refused_term"),
    ("« Je pars. »\nSur ces paroles, la salle applaudit Anne Roy.", "refused_term"),
]


@pytest.mark.parametrize(("text", "rule", "quote", "who"), SAID)
def test_it_is_said(text: str, rule: str, quote: str, who: str) -> None:
    found = [(each.rule, each.text, each.attributions[0].printed_as) for each in extract(text).proposals]
    surfaces = [each.attributions[0].surface for each in extract(text).proposals]
    assert found == [(rule, quote, who)] or (found[0][:2] == (rule, quote) and surfaces == [who])


@pytest.mark.parametrize(("text", "code"), REFUSED)
def test_it_is_nobodys(text: str, code: str) -> None:
    read = extract(text)
    assert [each.text for each in read.proposals] == []
    assert [each.reason.code for each in read.refusals] == [code]


def test_an_incise_cuts_a_quote_in_two_parts() -> None:
    text = "« Je pars, a soufflé Luc Petit, et je ne reviens pas. » « Enfin », a-t-il ajouté, « on verra »."
    first, second = extract(text).proposals
    assert (first.text, len(first.parts)) == ("Je pars et je ne reviens pas.", 2)
    assert (second.text, len(second.parts)) == ("Enfin on verra", 2)
    assert [each.code for each in first.reasons] == ["inner_incise", "named", "cut"]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("« Il faut, dit le maire, Luc Petit, pardonner. »", "Il faut pardonner."),
        ("« Il faut, dit Anne Roy, Luc Petit, pardonner. »", "Il faut Luc Petit, pardonner."),
        ("« Il faut, dit Anne Roy, Directrice Générale, pardonner. »", "Il faut pardonner."),
        ("« Il faut, dit Anne Roy, Secrétaire Générale, pardonner. »", "Il faut pardonner."),
        ("« Il faut, dit Luc Petit, Premier Ministre, pardonner. »", "Il faut pardonner."),
        ("« Il faut, dit Anne Roy, Monsieur Luc Petit, pardonner. »", "Il faut Monsieur Luc Petit, pardonner."),
        ("« Il faut, dit-elle, Luc Petit, pardonner. »", "Il faut Luc Petit, pardonner."),
        ("« Il faut, dit-elle, monsieur le maire, pardonner. »", "Il faut monsieur le maire, pardonner."),
    ],
)
def test_a_name_after_an_incise_is_the_speakers_where_a_function_precedes(text: str, quote: str) -> None:
    assert [each.text for each in extract(text).proposals] == [quote]


@pytest.mark.parametrize(
    ("who", "role", "organisation"),
    [("avocat de la Défense", "avocat de la Défense", None), ("porte-parole de la Défense", "porte-parole", "Défense")],
)
def test_an_advocate_of_the_defence_is_of_no_body(who: str, role: str, organisation: str | None) -> None:
    (quote,) = extract(f"« On ferme », dit Anne Roy, {who}.").proposals
    assert [(each.role, each.organisation) for each in quote.attributions] == [(role, organisation)]


def test_guillemets_repeated_at_each_paragraph_are_one_quote() -> None:
    text = "Anne Roy a répondu : « Nous partons.\n« Nous ne reviendrons pas. »\nElle est partie."
    (quote,) = extract(text).proposals
    assert quote.text == "Nous partons. Nous ne reviendrons pas."


@pytest.mark.parametrize("mark", [("«", "»"), ('"', '"')])
def test_a_quote_runs_over_paragraphs_to_the_mark_that_ends_it(mark: tuple[str, str]) -> None:
    begins, ends = mark
    text = f"« Oui », dit Luc Petit.\n{begins}Le feu est éteint ce soir.\nUn blessé.\nOn veille{ends}, dit Anne Roy."
    quote = extract(text).proposals[-1]
    assert (quote.text, len(quote.parts)) == ("Le feu est éteint ce soir. Un blessé. On veille", 3)
    assert (quote.rule, [each.name for each in quote.attributions]) == ("incise", ["Anne Roy"])


def test_marks_that_nothing_ends_take_no_paragraph_without_marks() -> None:
    text = "Anne Roy répond : « C'est fini.\nElle est partie.\nLuc Petit dit : « Oui. »"
    assert [each.text for each in extract(text).proposals] == ["C'est fini.", "Oui."]


def test_a_verb_without_subject_takes_that_of_the_sentence_before() -> None:
    text = "La ministre Anne Roy a pris la parole. Et d'ajouter : « Nous ne céderons pas. »"
    (quote,) = extract(text).proposals
    assert [each.name for each in quote.attributions] == ["Anne Roy"]


@pytest.mark.parametrize(
    "said", ["Rappelons que « la loi est la même pour tous ».", "Lisez : « Nous ne céderons pas. »"]
)
def test_what_the_journalist_says_is_not_the_speaker_s_before(said: str) -> None:
    (quote,) = extract(f"La ministre Anne Roy a pris la parole. {said}").proposals
    assert [each.name for each in quote.attributions if each.name] == []


def test_a_pronoun_is_never_given_to_somebody_of_another_gender() -> None:
    text = "Luc Petit est venu. « C'est trop », a-t-elle dit."
    (quote,) = extract(text).proposals
    assert [(each.kind, each.printed_as) for each in quote.attributions] == [("unknown", "elle")]
    assert "unresolved" in [each.code for each in quote.reasons]


def test_verbs_are_known_in_all_their_forms() -> None:
    known = verbs()
    forms = (
        "ajouta ajoutent répètera répétera annonçait jugea rappelle soutiennent écrivit reconnaît reconnut admirent "
        "prétendrait concluait exclame redisait avertissent"
    )
    assert [form for form in forms.split() if form not in known] == []
    assert ("dites", "finite") in set(conjugate("dire"))
    assert dict(conjugate("annoncer"))["annonçant"] == "gerund"


def test_a_role_is_read_after_an_age_and_a_town_is_no_body() -> None:
    who = extract("« On ferme », dit Anne Roy, 46 ans, directrice d'une crèche à Lyon.").proposals[0].attributions[0]
    assert (who.name, who.role, who.organisation) == ("Anne Roy", "directrice d'une crèche à Lyon", None)


def test_a_title_in_the_words_that_cut_a_quotation_is_no_quote_within_it() -> None:
    text = "« C'est peu, nuance Anne Roy, autrice de « La Rive » (Seuil, 2021). Il faut agir. »"
    assert [each.text for each in extract(text).proposals] == ["C'est peu Il faut agir."]


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("Les Assises de la mer se sont tenues mardi à Brest.", "2024-03-12"),
        ("Le Forum de l'eau aura lieu mardi à Brest.", "2024-03-19"),
        ("Les Assises de la mer se sont tenues hier à Brest.", "2024-03-13"),
        ("Les Assises de la mer se sont tenues jeudi dernier à Brest.", "2024-03-07"),
    ],
)
def test_a_weekday_is_seen_from_the_day_of_the_article(said: str, day: str) -> None:
    assert [each.starts_on for each in extract(said, "2024-03-14").occasions] == [day]


def test_whoever_speaks_for_a_side_in_court_speaks_for_no_body() -> None:
    (quote,) = extract("« Il nie », a dit l'avocat de la défense, Me Luc Petit.").proposals
    assert [(each.role, each.organisation) for each in quote.attributions] == [("avocat de la défense", None)]
