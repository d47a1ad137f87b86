"""JSON of transcription services: speakers on one level, words there or below."""

import json

import pytest

from aft_themes.transcripts.findings import TranscriptError

TALK = [("A", "How was it?"), ("B", "Sick, to be honest."), ("A", "And then?"), ("B", "I slept.")]
STARTS = [0.5, 2.0, 5.0, 7.5]


def words_of(text):
    return text.replace(",", " ,").replace("?", " ?").replace(".", " .").split()


def is_mark(word):
    return word in ",?."


def each_word():
    """Return speaker, word, start and end of every word and mark of the talk."""
    for (name, text), start in zip(TALK, STARTS, strict=True):
        for n, word in enumerate(words_of(text)):
            yield name, word, round(start + 0.3 * n, 2), round(start + 0.3 * n + 0.25, 2)


def segments(**names):
    """Return the talk as segments under a service's names for speaker, text, start and end."""
    return [
        {names["speaker"]: name, names["text"]: text, names["start"]: at, names["end"]: at + 1.5}
        for (name, text), at in zip(TALK, STARTS, strict=True)
    ]


def whisperx():
    found = segments(speaker="speaker", text="text", start="start", end="end")
    words = [{"word": w, "start": s, "end": e, "speaker": n} for n, w, s, e in each_word()]
    return {"segments": [{**one, "words": []} for one in found], "word_segments": words}


def assemblyai():
    found = segments(speaker="speaker", text="text", start="start", end="end")
    for one in found:
        one["start"], one["end"] = int(one["start"] * 1000), int(one["end"] * 1000)
        one["words"] = [{"text": w, "start": 1, "end": 2} for w in one["text"].split()]
    return {"text": " ".join(t for _, t in TALK), "utterances": found, "words": []}


def deepgram():
    words = [
        {"word": w.lower(), "punctuated_word": w, "start": s, "end": e, "speaker": "AB".index(n)}
        for n, w, s, e in each_word()
    ]
    paragraphs = [
        {"speaker": "AB".index(n), "start": at, "end": at + 1.5, "sentences": [{"text": t}]}
        for (n, t), at in zip(TALK, STARTS, strict=True)
    ]
    whole = {"transcript": " ".join(t for _, t in TALK), "words": words}
    whole["paragraphs"] = {"paragraphs": paragraphs}
    return {"results": {"channels": [{"alternatives": [whole]}]}}


def deepgram_utterances():
    found = segments(speaker="speaker", text="transcript", start="start", end="end")
    return {"results": {"channels": [{"alternatives": [{"transcript": "x"}]}], "utterances": found}}


def aws(labelled):
    items = []
    for name, word, start, end in each_word():
        item = {"alternatives": [{"content": word, "confidence": "0.9"}]}
        item["type"] = "punctuation" if is_mark(word) else "pronunciation"
        if not is_mark(word):
            item |= {"start_time": str(start), "end_time": str(end)}
        if labelled:
            item["speaker_label"] = name
        items.append(item)
    spans = [
        {"start_time": str(at), "end_time": str(at + 1.5), "speaker_label": name, "items": []}
        for (name, _), at in zip(TALK, STARTS, strict=True)
    ]
    whole = [{"transcript": " ".join(t for _, t in TALK)}]
    return {
        "results": {"transcripts": whole, "items": items, "speaker_labels": {"segments": spans}}
    }


def google():
    words = [
        {"word": text, "startTime": f"{at}s", "endTime": f"{at + 1.5}s", "speakerTag": name}
        for (name, whole), at in zip(TALK, STARTS, strict=True)
        for text in whole.split()
    ]
    plain = [{key: word[key] for key in ("word", "startTime", "endTime")} for word in words]
    return {
        "results": [
            {"alternatives": [{"transcript": "How was it?", "words": plain[:3]}]},
            {"alternatives": [{"transcript": "Sick", "words": plain[3:]}]},
            {"alternatives": [{"words": words}]},
        ]
    }


