"""The technical deck for one cloud: for architects, platform teams and their security reviewers."""

LAB = "Source: Quillfish lab, September 2026"


def technical(c, statement):
    name, whose, place = c["name"], c["whose"], c["place"]
    return f"Quillfish with {name}, technical  ·  November 2026  ·  may be shared with {name} and customers", [
        ("section", "Ninety seconds"),
        ("statement", dict(
            title=f"Quillfish with {name} in 90 seconds", points=statement,
            notes="Say it, also to engineers: it tells them who pays for what and where it runs. Then ask what they want to see first; the parts that follow "
                  "can be taken in any order.\nSource of the last point: Harrow & Finch case study, approved August 2026.",
        )),
        ("section", "Architecture"),
        ("architecture", dict(
            title=f"Everything that holds data runs in the {place}",
            lead="Two workloads, one set of files, and a small hosted part that never sees a row.",
            boundary=f"The customer's {whose}: private subnets of one {c['net']}",
            flow=[("Sources", f"Databases, files and {c['stream']}", False), ("Quillfish Tide", [f"A writer pool on {c['compute']}", "At most 60 s of work in memory"], True),
                  ("Quillfish Reef", ["Apache Iceberg tables", f"in {c['storage']}"], True), ("Readers", f"{c['query']}, {c['ai']}, Spark", False)],
            beneath=[("Keys", c["keys"]), ("Names", c["catalogue"]), ("Metrics and logs", c["logs"])],
            outside=("Control Plane", ["Hosted by Quillfish", "Names, owners, rules, run times", "No rows, no files, no keys", f"Opened from inside, by {c['link']}"]),
            link="Metadata only",
            notes=f"Draw it rather than show it if there is a whiteboard. The {c['architect']} will ask what happens when the hosted part is away: Tide goes on "
                  "writing and Reef goes on answering, with the rules they have. Only changes of rules wait.\n" + LAB + ", for the 60 seconds.",
            alt=f"Inside the customer's {whose}: sources, Quillfish Tide on {c['compute']}, Quillfish Reef in {c['storage']}, readers; beneath them "
                f"{c['keys']}, {c['catalogue']} and {c['logs']}. Outside: Quillfish Control Plane over {c['link']}.",
            source=LAB + ".",
        )),
        ("steps", dict(
            title="The way of one change, from commit to answer",
            lead="An order is in the planner's query about four seconds after the till has taken it.",
            steps=[
                ("Commit", ["The shop's database writes the order."], "0 s"),
                ("Capture", ["Tide reads the change log; no load on the tables."], "0.4 s"),
                ("Order", [f"{c['stream']} keeps the sequence of each key."], "0.7 s"),
                ("Write", [f"Tide writes a file to {c['storage']} and commits it."], "3.2 s"),
                ("Answer", [f"{c['query']} reads the new snapshot."], "4.1 s"),
            ],
            notes="The times are running totals. If somebody asks for less: a table set to one second is read in about two, and makes more files to tidy.\n"
                  + LAB + f", size M on {c['compute']}, median of 24 hours.",
            source=LAB + f", size M on {c['compute']}. Running totals, median of 24 hours.",
            note="The wait before the write is on purpose: fewer, larger files. Each table has its own, from 1 to 60 seconds.",
        )),
        ("picture", dict(
            title="Why it stays quick: most files stay closed",
            lead="Each file carries the range and a sketch of its values. Reef opens those that can hold an answer.",
            picture="files",
            beside=[("One product, one day:", True), "Nine of 96 files are opened.",
                    ("Kept tidy in the background:", True), "Small files are joined while nobody is reading them.",
                    ("Kept open:", True), f"They are Apache Iceberg tables; {c['query']} uses the same ranges."],
            notes="The example is the sales table of the lab's model grocer, sorted by day and product. Do not promise the ratio: it depends on how the table is sorted.\n"
                  + LAB + ".",
            alt="96 files in a grid. Nine are filled, the others empty: those nine can hold the answer and are opened.",
            source=LAB + ", sales table of the model grocer.",
        )),
        ("section", "Boundaries"),
        ("table", dict(
            title="Network: five connections, none of them inbound",
            lead=f"Private subnets, no public address. The customer's {c['shield']} stay in charge.",
            rows=[
                ("From", "To", "By way of", "Carries"),
                ("Tide", "Sources", f"The customer's own {c['net']}", "Changes, read only"),
                ("Tide and Reef", c["storage"], c["reach"], "Files, encrypted"),
                ("Tide and Reef", c["keys"], c["key_reach"], "Requests to wrap keys"),
                ("Agent", "Control Plane", c["link"], "Metadata, TLS 1.3"),
                ("Deployer", f"Registry of {c['shop']}", "The same way out as the customer's other images", "Signed images"),
            ],
            widths=(1.9, 3.3, 3.9, 2.7),
            notes="Every connection is opened from inside. There is no port for support to come in by: when we need a log, the customer sends it.",
            alt="Five connections: from where, to where, by which way, and what each carries. All are opened from inside.",
        )),
        ("table", dict(
            title=f"Identity: the {c['boundary_word']} decides, Quillfish obeys",
            lead=f"People by {c['people']}, workloads by {c['pods']}; no stored passwords.",
            rows=[
                ("Who", "May", "May not"),
                (c["grants"], "Read the sources, write one bucket", "Read what others wrote"),
                (c["readers"], "Read the tables, filtered by rule", "Write, or list keys"),
                (c["admins"], "Change rules, sizes and releases", "See rows that a rule hides"),
                ("People at Quillfish", "See names, rules and run times", "Enter. " + c["no_entry"]),
            ],
            widths=(3.7, 4.2, 3.9),
            notes=f"A rule is written once and obeyed by Reef and, through {c['catalogue']}, by the readers that support it. Ask which readers they use before you say “all”.",
            alt="Four kinds of identity, what each may do and what it may not.",
        )),
        ("section", "Deployment"),
        ("steps", dict(
            title="From the listing to the first table in a day",
            lead=f"{c['listing'][0].upper()}{c['listing'][1:]} in {c['shop']}. The customer runs every step; we sit beside.",
            steps=[
                ("Buy", c["subscribe"]), ("Prepare", c["prepare"]), ("Install", c["install"]), ("Join", c["join"]),
                ("First table", ["Point Tide at one source.", f"Read it in {c['query']} within the hour."]),
            ],
            notes=f"The templates are {c['recipe']}, and the customer's own pipeline can run them. Take the current template: older copies lack the attribution. {c['seen']}",
            note=c["seen"],
        )),
        ("table", dict(
            title="Sizing: start small, grow by adding nodes",
            lead="Take the row whose events and tables both fit. To grow is to add nodes; no data is copied.",
            rows=[
                ("Size", "Events a second", "Tables", "Nodes to begin with", "Sources", "Fits"),
                ("Small", "up to 20,000", "5 TB", c["nodes"][0], "10", "one team"),
                ("Medium", "up to 120,000", "50 TB", c["nodes"][1], "40", "a division"),
                ("Large", "up to 300,000", "400 TB", c["nodes"][2], "200", "a company"),
            ],
            widths=(1.4, 2.2, 1.4, 3.8, 1.4, 1.8),
            notes="Events of 1 KB. Readers are not counted: they bring their own compute. Above Large, ask for a design session.\n" + LAB + f", on {c['compute']}.",
            alt="Three sizes with events a second, tables in TB, nodes and what each fits.",
            source=LAB + f", events of 1 KB, on {c['compute']}. Readers are not counted.", size=18,
            note="Not sure? Count the rows that change in the busiest hour of the year, and divide by 3,600.",
        )),
        ("chart", dict(
            title="Release 6 grows almost in step with its nodes",
            lead="Thousands of events a second that Tide lands without falling behind, by number of nodes.",
            categories=["3 nodes", "6 nodes", "12 nodes", "24 nodes"],
            series=[("Tide 5.4", c["rate5"]), ("Tide 6.0", c["rate6"])], numbers="0",
            side=("Reading it", ["Higher is better.", "Writers now share the work key by key.",
                                 "24 nodes land seven times what 3 do."]),
            notes="Both are our own releases, on the same machines. If asked for other products' figures: we do not measure them.\n" + LAB + f", {c['nodes'][1].split(' × ')[1]} nodes.",
            alt="Columns, thousands of events a second at 3, 6, 12 and 24 nodes: " + ", ".join(map(str, c["rate5"])) + " for Tide 5.4 and "
                + ", ".join(map(str, c["rate6"])) + " for Tide 6.0.",
            source=LAB + f", {c['nodes'][1].split(' × ')[1]} nodes, events of 1 KB, one hour each.",
        )),
        ("section", "Running it"),
        ("lists", dict(
            title="Operations: upgrades at the customer's hour",
            lead=f"Metrics and logs go to {c['logs']}; who did what is in {c['audit']}.",
            left=("Upgrades", ["A release each month, to take or leave", "The platform team says when",
                               "Writers roll one by one, unnoticed", "A step back is possible for 14 days"]),
            right=("Every day", ["Alarms for delay, errors, disk and keys", "Tables are tidied and old snapshots dropped",
                                 "Backups are the bucket's own versions", "Support answers with the logs that you send"]),
            notes="The four alarms are few on purpose: each has a page that says what to do. Two releases a year are long-term and get fixes for 18 months.",
            note="If the Control Plane is away, writing and reading go on. Only changes of rules wait.",
        )),
        ("table", dict(
            title="What a security review asks, and the answers",
            lead="The full questionnaire is in the deal room. These six come first.",
            rows=[
                ("Question", "Answer"),
                ("Where are our rows?", f"In {c['storage']}, in the {place}. They never leave it."),
                ("Whose keys?", f"Yours, in {c['keys']}. Withdraw the key and reads stop within five minutes."),
                ("Who at Quillfish can get in?", "Nobody. " + c["no_entry"]),
                ("What leaves?", "Names, owners, rules and run times; the list of fields is published."),
                ("What is in the images?", "Signed images, a parts list (SBOM) and scan results with each release."),
                ("Who looked at it?", f"The {c['validation']} is valid. Ask us for the evidence."),
            ],
            widths=(3.4, 8.4),
            notes="Offer the architecture session to the reviewer, not only to the architect. Five minutes: the time until cached keys lapse.\n" + LAB + ".",
            alt="Six questions of a security review with their answers.",
            source=LAB + ", for the five minutes.",
        )),
        ("chart", dict(
            title=f"What it uses in the {place}",
            lead="Share of a month's direct use at size Medium, in per cent. All of it is the customer's own.",
            categories=[one for one, _ in c["use"]], series=[("Share of direct use", [share for _, share in c["use"]])], kind="bars", numbers="0",
            side=("Reading it", ["Direct use only: what the parts themselves run on.", c["read_more"]]),
            notes="Lead with this for the account team: it is what they can check in their own system. Never add a multiplier. " + c["seen"] + "\n" + LAB + ".",
            alt="Bars, share of direct use in per cent: " + ", ".join(f"{one} {share}" for one, share in c["use"]) + ".",
            source=LAB + ", size Medium, 30 days of the model grocer's load.",
        )),
        ("section", "Next"),
        ("table", dict(
            title="Six weeks from this meeting to a decision",
            lead="Each step has an owner on the customer's side and one on ours.",
            rows=[
                ("Week", "Step", "Customer", "Quillfish"),
                ("1", f"Design session with the {c['architect']}", "Platform lead", "Solution engineer"),
                ("2", "Security review, starting from the answers here", "Security architect", "Security lead"),
                ("3 to 4", f"Trial in a separate {place}: two sources, one report", "Data engineer", "Solution engineer"),
                ("5", "Results read together, against what was agreed", "Sponsor", "Account executive"),
                ("6", f"Decision, and order in {c['shop']}", "Buyer", "Account executive"),
            ],
            widths=(1.1, 6, 2.4, 2.4),
            notes="Fill in names before the meeting ends. Write down what the trial has to show before it starts.",
            alt="Five steps over six weeks, with the owner at the customer and at Quillfish.",
        )),
    ]
