"""A review with a customer and its cloud's team in one room: Northmoor Freight, Google Cloud and Quillfish."""

SOURCE = "Source: Northmoor operations report, October 2026."


def joint(c, statement):
    return "Northmoor Freight, Google Cloud and Quillfish  ·  November 2026  ·  for the people in this room", [
        ("section", "Ninety seconds"),
        ("statement", dict(
            title="Quillfish with Google Cloud in 90 seconds", points=statement,
            notes="Short, because Northmoor has heard it; said all the same, because two of the Google Cloud team are new. "
                  "Then hand over to Ana Lindqvist for the next slide.\nSource of the last point: Harrow & Finch case study, approved August 2026.",
        )),
        ("section", "Where we stand"),
        ("table", dict(
            title="Three companies, one plan, nine names",
            lead="Whoever is named here answers within a day. Please correct us now if a name has changed.",
            rows=[
                ("Part", "Northmoor Freight", "Google Cloud", "Quillfish"),
                ("Decides", ["Ana Lindqvist", "Chief operating officer"], ["Tomas Ferreira", "Account executive"], ["Priya Raman", "Account executive"]),
                ("Builds", ["Joel Okafor", "Head of data platform"], ["Mei Sato", "Customer Engineer"], ["Ruth Adler", "Solution engineer"]),
                ("Runs it", ["Sofia Brandt", "Head of the night desk"], ["Daniel Mensah", "Partner Development Manager"], ["Hugo Vance", "Support lead"]),
            ],
            widths=(1.4, 3.3, 3.9, 3.6), size=17,
            notes="Tomas opens, Ana speaks for Northmoor, Priya keeps the time: 40 minutes, the last ten for decisions.",
            note="At any hour: the night desk calls Hugo Vance's team, which calls Mei Sato if it is the cloud.",
            alt="For each of the three companies, who decides, who builds and who runs it.",
        )),
        ("table", dict(
            title="What Northmoor asked for in March",
            lead="Four aims, each with a figure that the operations team reports itself.",
            rows=[
                ("Aim", "In March", "Now", "Agreed aim"),
                ("Position of a container, minutes old", "190", "7", "10 or less"),
                ("Terminals on the same tables", "0 of 38", "31 of 38", "38 of 38"),
                ("Calls a day: “where is it?”", "640", "280", "200 or fewer"),
                ("Rules on who sees customs data", "in five tools", "in one place", "in one place"),
            ],
            widths=(4.6, 2.2, 2.4, 2.6), size=18,
            notes="Two aims met, two on the way. Say the open ones first; Ana knows them. " + SOURCE,
            alt="Four aims of the project with the figure in March, now and as agreed.",
            source=SOURCE,
        )),
        ("picture", dict(
            title="Thirty-eight terminals, one picture of the freight",
            lead="Each terminal sends what its cranes, gates and trains report.",
            picture="network",
            facts=[("31", "terminals live, two more each week"), ("2.1 M", "events a day"), ("4", "terminals wait for a new gateway")],
            beside=["“The night desk stopped phoning round.”", ("Sofia Brandt, night desk", True)],
            notes="The sketch is not a map. The four that wait are the oldest sites; the gateways are ordered. The quotation is approved for this room only. " + SOURCE,
            alt="A sketch of 38 terminals joined to three hubs. Four of them stand out: they wait for a gateway.",
            source=SOURCE,
        )),
        ("section", "How it runs"),
        ("architecture", dict(
            title="All of it runs in Northmoor's own project",
            lead="BigQuery answers the questions; Quillfish brings it tables that are minutes old and one set of rules.",
            boundary="Northmoor's Google Cloud project: northmoor-freight-data",
            flow=[("Terminals", "Cranes, gates and trains, by Pub/Sub", False), ("Quillfish Tide", ["Writers", "on Google Kubernetes Engine"], True),
                  ("Quillfish Reef", ["Open tables", "in Cloud Storage"], True), ("Night desk", "BigQuery, and an assistant built with Gemini", False)],
            beneath=[("Keys", "Cloud KMS"), ("Names", "Knowledge Catalog"), ("Operations", "Cloud Monitoring")],
            outside=("Control Plane", ["Hosted by Quillfish", "Names, owners, rules, run times", "No rows, no files, no keys", "Only over Private Service Connect"]),
            link="Metadata only",
            notes="Joel and Mei drew this together in June. The assistant is in trial with four people; it sees what the person asking may see.",
            alt="Inside Northmoor's project: terminals, Quillfish Tide, Quillfish Reef and the night desk with BigQuery; beneath them Cloud KMS, Knowledge Catalog and "
                "Cloud Monitoring. Outside: Quillfish Control Plane over Private Service Connect.",
        )),
        ("chart", dict(
            title="From three hours to seven minutes",
            lead="Minutes between a container's move and the night desk seeing it: median of each month.",
            categories=["Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct"], series=[("Minutes", (190, 188, 171, 96, 52, 24, 11, 7))], numbers="0",
            side=("Reading it", ["Lower is better.", "June: the first ten terminals.", "August: two terminals a week, done by Northmoor's own team."]),
            notes="Northmoor's own measure, all terminals that were live in the month. " + SOURCE,
            alt="Falling columns, in minutes from March to October: 190, 188, 171, 96, 52, 24, 11, 7.",
            source=SOURCE,
        )),
        ("chart", dict(
            title="What the project uses, and what for",
            lead="Thousands of queries a month in BigQuery by Northmoor's planners. Fresh tables are asked more often.",
            categories=["May", "Jun", "Jul", "Aug", "Sep", "Oct"], series=[("Queries, thousands", (22, 31, 48, 77, 96, 118))], numbers="0",
            side=("Reading it", ["Since June planners ask during the shift.", "Next: forecasts of gate queues with Gemini.",
                                 "The purchase counts toward Northmoor's commit."]),
            notes="The figures are Northmoor's and shown with Joel's leave. No prices in this room; Tomas and Ana have their own meeting on the commit. " + SOURCE,
            alt="Rising columns, thousands of queries a month from May to October: 22, 31, 48, 77, 96, 118.",
            source=SOURCE,
        )),
        ("section", "What is next"),
        ("lanes", dict(
            title="The next ninety days",
            lead="Seven terminals, one forecast, and the platform handed over to Northmoor's team.",
            columns=["December", "January", "February"],
            lanes=[
                ("Northmoor", [(0, 1, "Gateways at four terminals"), (1, 2, "Last three terminals"), (2, 3, "Own team on call")]),
                ("Google Cloud", [(0, 2, "Design of the queue forecast with Gemini"), (2, 3, "Forecast in trial at two gates")]),
                ("Quillfish", [(0, 1, "Release 6 in the test project"), (1, 2, "Release 6 in production"), (2, 3, "Handover and training")]),
            ],
            notes="Holidays: no changes from 18 December to 4 January. If the gateways slip, the last three terminals slip with them; nothing else does.",
            alt="A plan of three months with a lane each for Northmoor, Google Cloud and Quillfish.",
        )),
        ("table", dict(
            title="Four decisions before we leave",
            lead="Each has two names: one who decides, and one who makes it happen.",
            rows=[
                ("Decision", "Decides", "Makes it happen", "By"),
                ("Order the remaining gateways", "Ana Lindqvist", "Joel Okafor", "28 November"),
                ("Two gates for the forecast trial", "Joel Okafor", "Mei Sato", "5 December"),
                ("Date for release 6 in production", "Joel Okafor", "Ruth Adler", "5 December"),
                ("Renewal as a private offer", "Ana Lindqvist", "Priya Raman", "16 January"),
            ],
            widths=(5, 2.1, 3.2, 1.9), size=17,
            notes="Read each aloud and wait for a yes. The renewal needs the commit checked first; Tomas does that. Enter it in the partner portal on the same day.",
            alt="Four decisions with who decides, who makes it happen, and the day.",
        )),
    ]
