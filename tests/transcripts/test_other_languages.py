"""Roles, closing lines, sounds, questions and words in languages and scripts other than English."""

import pytest

from aft_themes.transcripts import Turn, assign_roles
from aft_themes.transcripts.artefacts import is_artefact, is_sound
from aft_themes.transcripts.findings import Kind, TranscriptError
from aft_themes.transcripts.languages import count_words, two_languages
from aft_themes.transcripts.role_words import answers_by_name, asks_by_name
from aft_themes.transcripts.turns import asks


@pytest.mark.parametrize(
    ("asks", "answers"),
    [
        ("Interviewer:in", "Befragte:r"),
        ("Forscher*innen 2", "Teilnehmerin 3"),
        ("Enquêtrice", "Enquêté"),
        ("Entrevistador/a", "Entrevistada"),
        ("Pesquisadora", "Participante 4"),
        ("Ricercatrice", "Intervistata"),
        ("Onderzoeker", "Geïnterviewde"),
        ("Intervjuare", "Deltagare 1"),
        ("Haastattelija", "Haastateltava"),
        ("Badaczka", "Rozmówca"),
        ("Araştırmacı", "Katılımcı 12"),
        ("Интервьюер", "Респондент"),
        ("Ερευνήτρια", "Συμμετέχων"),
        ("מראיינת", "מרואיין"),
        ("الباحثة", "المبحوث"),
        ("साक्षात्कारकर्ता", "उत्तरदाता"),
        ("访谈者", "受访者2"),
        ("インタビュアー", "回答者"),
        ("연구자", "참여자1"),
        ("Pewawancara", "Narasumber"),
    ],
)
def test_words_for_roles_are_known_in_many_languages(asks, answers):
    assert asks_by_name(asks)
    assert not answers_by_name(asks)
    assert answers_by_name(answers)
    assert not asks_by_name(answers)


def test_a_role_in_another_script_outweighs_how_much_is_said():
    turns = [
        Turn("访谈者", None, None, "我先介绍一下这个研究的背景和目的，然后我们慢慢聊。", "line 1"),
        Turn("受访者", None, None, "好？", "line 2"),
    ]
    assert assign_roles(turns)[0] == {"访谈者": "interviewer", "受访者": "participant"}


def test_wide_question_marks_ask_and_signs_count_as_words():
    turns = [
        Turn("林", None, None, "你是什么时候开始的？", "line 1"),
        Turn("周", None, None, "大概三年前，那时候我刚刚搬到这里，什么都不懂。", "line 2"),
        Turn("林", None, None, "后来呢？", "line 3"),
        Turn("周", None, None, "后来慢慢习惯了，也认识了很多人。", "line 4"),
    ]
    assert assign_roles(turns)[0] == {"林": "interviewer", "周": "participant"}


@pytest.mark.parametrize(
    "line",
    [
        "Ende des Interviews",
        "[Fin de l'entretien]",
        "Fim da gravação 00:45:12",
        "Fine dell'intervista",
        "Einde van het gesprek",
        "Slut på intervjun",
        "Haastattelu päättyy",
        "Koniec nagrania",
        "Конец интервью",
        "录音结束",
        "インタビュー終了",
        "Ann Lee hat die Transkription gestartet",
        "Ann Lee a démarré la transcription",
        "Ann Lee inició la transcripción",
        "Ann Lee ha interrotto la trascrizione",
        "Ann Lee が文字起こしを停止しました",
    ],
)
def test_lines_of_programs_are_known_in_many_languages(line):
    assert is_artefact(line)


@pytest.mark.parametrize(
    "line",
    [
        "Ich habe die Transkription gestartet",
        "Ist das Interview zu Ende?",
        "Das war das Ende",
        "Fin",
        "C'était la fin de l'entretien d'embauche que je redoutais",
        "die Transkription gestartet",
    ],
)
def test_what_somebody_says_of_an_end_stays(line):
    assert not is_artefact(line)


@pytest.mark.parametrize(
    "sound",
    ["risos", "inaudível", "onverstaanbaar", "skratt", "naurua", "gülüşmeler", "смех", "笑"],
)
def test_sounds_are_known_in_many_languages(sound):
    assert is_sound(sound)


@pytest.mark.parametrize("name", ["Gülsüm", "Gülay", "Latter", "Pausch", "Rider"])
def test_names_like_sounds_are_names(name):
    assert not is_sound(name)


def test_the_last_caption_without_a_label_may_close_the_interview(read):
    talk = "".join(
        f"\n\n00:00:{2 * n:02d}.000 --> 00:00:{2 * n + 1:02d}.000\n{name}: It was cold up north."
        for n, name in enumerate(["Ana", "Bo"] * 4)
    )
    end = "\n\n00:00:40.000 --> 00:00:41.000\nEnd of interview"
    assert "End" not in read("a.vtt", f"WEBVTT{talk}{end}").turns[-1].text
    said = "\n\n00:00:42.000 --> 00:00:43.000\nAna: End of interview"
    assert read("b.vtt", f"WEBVTT{talk}{said}").turns[-1].text == "End of interview"


