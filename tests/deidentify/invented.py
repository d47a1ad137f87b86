"""An invented study in which every cue of de-identification stands at least once."""

import pandas as pd

PLAIN = [  # one sentence, one participant, one cue or one edge of it
    "I am Ann Xelby, and it is nice to be here with you today.",
    "Dr. Orvane said no. I think that the Orvane way is good.",
    "We went to Tessaly Street and to the Crannock Hospital.",
    "I lived in Boston, and then in New Vandry, and we drove to Zorbel after that.",
    "I moved to Reading, and I was in Reading for a year. Reading is nice.",
    "We lived near Hickory, Canton, Statesville, all of them small.",
    "My sister Brindle came, and my uncle Fennick told me so.",
    "That's Muffin. Muffin! Leave it. She is a spaniel.",
    "It is spelt K-O-R-B-A, with a K. It is not spelt A-B.",
    "She worked for a company called Blue Frog, and in a town called Ottervale.",
    "I met Susan, and Susan's sister, and then Mr. Young.",
    "It was Kowalski again. Then Garcia came. The Garcias came.",
    "We used a Quellix for that, and Pondera as well.",
    "He talked with Pondera. Pondera said that it was hers.",
    "I read Grendor's book. Grendor thinks that it is so.",
    "Somebody was in Larnwick. We stayed in Larnwick with friends.",
    "He was hired by NTVQ, and I worked for NTVQ, and NTVQ hired me too.",
    "I joined the Silver Saddles Riding Association, the SSRA, for years.",
    "So we rode for Silver Saddles, and for the SSRA.",
    "They hired me from Deep Robotics, and Deep Robotics paid.",
    "We said Submit and then it was Submit again, and submit the form.",
    "I went to High School and to a Medical Center.",
    "We used Lantern there. The lantern was lit, a lantern, the lantern.",
    "It had the Bismarck look. It was the Marl thing.",
    "We used the QXTR robot, and the QXTR plots, and a VA clinic.",
    "I put it on GitHub, and on YouTube, and drank a Starbucks.",
    "It was a Freud thing, and Dr. Freud, my own doctor, said so.",
    "I read Obama, and I liked Czech Republic, and Amazon Ford.",
    "Thank you, Harbin, for that. Yes, Marlo, I do. And Sillo said, Wait.",
    "Back then Comet was a small software company, and it grew.",
    "Walt was a brass band to me. I met Walt. Then Walt wrote.",
    "I taught at Fences, and nobody danced at Fences.",
    "The money went to the Saddle Pals, and to Saddle Pals Again.",
    "It was GOLD, really GOLD. And QX, and VROOOOM, and QRTBX.",
    "It was Saint Brendan's Hospital, and the Women's Rodeo Association.",
    "I was at the National Institute of Advanced Science and Technology.",
    "The Brook Land Trust and Development Corporation paid for it.",
    "Ludwig von der Stolp came, and Maria de la Vega Prin, and St. Clair.",
    "Associate Professor Hollin came, and Prof. Dr. Hollin, and J. V. Berg.",
    "Then Tilda came. English Tilda, Tilda English, and Jewish Hospital.",
    "Will said so. I met Will. Will you come? June said so, and in June it was hot.",
    "We met at UC-San Diego, and in San Diego, and in San Diego's port.",
    "He is Anne-Marie Foss, and a Dutch-born man, and anti-Nixon.",
    "McKay came, and PDFs, and O'Neill, and DeShawn, and MacBook.",
    '"Rollo came," she said. (Pim came.) Him\u2014Susan, I mean. Oh \u2013 Benno came.',
    "He studied at Ellmore College, and the college was good.",
    "It was built by Challenge Works. The Tsukuba Challenge was a challenge.",
    "I am Dutch, and a Catholic, and my mother is Jewish.",
    "My client Vessel came, and Vessel cried. My supervisor Dunmore said no.",
    "My colleague Perrin and my client Ottilie met. Ottilie, my client, left.",
    "Mrs. Ambry came to therapy. Mrs. Ambry is a client of mine.",
    "My wife Corvina said so, and Corvina is right.",
    "I asked Lockwell, a peer in the training, and I saw Lockwell as a client.",
    "The name is Brackwater. We call it that. Instantly. Pellinor. So.",
    "Lena Marchetti came, and Dr. Marchetty, and Marchetti's pause, and Lena.",
    "Lena Hobbs is another one. The Marchetti Street is far. North Gate was late.",
    "We were at Northgate, at NMC, and on 5 West, five west, Five West.",
    "Grace came. Then grace came over us. With Grace, we said grace.",
    "Will Grace come? Grace is here. I said Grace again.",
    "Write to r.dun@example.org, call 555-0178, or +1 212 555 0188, see www.example.org/me.",
    "It is j dot smith at gmail dot com, five five five, oh one four two.",
    "I am @night_owl, badge 20381177, RAEB204400, 12 Mill Street, apartment 4.",
    "It was May 3rd, 2004, in 1999, in the 1990s, in summer 2001, in '87, in '23.",
    "It was on 12/24/2003, and in nineteen ninety nine, in the fall of 2012, at Christmas 1985.",
    "In 2005, in 2006, in 2010, in 2011, in January 2000, in March 2000, in December 2000.",
    "[laughs] [Bram Stolz came] (coughs) and then [Orla].",
    "Wendell Trask came. Wendell and Trask, and the Trasks, and Wendell's.",
    "Rick Ranger came. Ranger came. I met Ranger and a ranger.",
    "West Harbour is nice, and the North, and New Moon Bay, and Little Rock.",
    "Temple University, and the U.S. Navy, and Green Integer, and Green in Ohio.",
    "We sat under a Rochelle lamp, and under the Rochelle lamps.",
    "And then Bismarck. And then Bismarck came.",
    "Charlotte is nice. I was in Charlotte. I met Jackson. I lived in Jackson.",
    "We flew from Quenby to Harrowgate, and I got a letter from Quenby.",
]
OTHER = [
    "We met Joyce Harlan, and Joyce, and Harlan. And Xelby, too.",
    "My client Dunmore came. I was a coach at Silver Saddles.",
    "The supervisor was Perrin. I wrote to Ann, and to Lena, and told Okwosa so.",
    "Thanks, Bo, for that. I saw Vessel there, and Corvina.",
    "Grace said that Will Marchetti is here. Fennick went, too. It was Larkin.",
]
SMALL = [
    "so then i met mike and susan in boston and it was in new york city",
    "i went to crannock hospital and saw doctor brelk and then saint ivo came",
    "i thought of grace and grace said nothing and then to mark the tape",
    "we were in harrow falls and on the way to reading with frank then",
    *["and then we went on and on about it for a while because it was hard"] * 4,
]
MORE = [  # names that are also words, initials, strangers, numbers, and where sentences begin
    "Will Stone came, and Will. Will you come? Will's pen, and a stone. Stone came. I met Stone.",
    "We will see. The will of Will Stone. will stone came, and Mr. Stone, and mr stone.",
    "I saw Kim, and kim, and KIM. Kim Lee said so. Kim C. Dorn came, and Kim, Dorn, and Kim C.",
    "Lena C. Hobbs came. Lena C. Marchetti came. Tom Marchetti, Little Marchetti.",
    "Dr. Marchetti Street is far, and so is Marchetti hospital, and Lena Hospital. We saw Lena",
    "Zoe Mueller came, and Zo\u00eb M\u00fcller, and Muller, and Zoe, and the Muellers.",
    "24 25 26 and 27 were there, 1 2 3 4 5 6 7. Call 020 7946 0018, 030 12345678, or 912 345 678.",
    "On 12.05.2003 and 2003-05-12 we had 3 of 4. (555) 555-0123 ext. 12, +44 20 7946 0018 12.",
    "Oh - Wendra came. Him -Tolva. Well- Pirrin said. \u2026 Ebba said so. Him\u2013 Sorrel said.",
    "I. Then Osric came. We saw J. Harker, and Mr. K. Harker, and U. Then St. Ivo too.",
    "May said so. I saw May. In May it rained, and in may it was cold. April. June came. I saw Al.",
    "We saw Ann Tuesday, and Jeff I think, and Lena Mother, and Jeff Young, and Monday Jeff.",
    "Zerin, Boston, and Trell. We saw Boston, Mavik. We saw Mavik, New York, and so on.",
    "UC-Los Vermos is far. I lived in Los Vermos, and in Los Vermos-Brill, and in Vermos.",
    "The Institute of Art and Music, the Trust and the Hospital, and School of Ann and Bob.",
    "I taught at Freedom High School. We were at Freedom. I like Freedom, and freedom.",
    "Then Dr. Penhall said so. Penhall said no. I saw the Penhall form, and Dr. Tremayne's form.",
    "The quick Dalmor. A dalmor is here. I saw Dalmor, and Dalmor again, and Dalmor.",
    "My client Orsolya and my colleague Bertil came. Bertil saw Orsolya in therapy.",
    "It is far from here to the client, and then there were so many words before Ysolde came.",
    "Quickly. Sorven. The name was hard. What do they call it? Instantly. Sorven! He is.",
    "Bo came. I saw Bo. I wrote to Lindqvist. Thanks, Mika. Yes, Cora? Well, Delling, I do.",
    "Wells-Prokop came, and Dutch-American Prokop, and e-Mail, and Smith-jones, and x-Ray Bobin.",
    "Saint Ivo's Hospital, Ivo's new Hospital, Brenna's Pizza, and the Women's March in town.",
    "Penn of the North, Hospital for the Brave, University of I think, Center in Town.",
    "[Name] and [Ellis] and [Ellis came] and [the dog barks] and (Ellis laughs) and *Ellis*.",
]
GROUP = [
    ("Cora Delling", "I am Cora, and Mika is here. Delling is my name, and Prost is his."),
    ("Mika Prost", "Thanks, Cora. I am from Delling. Cora Hobbs came, and Lena."),
    ("J. Lee", "I am Lee. Mr. Lee, if you want. So Prost said, and Bo asked."),
    ("Speaker 4", "I am nobody, and Cora knows it. Dr. Delling is her mother."),
]
ANSWERS = ("Stellan", "Ruvik", "Mossby")
IDENTIFIERS = pd.DataFrame(
    [
        ("Lena Marchetti", "person", "SUPERVISOR_1"),
        ("Tobias Okwuosa", "person", "SUPERVISOR_3"),
        ("Northgate Medical Center", "organisation", "HOSPITAL_1"),
        ("5 West", "place", "UNIT_1"),
        ("Harrow Falls", "place", "CITY_1"),
        ("Grace", "person", "PEER_2"),
        ("Will Stone", "person", "PEER_5"),
        ("Kim Dorn", "person", "CLIENT_1"),
        ("Zo\u00eb M\u00fcller", "person", "PEER_6"),
    ],
    columns=["text", "kind", "replacement"],
)
DECISIONS = pd.DataFrame(
    [
        ("Pondera", "refuse", "", "", ""),
        ("Quellix", "confirm", "organisation", "", ""),
        ("Larkin", "confirm", "person", "CLIENT_2", ""),
        ("Harbin", "confirm", "", "PEER", "P01"),
        ("Grendor", "refuse", "", "", ""),
        ("Dr. Penhall", "refuse", "", "", ""),
        ("Tremayne (doubtful places)", "refuse", "", "", ""),
        ("catholic", "refuse", "biographical", "", ""),
    ],
    columns=["candidate", "decision", "kind", "tag", "only_in"],
)


def turns():
    """Two interviews with the same names, one without capitals, and a group."""
    rows = []
    for at, text in enumerate(PLAIN):
        rows += [("P01", "participant", "Xelby, Ann", text)]
        if at % 10 == 0:
            rows += [("P01", "interviewer", "Bo Lindqvist", "What is the name of that place?")]
            rows += [("P01", "participant", "Xelby, Ann", f"{ANSWERS[at // 10 % 3]}, I think.")]
    rows += [("P02", "participant", "Participant", text) for text in OTHER]
    rows += [("P02", "interviewer", "Interviewer", "And then?")]
    rows += [("P02", "participant", "Participant", text) for text in MORE]
    rows += [("P04", "participant", name, text) for name, text in GROUP]
    rows += [("P04", "interviewer", "Bo Lindqvist", "Thanks, Mika. What is your name, Cora?")]
    rows += [("P03", "participant", "P3", text) for text in SMALL]
    rows = [
        (interview, at, role, speaker, None, None, text, "")
        for at, (interview, role, speaker, text) in enumerate(rows, start=1)
    ]
    columns = ["interview", "turn", "role", "speaker", "start_s", "end_s", "text", "locator"]
    return pd.DataFrame(rows, columns=columns)
