"""Words of therapy, care, training and software that have capitals, and name nobody."""

from __future__ import annotations

FIELD_WORDS = frozenset(
    """acceptance access activation acute adaptive addiction addictions adolescent adolescents adult
    adults advanced affect affective agile alcohol allied analysis analyst analysts anger
    annual anorexia anxiety appendix applied architect arts assertive assertiveness
    assessment assessments assistant associate attachment attendance autism autistic
    avoidance avoidant awareness bachelors backend backlog based behavior behavioral
    behaviors behaviour behavioural behaviours beliefs bereavement binge bipolar blended
    board body borderline boundaries boundary brain brief build bulimia burnout capacity care
    carer carers case cases casework centered centred certificate change chapter child
    childhood children chronic client clients clinic clinical closing cloud co-morbidity code
    coding cognition cognitive collaborative commitment committee common communication
    community compassion compassionate competence competencies complex compulsive computer
    conduct confidentiality conflict consent consultation contact continuous contract coping
    core counseling counselling counsellor counsellors counselor counselors
    countertransference couple couples course creative crisis critical cultural curriculum
    daily dance data death defence defense defenses delivery dementia department dependence
    dependency deployment depression depressive deputy design developer developers
    development developmental deviation devops diagnosis diagnostic dialectical diary
    differential digital diploma director disability discharge disciplinary disorder
    disorders disorganised disorganized disposition dissertation dissociation dissociative
    distance distinction distress diversity doctoral doctorate dodo drama drug drugs duty
    dynamic dynamics dysfunctional early eating eclectic ego emergency emotion emotional
    emotions empathy encounter ending endings engineer engineering engineers enquiry episode
    equality ethical ethics event events evidence-based examination examiner executive
    exercise existential experience experiential exposure expressive external facilitator
    facilitators faculty families family fear feedback fees fieldwork focus focused follow-up
    forensic form formulation foundation framework freedom freeze frontend full-stack
    functional generalised generalized grief grounded grounding group groups growth guided
    guilt habilitation handbook handout head health healthcare healthy help helping hierarchy
    high higher hippocratic history holistic home homework hour hours human humanistic
    hypnotherapy id imagery impact improving impulse incident inclusion individual induction
    infant information informed inner inpatient insecure insight insomnia intake integration
    integrative intensity intensive intermediate internal international interpersonal
    intervention interventions interview interviewing introduction involvement isolation job
    journal kanban lead lean learning leave lecture lecturer led level levels liaison life
    lifespan line listening literature lockdown log long-term loss low machine management
    manager managing mandatory mania masters meaninglessness measure measures mediation
    medical medication meditation member memory mental mentor midwife mild mindful
    mindfulness mobile model moderate module modules mood motivational mourning movement
    multi multi-disciplinary multidisciplinary multiple music narrative national needs
    neurodiversity neuropsychology nightmares nurse nurses nursing objective objectives
    observation observational obsessive occupational officer older online open oppositional
    organisational organizational oriented outcome outcomes outpatient outpatients owner
    owners pair panic parent parental parenting parents part participant pass pathology
    pathway peer percentile perinatal persecutor person person-centred personal personality
    persons phase phases phobia phobias physical placement placements plan planning platform
    play policy polyvagal portfolio positive post-traumatic postgraduate postnatal practical
    practice practicum practitioner practitioners presentation presentations prevention
    primary principal private problem procedure process processing product professional
    professionals programme programmer programmers programming progress project projective
    protection protective psychiatric psychiatrist psychiatry psychoanalysis psychoanalytic
    psychodrama psychodynamic psychoeducation psychological psychologist psychologists
    psychology psychopathology psychosexual psychosis psychosocial psychotherapeutic
    psychotherapist psychotherapists psychotherapy public qualified qualitative quality
    quantitative question questionnaire questions rate rates rating rational reading reason
    record records recovery referral referrals reflecting reflection reflective
    rehabilitation relapse relational relationship relationships relaxation release report
    requirement requirements rescuer research researcher resident resilience response
    restorative retrospective retrospectives review risk role round rounds safe safeguarding
    safety sandtray scale schema science score scores scrum secondary section secure security
    seeking self self-care self-disclosure self-esteem self-harm self-help seminar senior
    sensory separation server service services session sessions severe sex sexual shame sheet
    sick skills sleep social society software solution solution-focused somatic special
    spectrum speech spiritual sprint sprints staff stage stand-up standard standup statement
    statistics step stepped steps stories story strategies strategy strengths stress
    structured student students study subjective substance suicide summary supervisee
    supervisees supervision supervisor supervisors support supportive survey syndrome
    systemic systems talking targets task tasks teacher teachers team teams tech technical
    technology term test test-driven tester testers testing theories theory therapeutic
    therapies therapist therapists therapy thesis thinking thought thoughts time tolerance
    topic trainee trainees trainer training trait traits transactional transference trauma
    traumatic treatment triage trial tutor tutorial type unconditional unconscious
    undergraduate unit use user ux validation values victim violence visit visits viva
    volunteer volunteers ward web welfare well-being wellbeing window women work workbook
    worker workers working workshop year years youth""".split()
)
"""Alone or together they name nobody: "Clinical Supervision", "Home Treatment", "Year Two"."""

DISCIPLINES = frozenset(
    """administration aged amendment anaesthesia anaesthetics anatomy anthropology astronomy
    biochemistry biology biomedical botany cabinet campaign cancer cardiology chemistry chief
    counsel defendant dermatology diabetes diseases economics editor election endocrinology
    environmental epidemiology excellence exhibit founder founders friendship
    gastroenterology general generalist geography geology geriatrics global government
    gynaecology gynecology haematology hematology hepatology immunology indigenous infectious
    innovation investigative journalism linguistics mathematics maths medicine microbiology
    neurology neuroscience nuclear nutrition obstetrics oncology ophthalmology orthopaedics
    orthopedics oversight paediatrics palliative parliamentary party pediatrics pharmacology
    philosophy physics physiology plaintiff politics presidential preventive radiology
    ranking registrar rheumatology rural shadow sociology surgery surgical swimming teaching
    theology urology virology zoology""".split()
)
"""Subjects and offices: as the former, but with a house's noun they name one ("Rural Clinic")."""

FIELD_HEADS = frozenset(
    """act adult analysis architect assessment assistant award awards belief beliefs bias
    certificate chapter charter checklist child co-director co-founder code codebook coder
    complex contract coordinator counsel counsellor counselor critic cycle degree designer
    developer development diploma director disorder disorders dissertation editor effect
    effects election engineer ethic examination examiner exercise experiment facilitator
    factors fellow form formulation founder framework functioning guideline guidelines
    homework hypothesis incident index indicators instructor intern interview interviewing
    inventory lead leader leave lecturer list log manager manual master measure meeting
    member method methods minister mirror model module mother nurse oath officer owner
    paradigm parent parents perspective phase phases philosophy physician plan practitioner
    presentation president principle principles procedure process programmer programming
    psychiatrist psychologist psychology psychotherapist qualification question questioning
    questionnaire questions rate rater rates record records referral register registrar
    report representative researcher resident response review round rounds rule rules scale
    schedule score scores screen screening self sheet situation specialist stage standards
    statement step steps strategy student summary superintendent supervisor surgeon syllabus
    syndrome teacher technician technique technologist term test tests theory therapist
    therapists thesis tool trainee trainer triangle tutor viva worker workers writing""".split()
)
"""Last words of titles, tests, methods and posts: "Miracle Question", "Senior Care Worker"."""
