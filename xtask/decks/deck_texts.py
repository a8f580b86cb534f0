"""What the decks of Quillfish say. Quillfish, its customers and its figures are made up."""

CLOUDS = {
    "aws": dict(
        slug="why-quillfish-aws", name="AWS", whose="AWS account", field="account team", architect="Solutions Architect",
        category="Data platform on AWS: streaming, lake tables and governance in one product.",
        marketplace="Sold through AWS Marketplace as a SaaS contract with private offers.",
        cosell="Opportunities are shared in ACE. Purchases draw down the customer's EDP.",
        deploy="The data plane runs in the customer's own AWS account. Only metadata reaches Quillfish.",
        hero="With AWS we took a grocer from nightly batches to answers in nine minutes.",
        storage="Amazon S3", compute="Amazon EKS", stream="Amazon MSK", catalogue="AWS Glue Data Catalog", query="Amazon Athena",
        ai="Amazon Bedrock", keys="AWS KMS", link="AWS PrivateLink", logs="Amazon CloudWatch", shop="AWS Marketplace",
        commit="EDP", system="ACE", validation="Foundational Technical Review", rep="Partner Development Manager",
    ),
    "microsoft": dict(
        slug="why-quillfish-microsoft", name="Microsoft", whose="Azure subscription", field="account team",
        architect="Cloud Solution Architect",
        category="Data platform on Microsoft Azure: streaming, lake tables and governance in one product.",
        marketplace="Sold through Microsoft Marketplace as a transactable offer with private plans.",
        cosell="Referrals are shared in Partner Center. Eligible purchases count toward the customer's MACC.",
        deploy="The data plane runs in the customer's own Azure subscription. Only metadata reaches Quillfish.",
        hero="With Microsoft we took a grocer from nightly batches to answers in nine minutes.",
        storage="Azure Data Lake Storage", compute="Azure Kubernetes Service", stream="Azure Event Hubs", catalogue="Microsoft Purview",
        query="Microsoft Fabric", ai="Microsoft Foundry", keys="Azure Key Vault", link="Azure Private Link", logs="Azure Monitor",
        shop="Microsoft Marketplace", commit="MACC", system="Partner Center", validation="Well-Architected Review",
        rep="Partner Development Manager",
    ),
    "google": dict(
        slug="why-quillfish-google", name="Google Cloud", whose="Google Cloud project", field="account team",
        architect="Customer Engineer",
        category="Data platform on Google Cloud: streaming, lake tables and governance in one product.",
        marketplace="Sold through Google Cloud Marketplace as a SaaS listing with private offers.",
        cosell="Opportunities are registered in the partner portal. Purchases count toward the customer's commit.",
        deploy="The data plane runs in the customer's own Google Cloud project. Only metadata reaches Quillfish.",
        hero="With Google Cloud we took a grocer from nightly batches to answers in nine minutes.",
        storage="Cloud Storage", compute="Google Kubernetes Engine", stream="Pub/Sub", catalogue="Knowledge Catalog", query="BigQuery",
        ai="Gemini Enterprise Agent Platform", keys="Cloud KMS", link="Private Service Connect", logs="Cloud Monitoring",
        shop="Google Cloud Marketplace", commit="commit", system="the partner portal", validation="Architecture Review",
        rep="Partner Development Manager",
    ),
}


