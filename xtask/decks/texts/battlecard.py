"""The battlecard: comparisons, on purpose, for colleagues and nobody else."""

REVIEWS = "Source: win and loss reviews, January to September 2026, 41 deals."


def battlecard(_, __):
    return "Quillfish internal  ·  November 2026  ·  not for partners, not for customers", [
        ("section", "Before you read"),
        ("cover", dict(
            title="Battlecard: Quillfish Reef against the cloud warehouses", lead="For sellers, in training and before a call.",
            notice="Internal only. Close it before anyone joins.",
            notes="The companies it speaks of sell with us. The account team of a cloud is paid on its warehouse: win the design, not the argument.",
        )),
        ("section", "The comparison"),
        ("table", dict(
            title="Feature by feature: Reef, Redshift, Fabric, BigQuery",
            lead="As tested in our lab in October 2026. The last row is ours to lose.",
            rows=[
                ("What matters", "Quillfish Reef", "Amazon Redshift", "Microsoft Fabric", "BigQuery"),
                ("Open files in the customer's storage", "yes", "with work", "yes", "with work"),
                ("Changes visible within seconds", "yes", "with work", "no", "yes"),
                ("Same rules across two clouds", "yes", "no", "no", "with work"),
                ("Runs where the customer decides", "yes", "no", "no", "no"),
                ("Built-in dashboards", "no", "with work", "yes", "yes"),
            ],
            widths=(4.7, 1.8, 1.9, 1.9, 1.7), size=17, marks=True,
            notes="Source: lab notes, October 2026. Dashboards are our gap: say so before they do.",
            alt="Five capabilities compared for Quillfish Reef, Amazon Redshift, Microsoft Fabric and BigQuery.",
            source="Source: Quillfish lab notes, October 2026.",
        )),
        ("chart", dict(
            title="Why we won, why we lost",
            lead="The main reason given by the customer in 41 deals.",
            categories=["Freshness", "Rules in one place", "Open files", "Dashboards", "One tool only", "Price"],
            series=[("Won", (11, 8, 5, 0, 0, 1)), ("Lost", (1, 1, 0, 6, 5, 3))], kind="bars", numbers="0;;",
            side=("Reading it", ["We win on how data arrives and who may see it.", "We lose on what comes after: charts, and one tool for all.", "Price decides less than we think."]),
            notes="Twenty-five won, sixteen lost. " + REVIEWS,
            alt="Bars of deals by main reason. Won: freshness 11, rules 8, open files 5, price 1. Lost: freshness 1, rules 1, dashboards 6, one tool only 5, price 3.",
            source=REVIEWS,
        )),
        ("lists", dict(
            title="Where we win, where we lose",
            lead="Find out in the first call which of the two this is.",
            left=("We win when", ["Data arrives all day and is needed at once", "Two clouds have to obey one set of rules", "The lake is there and nobody trusts it"]),
            right=("We lose when", ["One team, one cloud, one dashboard", "The warehouse team owns the decision", "The project is a report due this month"]),
            notes=REVIEWS,
            note="A deal that we should lose is a favour to hand to the cloud's account team, and they remember it.",
        )),
        ("section", "In the call"),
        ("cards", dict(
            title="When it comes up, and what to say",
            lead="Do not forward it, and do not quote from it in writing.",
            cards=[
                ("When it comes up", ["The customer asks why not simply the warehouse of the cloud.", "A renewal of the warehouse is near."], "Ask which question they want answered."),
                ("What we say", ["Both. The warehouse answers; Reef keeps the tables it answers from."], "Nobody has to leave anything."),
                ("What we never say", ["Anything from here in a room with a hyperscaler.", "A price comparison in writing."], "And never “lock-in”."),
            ],
            notes="If somebody from a hyperscaler joins, the deck for the room is the one with their name on it.",
        )),
        ("cards", dict(
            title="Three objections, three answers",
            lead="Answer the worry, then ask a question back.",
            cards=[
                ("“Redshift is already paid for.”", ["Good: keep it for reporting.", "Reef feeds it; nothing is paid twice."], "Where do its tables come from, and how old are they?"),
                ("“Fabric has all of it.”", ["For one tenant, much of it.", "It reads our tables by shortcut."], "What happens to the data that is elsewhere?"),
                ("“BigQuery needs no care.”", ["True of the engine.", "Tables need care wherever they are."], "Who decides what goes in, and who may see it?"),
            ],
            notes="Never write these down in a mail to the customer.",
        )),
        ("steps", dict(
            title="Before the call",
            lead="Five minutes, in this order.",
            steps=[
                ("Look", ["Whose cloud is it, and who from it is in the room?"]),
                ("Put away", ["If anybody is: close this and open the deck for that cloud."]),
                ("Ask", ["The alliance manager: is there a shared opportunity?"]),
                ("Say", ["One sentence on where both products sit together."]),
            ],
            notes="The deck for the room stands in the catalogue under the name of the cloud.",
            note="This deck stays inside. A slide of it in a partner's inbox costs more than the deal.",
        )),
    ]