def azure():
    return {
        "combinedRecognizedPhrases": [{"display": " ".join(t for _, t in TALK)}],
        "recognizedPhrases": [
            {
                "speaker": name,
                "offset": f"PT{at}S",
                "duration": "PT1.5S",
                "offsetInTicks": at * 1e7,
                "nBest": [{"lexical": text.lower(), "display": text}, {"display": "no"}],
            }
            for (name, text), at in zip(TALK, STARTS, strict=True)
        ],
    }


def azure_fast():
    phrases = [
        {"speaker": name, "offsetMilliseconds": int(at * 1000), "durationMilliseconds": 1500}
        | {"text": text, "words": [{"text": w} for w in text.split()]}
        for (name, text), at in zip(TALK, STARTS, strict=True)
    ]
    return {"combinedPhrases": [{"text": " ".join(t for _, t in TALK)}], "phrases": phrases}


def speechmatics():
    return {
        "results": [
            {
                "alternatives": [{"content": word, "speaker": name}],
                "start_time": start,
                "end_time": end,
                "type": "punctuation" if is_mark(word) else "word",
            }
            for name, word, start, end in each_word()
        ]
    }


def rev():
    return {
        "speakers": [{"id": 0, "name": "A"}, {"id": 1, "name": "B"}],
        "monologues": [
            {
                "speaker": "AB".index(name),
                "elements": [
                    piece
                    for n, word in enumerate(words_of(text))
                    for piece in (
                        *([] if is_mark(word) or not n else [{"type": "punct", "value": " "}]),
                        {"type": "punct", "value": word}
                        if is_mark(word)
                        else {"type": "text", "value": word, "ts": at + n, "end_ts": at + n + 1},
                    )
                ],
            }
            for (name, text), at in zip(TALK, STARTS, strict=True)
        ],
    }


def sonix():
    return {
        "name": "i7",
        "transcript": [
            {"speaker": name, "start_time": at, "end_time": at + 1.5}
            | {"words": [{"text": f"{w} ", "start_time": at} for w in text.split()]}
            for (name, text), at in zip(TALK, STARTS, strict=True)
        ],
    }


def otter():
    found = segments(speaker="speaker_name", text="transcript", start="start_offset", end="end")
    return {"speech": {"title": "x", "transcripts": found}}


def paragraphs_by_time():
    words = [{"text": w, "start": s, "end": e} for _, w, s, e in each_word()]
    spans = [
        {"speaker": name, "start": at, "end": at + 1.5}
        for (name, _), at in zip(TALK, STARTS, strict=True)
    ]
    return {"words": words, "paragraphs": spans}


def paragraphs_beside_chapters():
    chapters = [{"speaker": "A", "start": 0, "end": 9}]  # a list with one speaker tells nothing
    return {"chapters": chapters} | paragraphs_by_time()


def speakers_as_objects():
    found = segments(speaker="speaker", text="text", start="start", end="end")
    return [{**one, "speaker": {"id": 7, "name": one["speaker"]}} for one in found]


SERVICES = {
    "WhisperX": whisperx(),
    "AssemblyAI": assemblyai(),
    "Deepgram": deepgram(),
    "Deepgram, utterances": deepgram_utterances(),
    "AWS": aws(labelled=True),
    "AWS, speakers by time": aws(labelled=False),
    "Google": google(),
    "Azure batch": azure(),
    "Azure fast": azure_fast(),
    "Speechmatics": speechmatics(),
    "Rev": rev(),
    "Sonix": sonix(),
    "Otter": otter(),
    "words, and paragraphs with speakers": paragraphs_by_time(),
    "words, paragraphs, and chapters of one speaker": paragraphs_beside_chapters(),
    "speakers as objects": speakers_as_objects(),
    "messages": segments(speaker="user", text="text", start="start", end="end"),
    "display names": segments(speaker="speakerName", text="spokenText", start="startSec", end="e"),
}


