"""Why Quillfish: the deck for one cloud's own people, and for customers beside them."""


def pitch(c, statement):
    name, whose = c["name"], c["whose"]
    return f"Quillfish with {name}  ·  November 2026  ·  may be shared with {name}", [
        ("section", "Ninety seconds"),
        ("statement", dict(
            title=f"Quillfish with {name} in 90 seconds", points=statement,
            notes=f"Say all the points, in this order, before anything else. It takes 90 seconds. If the {c['architect']} asks where the data "
                  f"stays: in the customer's {whose}, always.\nSource of the last point: Harrow & Finch case study, approved August 2026.",
        )),
        ("section", "The problem"),
        ("cards", dict(
            title="Three questions that end in a longer project",
            lead="Customers come to us with one of these. Each looks like a report and is about data.",
            cards=[
                ("“Why is it yesterday's number?”", ["Loads run at night; shops are open by day.", "A gap at ten is seen the next morning."],
                 "What helps: changes arrive as they happen."),
                ("“Which table is right?”", ["Four teams keep four copies of the customer.", "Nobody retires the old ones."],
                 "What helps: one table, with an owner and a history."),
                ("“Who has seen this?”", ["Access is granted by ticket and never taken back.", "Auditors ask for a list that nobody has."],
                 "What helps: rules in one place, every read logged."),
            ],
            notes="Ask which of the three sounds familiar and stay with that one. The other two come up by themselves.",
        )),
        ("section", "What it is"),
        ("cards", dict(
            title="One platform, three parts",
            lead="Most customers begin with Tide and add Reef when the second team joins.",
            cards=[
                ("Quillfish Tide", ["Reads changes from databases, queues and files.", "Lands them in order, once, in seconds."],
                 f"Works with {c['stream']}."),
                ("Quillfish Reef", [f"Open tables with a history, kept as files in {c['storage']}.", f"Read by {c['query']} as they are."],
                 f"Runs on {c['compute']}."),
                ("Quillfish Control Plane", ["Names, owners and access rules.", "Small, hosted by Quillfish, and part of the licence."],
                 f"Shares its names with {c['catalogue']}."),
            ],
            notes="Keep it to one sentence a card. The next slide shows where each of them runs.",
        )),
        ("architecture", dict(
            title=f"All data stays in the customer's {whose}",
            lead="Follow one order from the till to the planner's screen. It never crosses the dashed line.",
            boundary=f"The customer's {whose}",
            flow=[("Sources", f"Databases, tills and {c['stream']}", False), ("Quillfish Tide", ["Connectors and writers", f"on {c['compute']}"], True),
                  ("Quillfish Reef", ["Open tables as files", f"in {c['storage']}"], True), ("Readers", f"{c['query']} for SQL, {c['ai']} for assistants", False)],
            beneath=[("Keys", c["keys"]), ("Names", c["catalogue"]), ("Operations", c["logs"])],
            outside=("Control Plane", ["Hosted by Quillfish", "Table names, owners, rules, run times", "No rows, no files, no keys", f"Only over {c['link']}"]),
            link="Metadata only",
            notes="Start at the boundary: what is inside never leaves. Then follow one order from left to right. "
                  "The one arrow that crosses carries metadata.",
            alt=f"Inside the customer's {whose}, from left to right: sources, Quillfish Tide, Quillfish Reef, readers; beneath them {c['keys']}, "
                f"{c['catalogue']} and {c['logs']}. Outside: Quillfish Control Plane, joined by {c['link']}.",
        )),
        ("table", dict(
            title=f"Built on what the customer already runs on {c['cloud']}",
            lead="Nothing is replaced. Each service keeps its work and gets fresher tables to do it with.",
            rows=[
                ("Task", f"Service of {c['cloud']}", "What Quillfish adds"),
                ("Store files", c["storage"], "Open tables with a history, tidied in the background"),
                ("Carry events", c["stream"], "Order kept, duplicates removed, new columns followed"),
                ("Run containers", c["compute"], "A writer pool that grows and shrinks with the load"),
                ("Ask in SQL", c["query"], "Tables that are seconds old instead of hours"),
                ("Ask in words", c["ai"], "Only the rows that the asking person may see"),
                ("Keep the keys", c["keys"], "Every file under the customer's own key"),
            ],
            widths=(2.2, 3.8, 5.8),
            notes=f"This is the slide for the {c['architect']}. Let them pick a row.",
            alt=f"Six tasks, the service of {c['cloud']} that does each, and what Quillfish adds to it.",
        )),
        ("section", "Evidence"),
        ("chart", dict(
            title="Release 6 answers in less than half the time",
            lead="Median seconds per query for three sizes of table, on the same machines.",
            categories=["10 GB", "100 GB", "1 TB"],
            series=[("Reef 5.4", c["release"]), ("Reef 6.0", c["release6"])], numbers="0.0",
            side=("Reading it", ["Shorter is better.", "Files that cannot hold an answer are not opened.", "The gain grows with the table."]),
            notes="We measure ourselves against our own last release and against nobody else. The report is linked in the deal room.",
            alt="Columns of seconds for 10 GB, 100 GB and 1 TB: " + ", ".join(map(str, c["release"])) + " for Reef 5.4, "
                + ", ".join(map(str, c["release6"])) + " for Reef 6.0.",
            source=f"Source: Quillfish lab, September 2026, on {c['compute']}. Median of ten runs over 60 queries.",
        )),
        ("picture", dict(
            title="Harrow & Finch Grocers: a night became nine minutes",
            lead="One dot a store, all on one set of tables.",
            picture="stores",
            facts=[("9 min", "from the till to the planner's table"), ("212", "stores, four regions"), ("11 weeks", f"from first call to production")],
            beside=["“We see the empty shelf before the customer does.”", ("Head of supply data", True)],
            notes=f"Before, the planners had last night's figures. The customer takes reference calls together with {name}; ask alliances first.\n"
                  "Source: Harrow & Finch case study, approved August 2026.",
            alt="A field of 212 dots, one for each store of Harrow & Finch.",
            source="Source: Harrow & Finch case study, approved August 2026.",
        )),
        ("section", "Next"),
        ("steps", dict(
            title=f"How a customer buys it: {c['shop']}",
            lead=f"One order for {c['listing']}, deployed from the listing and counted toward the customer's {c['commit']}.",
            steps=[
                ("Agree", ["Scope and term, settled with the customer.", "The first two weeks are a free trial."]),
                ("Offer", ["A private offer, sent by Quillfish.", "Most go out in two days."]),
                ("Accept", ["The customer's buyer accepts it.", "It needs no new supplier."]),
                ("Deploy", [f"From the listing into the {c['place']}.", "The first tables come on day one."]),
            ],
            notes="If procurement asks for paper, stop and call the deal desk. A purchase outside the marketplace does not count toward the commitment.",
            note=f"Register the opportunity in {c['system']} before the offer goes out, so that both teams see the same deal.",
        )),
        ("lists", dict(
            title="The next 30 days, side by side",
            lead="What each team does before we meet again.",
            left=("Quillfish brings", ["An account map of shared customers", "A solution engineer for each first workshop",
                                       f"{c['validation']} evidence", "A named contact who answers the same day"]),
            right=(f"{name} brings", ["Three accounts with a data project this half", f"A {c['architect']} for a session each",
                                      f"A fortnightly look at the pipeline", "A word with the customer's sponsor"]),
            notes="End with three names. A meeting without names has no second meeting. Leave this slide out when a customer is present.",
            note="Decide today: which three accounts, who calls first, and when we meet again.",
        )),
    ]