def test_words_are_counted_in_scripts_without_spaces():
    assert count_words("It was cold - very.") == 5
    assert count_words("那时候我刚刚搬到这里") == 6  # ten signs
    assert count_words("Zoom で話しました") == 4  # one word, a sign and five others
    assert count_words("สวัสดีครับ") == 2


def test_wrapped_lines_of_chinese_lose_no_words(read):
    answer = "那时候我刚刚搬到这里，什么都不懂，后来慢慢习惯了，也认识了很多人，大家都很好。"
    talk = "".join(f"林：你是什么时候开始的？第{n}次呢？\n周：{answer}\n" for n in range(6))
    read_turns = read("a.txt", talk)
    assert [finding.kind for finding in read_turns.findings if finding.severity == "doubt"] == []


def test_a_few_turns_without_common_words_are_no_second_language():
    spanish = "porque yo pienso que la gente no sabe lo que pasa y los demás tampoco " * 4
    listed = (
        "temperatura humedad presión viento lluvia nieve granizo niebla sol nubes tormenta " * 3
    )
    assert two_languages([spanish, listed, spanish]) == ""


def test_a_field_that_names_a_speaker_is_no_speech(read):
    talk = "".join(
        f"Interviewer: What came after {n}?\nJo: Then came {n} more.\n" for n in range(4)
    )
    field = "Interviewee: Jo Wang (26, student, likes to travel with friends)\n"
    speakers = {turn.speaker for turn in read("a.txt", field + talk).turns}
    assert speakers == {"Interviewer", "Jo"}
    called = talk + "Interviewee: Jo did it, not me.\n"
    assert "Interviewee" in {turn.speaker for turn in read("b.txt", called).turns}


@pytest.mark.parametrize("question", ["Question {n}", "{n} - Question", "Pregunta {n}", "Q{n}"])
def test_numbered_questions_are_one_who_asks(read, question):
    talk = "".join(
        f"{question.format(n=n)}: How was the winter of {n}?\nAnswer: It was cold there.\n"
        for n in (1, 2, 4)  # a number may be missing
    )
    turns = read("a.txt", talk).turns
    assert len(turns) == 6
    assert len({turn.speaker for turn in turns}) == 2


def test_answers_below_numbered_questions_need_no_label(read):
    talk = "".join(f"Q{n}: How was winter {n}?\nIt was cold, and we left.\n" for n in range(1, 6))
    found = read("a.txt", talk)
    assert [turn.speaker for turn in found.turns] == ["Q", "Without a label"] * 5
    assert Kind.UNLABELLED_TURNS in {finding.kind for finding in found.findings}


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("【访谈者】冬天怎么样？", "【受访者】很冷，我们待在家里。"),
        ("（聞き手）冬はどうでしたか。", "（話し手）とても寒かったです。"),
        ("{112}: How was the winter?", "{113}: It was cold, and we left."),
        ("{Ana Lee}: How was the winter?", "{Bo}: It was cold, and we left."),
    ],
)
def test_labels_in_other_brackets(read, asked, answered):
    found = read("a.txt", f"{asked}\n{answered}\n" * 5)
    assert len({turn.speaker for turn in found.turns}) == 2
    assert not {"【", "】", "（", "{", "}"} & set("".join(turn.text for turn in found.turns))


def test_japanese_questions_behind_two_bars(read):
    asked = [
        "冬はどうでしたか。",
        "誰といましたか。",
        "それからは。",
        "なぜですか。",
        "今はどうですか。",
        "何がありましたか。",
    ]
    talk = "".join(
        f"――{one}\nとても寒くて、家の中に{n}人いました。\n" for n, one in enumerate(asked)
    )
    found = read("a.txt", talk)
    assert [turn.speaker for turn in found.turns] == ["Questions", "Answers"] * 6
    assert found.turns[0].text == asked[0]
    assert Kind.UNLABELLED_TURNS in {finding.kind for finding in found.findings}


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Why?", True),
        ("为什么？", True),
        ("لماذا؟", True),
        ("なぜですか。", True),
        ("なぜですか", True),
        ("Γιατί;", True),
        ("It was cold;", False),
        ("寒かったです。", False),
    ],
)
def test_questions_end_as_their_language_does(text, question):
    assert asks(text) is question


def test_a_form_in_chinese_is_no_interview(read):
    form = "访谈对象（优先）：林\n对象身份：老师\n性别：男\n时间：三月\n访谈内容（录音）：无\n" * 3
    with pytest.raises(TranscriptError) as refused:
        read("a.txt", form)
    assert refused.value.kind == Kind.NOT_A_TRANSCRIPT
