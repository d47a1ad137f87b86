"""Words of therapy, training and software with capitals name nobody; houses of one word do."""

import pytest

from .test_institutions import found, replaced, waiting


@pytest.mark.parametrize(
    "said",
    [
        "My Clinical Supervisor and the Course Director came to the Risk Assessment.",
        "We did Motivational Interviewing and then Compassion-Focused Therapy.",
        "He was on Olanzapine, and the Beck Depression Inventory said so.",
        "The Crisis Team and the Home Treatment Team went, and the Ethics Committee met.",
        "In Year Two we had Ethics, Research Methods, Diversity, and Human Development.",
        "I read a lot of Rogers, Winnicott and Yalom. The Socratic Questioning was hard.",
        "We took the Myers-Briggs, and I was a Trainee Clinical Psychologist then.",
        "The Drama Triangle has a Rescuer, and the Inner Critic said no to it.",
        "On Placement I was fine. Then Placement ended, and Supervision too.",
        "We left Waterfall for Agile. The Scrum Master and the Product Owner like Kanban.",
        "I have not worked on a single true Waterfall project. We did a Scrum study.",
        "In Scrum there is a Daily Scrum. Agile says so, and Lean does, too.",
        "We use Git and Django. A Senior Developer did the Sprint Retrospective in Padlet.",
    ],
)
def test_terms_of_the_field_are_neither_replaced_nor_asked_about(said):
    assert replaced(said) == []
    assert waiting(said) == []


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("I met Mr. Case and my cousin Guilt there.", ["Mr. Case", "Guilt"]),
        ("He was at Fern Creek Nitrate Sheet then.", ["Fern Creek Nitrate Sheet"]),
        ("She calls me Miss. They do not. We met Dr. Xelby.", ["Dr. Xelby"]),
        ("I was at the Xelby Clinic for it.", ["Xelby Clinic"]),
        ("Here Nurse Gives Written Consent. Nurse Introduction.", []),
        ("Nurse Xelby came. Nurse Lantern came.", ["Nurse Xelby", "Nurse Lantern"]),
        ("Large building it was, and so on.", []),
    ],
)
def test_people_and_houses_with_such_words_are_replaced(said, names):
    assert replaced(said) == names


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("I did my placement at Lantern, and then I left.", ["Lantern"]),
        ("I was hired by Lantern that year.", ["Lantern"]),
        ("So I joined Lantern that year.", ["Lantern"]),
        ("He worked for Lantern, Fences and Loom in turn.", ["Lantern", "Fences", "Loom"]),
        ("He worked for Lantern and Fences and then at home.", ["Lantern", "Fences"]),
        ("It is the Center for Healing in the Visual Arts, it is.",
         ["Center for Healing in the Visual Arts"]),
        ("It is the Lantern Alliance for Growth, Trust, and Care now.",
         ["Lantern Alliance for Growth, Trust, and Care"]),
        ("It is the College for Healing in Xelby.", ["College for Healing", "Xelby"]),
        ("Then Orla xelbyson and Susan hendricks came.", ["Orla", "Susan hendricks"]),
        ("I knew susan hendricks and a susan.", ["susan hendricks"]),
        ("We lived on Court D and on Avenue B then. On Street I said no.", ["Court D", "Avenue B"]),
    ],
)  # fmt: skip
def test_houses_that_somebody_works_for_and_small_surnames_are_replaced(said, names):
    assert replaced(said) == names


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("I went through the Lantern program, and the Fences team was there.",
         ["Fences", "Lantern"]),
        ("I played for the Lanterns then.", ["Lanterns"]),
        ("Lantern hired me straight away.", ["Lantern"]),
        ("I attend Lantern every week.", ["Lantern"]),
        ("I saw the Lantern there.", []),
    ],
)  # fmt: skip
def test_houses_of_one_ordinary_word_are_asked_about(said, asked):
    assert waiting(said) == asked


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("She went to U of X and to the U of Xelby, and U of course.", ["U of X", "U of Xelby"]),
        ("I was at the University of Ohio at Dayton then.", ["University of Ohio at Dayton"]),
        ("I saw the University of Ohio at Christmas.", ["University of Ohio"]),
        (
            "University of Xelby. Church of course. College of Oregon hired me.",
            ["University of Xelby", "College of Oregon"],
        ),
        ("We have the St. Xelby's hospital now.", ["St. Xelby's hospital"]),
        ("It was sung to me by Alma Ford there.", ["Alma Ford"]),
        ("It is off the coast of Georgia Where it is low.", ["Georgia"]),
        ("Then Jeff Young came, and James A. Xelby.", ["Jeff Young", "James A. Xelby"]),
        ('My last name is "Lantern" here.', ["Lantern"]),
    ],
)
def test_names_that_were_cut_short_or_went_too_far(said, names):
    assert replaced(said) == names


@pytest.mark.parametrize(
    ("answer", "names"),
    [("Xelbine.", ["Xelbine"]), ("In Xelbine.", ["Xelbine"]), ("Lantern.", []), ("Yes.", [])],
)
def test_the_answer_to_where_is_a_place(answer, names):
    assert replaced("And where did you live?", answer) == names


def test_an_ordinary_word_that_answers_where_is_asked_about():
    assert waiting("And where did you live?", "Lantern.") == ["Lantern"]


def test_what_is_on_the_somewhere_again_and_again_is_asked_about():
    said = "We lived up on the Lantern. He had his shop on the Lantern of it. I was on the Lantern."
    assert waiting(said) == ["Lantern"]
    assert waiting("We lived up on the Lantern.") == []


def test_a_house_in_a_list_of_employers_is_a_house():
    kinds = found("He worked for Lantern, Fences and Loom in turn.").replacements["kind"]
    assert kinds.tolist() == ["organisation"] * 3