def why(c):
    """The deck for one cloud's own people, and for customers beside them."""
    name, whose = c["name"], c["whose"]
    return (
        f"Why Quillfish with {name}",
        f"For {name} account teams and their customers",
        f"Quillfish with {name}  ·  November 2026  ·  may be shared with {name}",
        [
            ("credentials", dict(
                title=f"Quillfish with {name} in 90 seconds",
                lead="Fresh, governed tables for every team, without moving a single file out of the customer's cloud.",
                points=[
                    ("Category", c["category"]), ("Marketplace", c["marketplace"]), ("Co-sell and commit", c["cosell"]),
                    ("What we do", "Reef keeps the tables, Tide feeds them within seconds, Control Plane decides who may see what."),
                    ("How we deploy", c["deploy"]), ("Proof", c["hero"]),
                ],
                notes=f"Say all six points, in this order, before anything else. It takes 90 seconds. If the {c['architect']} asks where the data "
                      f"stays: in the customer's {whose}, always.",
            )),
            ("cards", dict(
                title="Three questions that end in a longer project",
                lead="Customers come to us with one of these. Each begins as a report and turns out to be a question about data.",
                cards=[
                    ("“Why is it yesterday's number?”", ["Loads run at night, shops are open by day.", "A stock-out at ten is seen the next morning.",
                                                          "What helps: changes arrive as they happen."]),
                    ("“Which table is right?”", ["Four teams keep four copies of the customer.", "Nobody retires the old ones.",
                                                  "What helps: one table, with a name, an owner and a history."]),
                    ("“Who has seen this?”", ["Access is granted by ticket and never taken back.", "Auditors ask for a list that does not exist.",
                                              "What helps: rules in one place, and a log of every read."]),
                ],
                notes="Ask which of the three sounds familiar and stay with that one. The other two come up by themselves.",
            )),
            ("cards", dict(
                title="One platform, three parts",
                lead="Each can be bought alone. Most customers begin with Tide and add Reef when the second team joins.",
                cards=[
                    ("Quillfish Tide", ["Reads changes from databases, queues and files.", "Lands them in order, once, in seconds.",
                                        f"Works with {c['stream']}."]),
                    ("Quillfish Reef", ["Open tables with history and time travel.", f"Stored as files in {c['storage']}.",
                                        f"Read by {c['query']} as they are."]),
                    ("Quillfish Control Plane", ["Names, owners and access rules.", f"Shares its catalogue with {c['catalogue']}.",
                                                 "Hosted by Quillfish; holds metadata only."]),
                ],
                notes="Keep it to one sentence a card. The next slide shows where each of them runs.",
            )),
            ("diagram", dict(
                title=f"All data stays in the customer's {whose}",
                boundary=f"The customer's {whose}",
                planes=[
                    ("Quillfish Tide", f"Connectors and writers on {c['compute']}, fed by {c['stream']}", True),
                    ("Quillfish Reef", f"Tables as open files in {c['storage']}, encrypted with the customer's keys in {c['keys']}", True),
                    (f"Services of {name}", f"{c['query']} for SQL, {c['ai']} for assistants, {c['logs']} for operations", False),
                ],
                outside=("Quillfish Control Plane", ["Table names, owners, rules and run times.", "No rows, no files, no keys.",
                                                     f"Reached over {c['link']} only."]),
                notes="Start at the boundary: what is inside never leaves. Then follow one order from the shop's database through Tide into Reef. "
                      "The red line is the only way out, and it carries metadata.",
                alt=f"Inside the customer's {whose}: Quillfish Tide, Quillfish Reef and the services of {name}. Outside: Quillfish Control Plane, "
                    f"joined by {c['link']}.",
            )),
            ("table", dict(
                title=f"Built on what the customer already runs on {name}",
                lead="Nothing is replaced. Each service keeps its work and gets fresher tables to do it with.",
                rows=[
                    ("Task", f"Service of {name}", "What Quillfish adds"),
                    ("Store files", c["storage"], "Open tables with history, compacted while nobody is looking"),
                    ("Carry events", c["stream"], "Order kept, duplicates removed, schema changes followed"),
                    ("Run containers", c["compute"], "A writer pool that grows and shrinks with the load"),
                    ("Ask in SQL", c["query"], "Tables that are seconds old instead of hours"),
                    ("Ask in words", c["ai"], "Only the rows that the asking person may see"),
                    ("Keep the keys", c["keys"], "Every file under the customer's own key"),
                ],
                widths=(2.2, 3.6, 6),
                notes=f"This is the slide for the {c['architect']}. Let them pick a row.",
                alt=f"Six tasks, the service of {name} that does each, and what Quillfish adds to it.",
            )),
            ("chart", dict(
                title="Release 6 answers in less than half the time",
                lead="Median seconds per query, three sizes of table, the same hardware for both releases.",
                categories=["10 GB", "100 GB", "1 TB"],
                series=[("Reef 5.4", (1.9, 6.8, 31.0)), ("Reef 6.0", (0.8, 2.9, 12.4))],
                side=("Reading it", ["Shorter is better.", "The gain comes from skipping files that cannot hold an answer.",
                                     "It grows with the table."]),
                notes="Source: Quillfish release benchmark 6.0, September 2026, 60 queries, ten runs each; the report is linked in the deal room. "
                      "We measure ourselves against our own last release and against nobody else.",
                alt="Columns: at 10 GB 1.9 and 0.8 seconds, at 100 GB 6.8 and 2.9, at 1 TB 31.0 and 12.4, for Reef 5.4 and Reef 6.0.",
                source="Source: Quillfish release benchmark 6.0, September 2026. Median of ten runs over 60 queries.",
            )),
            ("quote", dict(
                title="Harrow & Finch Grocers: from nightly to nine minutes",
                quote="“The store manager sees the empty shelf before the customer does. That used to be tomorrow's report.”",
                who="Head of supply data, Harrow & Finch Grocers",
                facts=[("9 min", "from the till to the planner's table, down from a night"), ("212", "stores on one set of tables"),
                       ("11 weeks", f"from the first call to production on {name}")],
                notes=f"Source: case study Harrow & Finch, approved 2026-08-14. The customer takes reference calls together with {name}; ask alliances first.",
                source="Source: Harrow & Finch case study, approved August 2026.",
            )),
            ("steps", dict(
                title=f"How a customer buys it: through {c['shop']}",
                lead=f"One order, one invoice, and the spend counts where the customer has already promised it: {c['commit']}.",
                steps=[
                    ("Agree", ["Scope and term, settled with the customer.", "Two weeks of trial are free."]),
                    ("Offer", [f"Private offer in {c['shop']}, sent by Quillfish.", "Usually within two days."]),
                    ("Accept", ["The customer's buyer accepts in the console.", "No new supplier to set up."]),
                    ("Run", [f"Installed in the customer's {whose}.", "First tables on the first day."]),
                ],
                notes="If procurement asks for paper, stop and call the deal desk. A purchase outside the marketplace does not count toward the commitment.",
                note=f"Register the opportunity in {c['system']} before the offer goes out, so that both teams see the same deal.",
            )),
            ("two_lists", dict(
                title="The next 30 days, side by side",
                left=("Quillfish brings", ["An account map of shared customers, refreshed weekly.", "A solution engineer for every first workshop.",
                                           f"{c['validation']} evidence, ready to read.", "A named contact who answers on the same day."]),
                right=(f"{name} brings", ["Three accounts with a data project this half.", f"The {c['architect']} for one design session each.",
                                          f"The {c['rep']} for a fortnightly look at the pipeline.", "A word with the customer's sponsor."]),
                notes="End with three names. A meeting without names has no second meeting.",
                note="Decide today: which three accounts, who calls first, and when we meet again.",
            )),
        ],
    )


