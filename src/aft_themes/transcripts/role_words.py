"""Words by which labels say who asks and who answers, in some thirty languages."""

from __future__ import annotations

import re

from aft_themes.transcripts.speakers import likeness

# Each line holds the words of one language, or of a few near to one another
_ASK = """
    interviewer moderator researcher facilitator question int mod i q chatgpt chatbot copilot
    interviewerin moderatorin forscher forscherin frage
    intervieweur intervieweuse enquêteur enquêteuse enquêtrice modérateur modératrice
    chercheur chercheuse
    entrevistador entrevistadora investigador investigadora moderador moderadora pregunta
    pesquisador pesquisadora pergunta
    intervistatore intervistatrice moderatore moderatrice ricercatore ricercatrice domanda
    onderzoeker onderzoekster gespreksleider vraag
    intervievator intervievatoare cercetător cercetătoare întrebare
    intervjuare intervjuaren forskare forskaren samtalsledare fråga
    intervjuer intervjueren intervieweren forsker forskeren
    haastattelija tutkija kysymys küsitleja intervjueerija
    ankieter ankieterka badacz badaczka prowadzący prowadząca pytanie
    tazatel tazatelka výzkumník výzkumnice moderátor moderátorka otázka
    kérdező interjúkészítő kutató kérdés
    ispitivač ispitivačica istraživač istraživačica pitanje
    görüşmeci mülakatçı araştırmacı moderatör soru
    pewawancara peneliti pertanyaan
    интервьюер интервьюерка модератор исследователь исследовательница ведущий ведущая вопрос
    інтерв'юер інтервʼюер дослідник дослідниця питання интервюиращ изследовател въпрос
    συνεντευκτής συνεντεύκτρια ερευνητής ερευνήτρια ερώτηση
    מראיין מראיינת המראיין המראיינת מנחה חוקר חוקרת שאלה
    المحاور المحاورة الباحث الباحثة المقابل سؤال س
    مصاحبه‌گر مصاحبهگر پژوهشگر
    साक्षात्कारकर्ता शोधकर्ता प्रश्न
    采访者 採訪者 访谈者 訪談者 访谈员 訪談員 访问者 訪問者 主持人 研究者 研究员 记者 記者 问 問
    インタビュアー 聞き手 司会 司会者 調査者 質問者 質問
    면접자 면담자 인터뷰어 연구자 진행자 사회자 질문자 질문
    ผู้สัมภาษณ์ ผู้วิจัย
"""
_ANSWER = """
    informant interviewee participant respondent client patient
    befragte befragter interviewte interviewter interviewpartner interviewpartnerin
    proband probandin teilnehmer teilnehmerin
    enquêté enquêtée interviewé interviewée répondant répondante participante
    entrevistado entrevistada informante encuestado encuestada
    intervistato intervistata partecipante
    geïnterviewde respondente deelnemer deelneemster
    intervievat intervievată respondentă
    intervjuperson intervjupersonen respondenten informanten deltagare deltagaren
    deltager deltageren deltaker deltakeren intervjuobjekt
    haastateltava osallistuja vastaaja intervjueeritav
    badany badana uczestnik uczestniczka rozmówca rozmówczyni respondentka
    dotazovaný dotazovaná účastník účastnice
    interjúalany válaszadó ispitanik ispitanica
    katılımcı görüşülen narasumber informan responden partisipan
    респондент респондентка информант информантка участник участница собеседник собеседница
    інформант учасник учасниця интервюиран интервюирана
    συνεντευξιαζόμενος συνεντευξιαζόμενη συμμετέχων συμμετέχουσα
    מרואיין מרואיינת המרואיין המרואיינת משתתף משתתפת
    المشارك المشاركة المبحوث المبحوثة المستجيب المستجيبة
    مصاحبه‌شونده مشارکت‌کننده
    उत्तरदाता प्रतिभागी
    受访者 受訪者 被访者 被訪者 被采访者 受访人 参与者 參與者 答
    インタビュイー 話し手 語り手 回答者 参加者 協力者
    참여자 응답자 피면접자 면담대상자 인터뷰이 답변자
    ผู้ให้สัมภาษณ์
"""


def _keys(words: str) -> frozenset[str]:
    """Return the words as labels are compared: of Greek letters only capitals become Latin."""
    forms = (str, str.capitalize, str.upper)
    return frozenset(likeness(form(word)) for word in words.split() for form in forms)


_ASKING, _ANSWERING = _keys(_ASK), _keys(_ANSWER)
_EITHER = _ASKING | _ANSWERING
_NUMBER = re.compile(r"[ _#-]{0,2}\d{0,3}\Z")
# "Interviewer:in", "Forscher*innen", "Befragte:r", "entrevistador/a"
_GENDER = re.compile(r"[:*_/](?:innen|in|r|n|e|a)(?=[ _#-]{0,2}\d{0,3}\Z)")


def asks_by_name(label: str) -> bool:
    """Tell whether a label is a word for whoever asks, such as Interviewer or Moderatorin."""
    return _bare(label) in _ASKING


def answers_by_name(label: str) -> bool:
    """Tell whether a label is a word for whoever is interviewed, such as Interviewee 2."""
    return _bare(label) in _ANSWERING


def _bare(label: str) -> str:
    """Return a label without its number and the signs of gender-neutral German and Spanish."""
    key = likeness(label)
    return _NUMBER.sub("", _GENDER.sub("", key)) if key not in _EITHER else key