@pytest.mark.parametrize("service", SERVICES)
def test_services(said, service):
    numbers = {"0": "A", "1": "B"}
    found = said("a.json", json.dumps(SERVICES[service]))
    assert [(numbers.get(name, name), text) for name, text in found] == TALK


@pytest.mark.parametrize("service", SERVICES)
def test_times_are_seconds(read, service):
    turns = read("a.json", json.dumps(SERVICES[service])).turns
    starts = [turn.start_s for turn in turns]
    if service not in ("Deepgram", "Rev"):  # the sentences made here have none
        assert starts == STARTS
    assert all(start is None or start < 10 for start in starts)


def test_ticks_without_a_name(read):
    items = segments(speaker="speaker", text="text", start="start", end="end")
    for one in items:
        one["start"], one["end"] = int(one["start"] * 10**7), int(one["end"] * 10**7)
    assert [turn.start_s for turn in read("a.json", json.dumps(items)).turns] == STARTS


def test_a_long_answer_in_whole_seconds_stays_seconds(read):
    items = [
        {"speaker": "A", "start": 0, "end": 40, "text": "Yes."},
        {"speaker": "B", "start": 40, "end": 90, "text": "No."},
    ]
    assert [turn.start_s for turn in read("a.json", json.dumps(items)).turns] == [0, 40]


def test_words_without_a_speaker_are_nobodys(read):
    found = whisperx()
    for segment in found["segments"][1:2]:
        del segment["speaker"]
    found["word_segments"] = []
    transcript = read("a.json", json.dumps(found))
    assert transcript.turns[1].speaker == "Unknown speaker"
    assert "unknown_speaker" in {finding.kind for finding in transcript.findings}


def test_a_segment_takes_the_speaker_of_its_words(said):
    found = whisperx()
    del found["segments"][1]["speaker"]
    found["segments"][1]["words"] = [{"word": "Sick", "speaker": "B"}, {"word": "to"}]
    assert said("a.json", json.dumps(found)) == TALK


def test_words_without_any_speakers_are_refused_with_the_fix(read):
    found = {"text": "How was it? So.", "segments": [{"text": "How was it?"}, {"text": "So."}]}
    with pytest.raises(Exception, match="words but no speakers") as caught:
        read("a.json", json.dumps(found))
    assert caught.value.kind == "no_speakers"
    assert "diarization" in caught.value.fix


def test_otranscribe(read):
    page = (
        '<p><span class="timestamp" data-timestamp="3.2">0:03</span> <b>Ann Lee:</b> Why?</p>'
        '<p><span class="timestamp" data-timestamp="9.1">0:09</span> Bo Ray: So, then.<br></p>'
    )
    turns = read("a.otr", json.dumps({"text": page, "media": "a.mp3"})).turns
    assert [(t.speaker, t.text, t.start_s) for t in turns] == [
        ("Ann Lee", "Why?", 3.0),
        ("Bo Ray", "So, then.", 9.0),
    ]


PAIRED = [("How was May?", "It rained."), ("And June?", "It was mild."), ("July?", "I was away.")]


@pytest.mark.parametrize("names", [("interviewer", "participant"), ("Therapist", "Client")])
def test_the_words_of_two_people_in_each_object(said, names):
    content = {"turns": [dict(zip(names, pair, strict=True)) for pair in PAIRED]}
    expected = [one for pair in PAIRED for one in zip(names, pair, strict=True)]
    assert said("a.json", json.dumps(content)) == expected


def test_lines_with_labels_in_a_list(said):
    content = {"tags": ["a", "b"], "talk": [f"{name}: {text}" for name, text in TALK]}
    assert said("a.json", json.dumps(content)) == TALK


def test_a_speaker_may_be_told_by_a_role(said):
    content = [{"speaker": {"role": name}, "text": text} for name, text in TALK]
    assert said("a.json", json.dumps(content)) == TALK


def test_questions_with_answers_are_nobodys_words(read):
    content = [{"question": asked, "answer": told} for asked, told in PAIRED]
    with pytest.raises(TranscriptError):
        read("a.json", json.dumps(content))
