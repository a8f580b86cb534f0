// Tools made of data. Each stands on the page as text; its script makes it answer, and keeps what was
// entered in the address, behind the tool's name: #inbound-triage?who=manager
import { opened, state } from "./tool-state.js";

const kinds = {
  assessment: () => import("./tool-assessment.js"),
  calendar: () => import("./tool-calendar.js"),
  checklist: () => import("./tool-checklist.js"),
  decision: () => import("./tool-decision.js"),
  table: () => import("./tool-table.js"),
  tracker: () => import("./tool-tracker.js"),
};

const boxes = [...document.querySelectorAll("[data-tool]")].filter((box) => kinds[box.dataset.tool]);
await Promise.all(boxes.map(async (box) => (await kinds[box.dataset.tool]()).start(box, state(box))));
document.documentElement.dataset.tools = "ready";

const show = () => boxes.find((box) => box.dataset.name === opened().name)?.scrollIntoView();
addEventListener("hashchange", show);
show();
