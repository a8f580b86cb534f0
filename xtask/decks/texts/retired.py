"""The AWS pitch of 2025, as it was, kept so that an old copy can be recognised. It opens without the statement; that is one reason why it was retired."""


def retired(c, _):
    return "Quillfish and AWS  ·  March 2025  ·  retired, see the catalogue for its successor", [
        ("section", "The pitch of 2025"),
        ("cover", dict(
            title="Fresh tables in your AWS account", lead="Quillfish and AWS, spring 2025", notice="Retired in March 2026. Its successor: Why Quillfish with AWS.",
            notes="Retired. Do not show. The file is kept so that a copy found in somebody's downloads can be recognised.",
        )),
        ("lists", dict(
            title="What changes when tables are fresh",
            lead="Two days in the same shop.",
            left=("Loaded at night", ["A gap on the shelf is seen the next morning", "The planner corrects by hand", "Four teams keep four copies"]),
            right=("Fed as it happens", ["The gap is seen within the hour", "The order goes out the same day", "One table, with an owner"]),
            notes="In 2025 this was “within the hour”. Release 6 has made it minutes; the successor has the figure with its source.",
        )),
        ("architecture", dict(
            title="Where it runs: in your own account",
            lead="Two parts then, and a control plane that we host.",
            boundary="Your AWS account",
            flow=[("Sources", "Databases and Amazon MSK", False), ("Quillfish Tide", ["Writers", "on Amazon EKS"], True), ("Quillfish Reef", ["Tables", "in Amazon S3"], True),
                  ("Readers", "Amazon Athena", False)],
            beneath=[("Keys", "AWS KMS"), ("Operations", "Amazon CloudWatch")],
            outside=("Control Plane", ["Hosted by Quillfish", "Names, owners and rules"]), link="Metadata",
            notes="True in 2025 and still, as far as it goes. The successor names every service and says what crosses the line.",
            alt="Inside your AWS account: sources, Quillfish Tide, Quillfish Reef, readers, keys and operations. Outside: the control plane.",
        )),
        ("chart", dict(
            title="Reef 5 is a third faster than Reef 4",
            lead="Median seconds per query for three sizes of table.",
            categories=["10 GB", "100 GB", "1 TB"], series=[("Reef 4.8", (2.9, 10.4, 46.0)), ("Reef 5.1", (2.0, 7.1, 32.5))], numbers="0.0",
            side=("Reading it", ["Shorter is better.", "Two releases that are no longer sold."]),
            notes="Both releases are out of support: the plainest reason why this deck went. Source: Quillfish lab, February 2025.",
            alt="Columns of seconds for 10 GB, 100 GB and 1 TB: 2.9, 10.4, 46.0 for Reef 4.8; 2.0, 7.1, 32.5 for Reef 5.1.",
            source="Source: Quillfish lab, February 2025, on Amazon EKS. Median of ten runs over 40 queries.",
        )),
        ("steps", dict(
            title="How to begin",
            lead="Four weeks, one source, one report.",
            steps=[("Choose", ["One report that is always late."]), ("Connect", ["Its source, in your account."]), ("Compare", ["Last night's number and now's."]),
                   ("Decide", ["Together, with what was measured."])],
            notes="It says nothing of how to buy. Customers asked, and the answer was not in the deck.",
        )),
    ]
