"""Thirty minutes in a field team's own learning session. No prices, no dates that pass, and nothing to sell."""
from look import RUST, TEAL


def training(c, statement):
    return "Quillfish with Microsoft  ·  for Microsoft field teams  ·  may be recorded", [
        ("section", "Two minutes: who we are"),
        ("statement", dict(
            title="Quillfish with Microsoft in 90 seconds", points=statement,
            notes="The statement, no more. Promise that this was all there will be about us, and keep the promise.\n"
                  "Source of the last point: Harrow & Finch case study, approved August 2026.",
        )),
        ("steps", dict(
            title="In half an hour you will hear it in a sentence",
            lead="Not a product course. A workload problem that your customers have, and how to recognise it.",
            steps=[
                ("Recognise", ["How old data sounds in a customer's words."], "8 min"),
                ("Draw", ["How it is solved on Azure, with your own services."], "10 min"),
                ("Ask", ["Three questions, and what each answer means."], "5 min"),
                ("Talk", ["Your accounts, your questions."], "5 min"),
            ],
            notes="Say that it may be recorded and found later: that is the best thing that can happen to it. No customer names that are not approved.",
            note="Two minutes for the statement, and these four parts: thirty in all.",
        )),
        ("section", "Eight minutes: recognise it"),
        ("picture", dict(
            title="The problem: the table is as old as last night",
            lead="Three days in a company that loads at night. The shaded hours are when its people work.",
            picture="age of data",
            labels=[("Loaded at night", 0.2, 0.1, 2, RUST), ("Fed as it happens", 0.2, 3.86, 2.4, TEAL)],
            beside=[("At its oldest when needed most.", True), "By closing time the planner's table is most of a day old.",
                    ("More servers do not help.", True), "A faster load at night is still a load at night."],
            notes="Draw the saw teeth on the whiteboard and ask where the stock-out happens. Somebody will point at the slope, not at the tip. The picture is a sketch and no measurement.",
            alt="A sketch of three days. With nightly loads the age of the data climbs like the teeth of a saw, highest while people work. Fed as it happens, it stays flat and low.",
        )),
        ("cards", dict(
            title="How it sounds in a customer's words",
            lead="Nobody says “our pipeline is slow”. They say one of these, and seldom to the data team.",
            cards=[
                ("The shop floor", ["“The system says we have twelve.”", "“I'll ring the depot.”"], "They trust the phone more than the table."),
                ("The analyst", ["“Which of the four is right?”", "“Give me until Thursday.”"], "Copies were made because waiting took longer."),
                ("The auditor", ["“Who could see this in May?”", "“Please send a list.”"], "Rules live in tickets, not next to the data."),
            ],
            notes="Ask for a show of hands: who has heard the first? The second? Take a name of an account with each, and write it down.",
        )),
        ("steps", dict(
            title="Where the hours go",
            lead="A made-up insurer's claims, from the call to the report: nineteen hours, of which one is work.",
            steps=[
                ("Claim", ["Taken by phone, in the database at once."], "0 h"),
                ("Export", ["Waits for the night, then twenty minutes."], "11 h"),
                ("Staging", ["Waits for the other exports."], "14 h"),
                ("Copies", ["Three teams, three copies, three schedules."], "17 h"),
                ("Report", ["Read with the first coffee."], "19 h"),
            ],
            notes="The point is the waiting, not the working. Totals run from left to right; the example is made up for teaching and says so. Source: Quillfish training example.",
            note="Ask the customer to walk one record through. They will count the hours themselves.",
            source="Source: Quillfish training example, made up. Running totals.",
        )),
        ("section", "Ten minutes: draw it"),
        ("architecture", dict(
            title="Solved on Azure, with the services you know",
            lead="Draw it from left to right, and say each service's name as you go.",
            boundary="The customer's Azure subscription, in its own tenant",
            flow=[("Sources", "SQL databases, queues, files", False), ("Events", "Azure Event Hubs keeps the order", False),
                  ("Tables", "Quillfish on AKS writes open files to Azure Data Lake Storage", True), ("Readers", "Microsoft Fabric by shortcut, Microsoft Foundry", False)],
            beneath=[("Identity", "Microsoft Entra ID"), ("Names", "Microsoft Purview"), ("Operations", "Azure Monitor")],
            outside=("Control Plane", ["Hosted by Quillfish", "Names, owners, rules, run times", "No rows, no files, no keys", "Only over Azure Private Link"]),
            link="Metadata only",
            notes="If there is a whiteboard, draw it live and leave this slide for the recording. Checked by a Cloud Solution Architect for what it says of Azure's own services.",
            alt="Inside the customer's subscription: sources, Azure Event Hubs, tables written by Quillfish to Azure Data Lake Storage, readers such as Microsoft Fabric; beneath them "
                "Microsoft Entra ID, Microsoft Purview and Azure Monitor. Outside: the control plane over Azure Private Link.",
        )),
        ("chart", dict(
            title="What it looked like at Harrow & Finch Grocers",
            lead="Minutes from the till to the planner's table, by week of the project.",
            categories=["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"],
            series=[("Minutes", (720, 720, 690, 540, 360, 240, 150, 75, 32, 14, 9))], numbers="0",
            side=("Reading it", ["Week 4: the first region on streaming.", "Week 8: the last nightly load is switched off.", "Microsoft Fabric reports stayed as they were."]),
            notes="An approved case. The reports did not change, and that is the detail to remember: the customer's investment stayed. Source: Harrow & Finch case study, approved August 2026.",
            alt="Falling columns, in minutes over eleven weeks: 720, 720, 690, 540, 360, 240, 150, 75, 32, 14, 9.",
            source="Source: Harrow & Finch case study, approved August 2026.",
        )),
        ("section", "Five minutes: three questions"),
        ("table", dict(
            title="Three questions, and what each answer means",
            lead="Any seller can ask them. None of them mentions a product.",
            rows=[
                ("Ask", "If they say", "It means", "So"),
                ("How old is the newest row your planners see?", "“As of this morning”", "Night loads", "Ask about noon"),
                ("How many copies of the customer table are there?", "“It depends”", "No owner", "Ask who notices errors"),
                ("Who can list all that may read it?", "“We would raise a ticket”", "Loose rules", "Ask about audits"),
            ],
            widths=(4.3, 2.9, 2, 2.9), size=17, note="Ask one, then be quiet. The second sentence of the answer is the useful one.",
            notes="Role-play the first with somebody from the room. Two minutes, no longer.",
            alt="Three questions, a typical answer to each, what it means and what to ask next.",
        )),
        ("lists", dict(
            title="When it is this problem, and when it is not",
            lead="Half of the use of this half-hour is in the right-hand column.",
            left=("It is", ["Data is needed while it is still arriving", "Several teams need the same tables", "An auditor has asked, or will", "Events, not files, are the source"]),
            right=("It is not", ["One team, one report, in time every morning", "The load is late because it fails: mend it", "The question is the chart, not the data",
                                 "It would change no decision"]),
            notes="Be generous with the right-hand column. A specialist who is told when not to call us will trust the rest.",
            note="In doubt, ask for one decision that would be made differently with fresher data.",
        )),
        ("section", "Five minutes: theirs"),
        ("cards", dict(
            title="To take away",
            lead="A page with all of this is in your inbox after the session.",
            cards=[
                ("One sentence", ["“How old is the newest row?”"], "Say it once this week."),
                ("One drawing", ["Sources, events, tables, readers: all in the customer's subscription."], "Four boxes and one line."),
                ("One address", ["field@quillfish.example", "Someone answers the same working day."], "Also for “is it this?”"),
            ],
            notes="Stop on time. Each person who asked a question becomes a contact in the CRM, with the question.",
        )),
    ]
