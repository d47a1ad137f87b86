"""Lines that nobody said, in many languages: where an interview ends, who started a program."""

from __future__ import annotations

import re

_TALKS = frozenset(
    """
    interview interviews transcript transcription recording audio tape
    aufnahme aufzeichnung gespräch gesprächs gespräches tonaufnahme transkript transkripts
    transkription transkriptes
    entretien enregistrement retranscription entrevista grabación transcripción gravação transcrição
    intervista registrazione trascrizione vraaggesprek gesprek opname transcriptie
    wywiad wywiadu nagranie nagrania transkrypcja transkrypcji rozhovoru nahrávky
    intervju intervjun intervjuet inspelning inspelningen optagelse optagelsen opptak opptaket
    interviewet transkriptionen haastattelu haastattelun nauhoitus nauhoituksen tallenne tallenteen
    görüşme görüşmenin mülakat mülakatın kayıt kaydın röportaj wawancara rekaman
    интервью запись записи расшифровка расшифровки інтервʼю запису συνέντευξης συνέντευξη
    הראיון ראיון ההקלטה הקלטה המקבלה المقابلة مقابلة التسجيل تسجيل
    """.split()
)
_ENDS = frozenset(
    """
    end ends ended begin begins start ende beginn anfang endet fin début final inicio comienzo fim
    início fine inizio einde begin slut start slutt början koniec początek konec sonu bitti bitiş
    başlangıç başı loppu päättyy päättyi alkaa alku selesai akhir конец начало кінець початок
    τέλος αρχή סוף תחילת نهاية بداية
    """.split()
)
_LITTLE = frozenset(
    """
    of the des der de del della dell do da das dos di du la le l las los el van het på av af
    die den i n d uur min at um
    total time duration length dauer gesamtdauer durée duración duração durata duur
    """.split()
)
# Teams names whoever started or stopped it: "Ann Lee hat die Transkription gestartet"
_PROGRAM = frozenset(
    """
    transkription transkriptionen transkripsjon transkripsjonen transcription transcriptie
    transcripción transcrição trascrizione transkrypcję transkrypcja transkriptio transkription
    transkripsiyonu transskription transskriptionen транскрибирование транскрипцию
    """.split()
)
_STARTED = frozenset(
    """
    gestartet beendet angehalten gestart gestopt begonnen démarré commencé arrêté lancé
    inició ha iniciado detuvo detenido iniciou interrompeu parou avviato interrotto iniziato
    startade stoppade startede stoppede startet stoppet startat stoppat rozpoczął rozpoczęła
    zatrzymał zatrzymała aloitti lopetti başlattı durdurdu начал начала остановил остановила
    """.split()
)
_HELPING = frozenset("hat die a la ha il heeft is met de den har w ha".split())
_SOMEBODY = frozenset("ich wir je nous on yo io noi ik wij eu jag vi jeg ja minä ben я мы".split())
# without spaces between words
_TOGETHER = re.compile(
    "(?:访谈|采访|录音|訪談|採訪|錄音|录制|インタビュー|録音|인터뷰|녹음|면담)\\s?"
    "(?:的)?(?:结束|結束|开始|開始|終了|終わり|종료|시작|끝)|"
    ".{1,60}(?:が文字起こしを(?:開始|停止)しました|已(?:启动|停止|開始|啟動)(?:听录|聽錄|转录))"
)
_MOST_WORDS = 9  # the longest has a name of four words
_WORD = re.compile(r"[^\W\d_]+")
_FRAME = " \t[](){}<>*_#=-\u2013\u2014.:;"


def closes(text: str) -> bool:
    """Tell a line such as "Ende des Interviews" or "Ann a démarré la transcription"."""
    text = text.strip(_FRAME)
    if "?" in text or _TOGETHER.fullmatch(text):
        return "?" not in text
    written = _WORD.findall(text)
    words = [word.casefold() for word in written]
    if not 1 < len(words) <= _MOST_WORDS:
        return False
    if _ENDS & {*words} and _TALKS & {*words} and {*words} <= _ENDS | _TALKS | _LITTLE:
        return True
    if not (_PROGRAM & {*words} and _STARTED & {*words}) or _SOMEBODY & {*words}:
        return False
    known = _PROGRAM | _STARTED | _HELPING
    names = [one for one, word in zip(written, words, strict=True) if word not in known]
    return bool(names) and all(name[0].isupper() for name in names)
