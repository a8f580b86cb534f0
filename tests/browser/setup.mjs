// Builds this repository's own playbook, twice: as it is, with a version beside it, and as it will be after the next
// change, for tests of updates.
import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rightdeck, root, work } from "./machine.mjs";

const project = join(work, "playbook");
const run = (program, ...args) => execFileSync(program, args, { cwd: project, stdio: ["ignore", "ignore", "pipe"], encoding: "utf8" });
const git = (...args) => run("git", "-c", "user.name=Test", "-c", "user.email=test@quillfish.example", "-c", "init.defaultBranch=main", "-c", "commit.gpgsign=false", ...args);
const build = (out) => run(rightdeck(), "build", "--edition", "internal", "--out", join(work, out));

export default () => {
  if (!existsSync(rightdeck())) throw new Error(`there is no ${rightdeck()}; cargo build makes it`);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(project, { recursive: true });
  for (const part of ["content", "themes", "site.toml"]) cpSync(join(root, part), join(project, part), { recursive: true });
  git("init", "--quiet");
  git("add", ".");
  git("commit", "--quiet", "--message", "As it was");
  git("tag", "before");
  const site = join(project, "site.toml");
  writeFileSync(site, `${readFileSync(site, "utf8")}\n[[versions]]\nname = "2026.1"\nref = "before"\nstatus = "maintained"\n`);
  const page = join(project, "content/playbook/meetings/_index.md");
  appendFileSync(page, "\nOne more sentence, so that the versions differ.\n");
  build("site");
  appendFileSync(page, "\nThe sentence of the next build.\n");
  appendFileSync(join(project, "themes/default/assets/style.css"), "/* The next build. */\n");
  appendFileSync(join(project, "themes/default/assets/search-box.js"), "\nconsole.debug(\"next\");\n");
  appendFileSync(join(project, "content/index.md"), "\nThe next build says this too.\n");
  build("next");
};