BATTLECARD = (
    "Battlecard: cloud warehouses",
    "Internal only. Never shown to or shared with a hyperscaler or a customer",
    "Quillfish internal  ·  November 2026  ·  not for partners, not for customers",
    [
        ("cards", dict(
            title="Battlecard: Quillfish Reef against the cloud warehouses",
            lead="For sellers in training and before a call. Do not forward it: the people it speaks of sell with us.",
            cards=[
                ("When it comes up", ["The customer asks why not simply the warehouse of the cloud.", "A platform team wants one tool only.",
                                      "A renewal of the warehouse is near."]),
                ("What we say", ["Both. The warehouse answers, Reef keeps the tables it answers from.", "Nobody has to leave anything."]),
                ("What we never say", ["Anything from this deck in a room with a hyperscaler.", "A price comparison in writing.", "“Lock-in.”"]),
            ],
            notes="The account team of the cloud is paid on its warehouse. Win the design, not the argument.",
        )),
        ("table", dict(
            title="Feature by feature: Reef, Redshift, Fabric, BigQuery",
            lead="As tested in the lab in October 2026. ✓ does it, ✗ does not, ~ with work.",
            rows=[
                ("What matters", "Quillfish Reef", "Amazon Redshift", "Microsoft Fabric", "BigQuery"),
                ("Open files in the customer's storage", "✓", "~", "✓", "~"),
                ("Changes visible within seconds", "✓", "~", "✗", "✓"),
                ("Same rules across two clouds", "✓", "✗", "✗", "~"),
                ("Bought through the cloud's marketplace", "✓", "✗", "✗", "✗"),
                ("Built-in dashboards", "✗", "~", "✓", "✓"),
            ],
            widths=(4, 2, 2.2, 2.2, 2),
            notes="Source: lab notes, October 2026. Dashboards are our gap: say so before they do.",
            alt="Five capabilities compared for Quillfish Reef, Amazon Redshift, Microsoft Fabric and BigQuery.",
        )),
        ("two_lists", dict(
            title="Where we win, where we lose",
            left=("We win when", ["Data arrives all day and is needed at once.", "Two clouds have to obey one set of rules.",
                                  "The lake is already there and nobody trusts it."]),
            right=("We lose when", ["One team, one cloud, one dashboard: let it go.", "The warehouse team owns the decision.",
                                    "The project is a report with a deadline this month."]),
            notes="Source: win and loss reviews, January to September 2026, 41 deals.",
            note="A deal that we should lose is a favour to hand to the cloud's account team, and they remember it.",
        )),
        ("cards", dict(
            title="Three objections, three answers",
            lead="Answer the worry, then ask a question back.",
            cards=[
                ("“Redshift is already paid for.”", ["Good: keep it for reporting.", "Where do its tables come from, and how old are they?"]),
                ("“Fabric has all of it.”", ["For one tenant, much of it.", "What happens to the data that is elsewhere?"]),
                ("“BigQuery needs no care.”", ["True of the engine.", "Who decides what goes in, and who may see it?"]),
            ],
            notes="Never write these down in a mail to the customer.",
        )),
        ("steps", dict(
            title="Before the call",
            lead="Five minutes, in this order.",
            steps=[
                ("Look", ["Whose cloud is it, and who from it is in the room?"]),
                ("Put away", ["If anybody is: close this deck and open the one for that cloud."]),
                ("Ask", ["The alliance manager: is there a shared opportunity?"]),
                ("Say", ["One sentence on where both products sit together."]),
            ],
            notes="The deck for the room stands in the catalogue under the name of the cloud.",
            note="This deck stays inside. A slide of it in a partner's inbox costs more than the deal.",
        )),
    ],
)

DECKS = {cloud["slug"]: why(cloud) for cloud in CLOUDS.values()} | {"battlecard-warehouses": BATTLECARD}
