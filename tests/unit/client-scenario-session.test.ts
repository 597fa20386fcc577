import { describe, expect, it } from "vitest";
import type { Scenario } from "#contract/scenarios.ts";
import type { Side } from "#domain/scenario/rebase.ts";
import type { ScenarioDocument } from "#domain/scenario/scenario-document.ts";
import { NO_HISTORY, redo, undo, withStep } from "../../client/state/edit-history.ts";
import { type SaveBody, ScenarioSession } from "../../client/state/scenario-session.ts";
import { camera, plan, turned } from "../support/scenario-document.ts";

class Stale extends Error {}

/** A server that keeps one scenario, and a page whose timers run when asked. */
function setUp({ author = "A. Planner", document = plan({ added: [camera("P1")] }) } = {}) {
  const server = { version: 1, name: "Plan", document, author: "A. Planner", isDown: false, saves: 0 };
  const head = (): Scenario => ({
    id: "aaaaaaaaaa",
    name: server.name,
    version: server.version,
    author: server.author,
    savedAt: "2026-11-27T09:00:00.000Z",
    createdBy: "A. Planner",
    createdAt: "2026-11-27T09:00:00.000Z",
    copiedFrom: null,
    archivedAt: null,
    archivedBy: null,
    counts: { added: 0, changed: 0, removed: 0 },
    document: server.document,
  });
  const put = (body: SaveBody) => {
    server.version++;
    server.saves++;
    Object.assign(server, { name: body.name, document: body.document, author: body.author });
    return head();
  };
  const kept = new Map<string, string>();
  const timers: (() => void)[] = [];
  const told: string[] = [];
  const page = () => {
    const session = new ScenarioSession({
      api: {
        read: async () => {
          if (server.isDown) throw new Error("down");
          return head();
        },
        save: async ({ version }, body) => {
          if (server.isDown) throw new Error("down");
          if (version !== server.version) throw new Stale();
          return put(body);
        },
        create: async (body) => put({ ...body, summary: "Saved" }),
        isStale: (error) => error instanceof Stale,
      },
      storage: {
        getItem: (key) => kept.get(key) ?? null,
        setItem: (key, text) => void kept.set(key, text),
        removeItem: (key) => void kept.delete(key),
      },
      author: () => author,
      later: (run) => void timers.push(run),
      tell: (sentence) => void told.push(sentence),
    });
    return session;
  };
  /** Until nothing waits, or as often as given. */
  const settle = async (times = 20) => {
    for (let i = 0; i < times; i++) {
      for (const run of timers.splice(0)) run();
      await new Promise((done) => setTimeout(done, 0));
    }
  };
  const byOther = (change: ScenarioDocument, name = server.name) =>
    put({ name, author: "B. Other", summary: "", document: change });
  return { server, session: page(), page, settle, byOther, kept, told };
}

const P1 = camera("P1");
const withBearing = (document: ScenarioDocument, deg: number): ScenarioDocument => ({
  ...document,
  added: document.added.map((each) => (each.id === "P1" ? turned(each, deg) : each)),
});

describe("a scenario that is worked on", () => {
  it("every change is saved by itself, onto the version that was read", async () => {
    const { session, server, settle } = setUp();
    await session.open("aaaaaaaaaa");
    session.edit("Turned", withBearing(session.state().document, 90));
    expect(session.state().status).toBe("unsaved");
    await settle();
    expect(session.state()).toMatchObject({ status: "saved", version: 2 });
    expect(server.document).toEqual(plan({ added: [turned(P1, 90)] }));
  });

  it("ten quick changes are one save or a few, and the last is what is kept", async () => {
    const { session, server, settle } = setUp();
    await session.open("aaaaaaaaaa");
    for (let deg = 1; deg <= 10; deg++) session.edit("Turned", withBearing(session.state().document, deg));
    await settle();
    expect(server.saves).toBeLessThan(10);
    expect(server.document.added[0]?.design.bearingDeg).toBe(10);
  });

  it("a change that changes nothing is neither a step nor a save", async () => {
    const { session, server, settle } = setUp();
    await session.open("aaaaaaaaaa");
    session.edit("Nothing", { ...session.state().document });
    await settle();
    expect(server.saves).toBe(0);
    expect(session.state().history.done).toEqual([]);
  });

  it("if somebody saved in between, both changes are kept without a question", async () => {
    const { session, server, settle, byOther, told } = setUp();
    await session.open("aaaaaaaaaa");
    byOther(plan({ added: [P1, turned(camera("P2"), 45)] }));
    session.edit("Turned", withBearing(session.state().document, 90));
    await settle();
    expect(session.state().status).toBe("saved");
    expect(server.document.added).toEqual([turned(P1, 90), turned(camera("P2"), 45)]);
    expect(told.join(" ")).toContain("both changes are kept");
  });

  it.each([
    ["mine", 90],
    ["theirs", 180],
  ] as const)("what both changed is asked, and %s is kept if chosen", async (side: Side, bearingDeg) => {
    const { session, server, settle, byOther } = setUp();
    await session.open("aaaaaaaaaa");
    byOther(plan({ added: [turned(P1, 180)], notes: "theirs too" }));
    session.edit("Turned", withBearing(session.state().document, 90));
    await settle();
    const { status, conflict, document } = session.state();
    expect(status).toBe("conflict");
    expect(document.added[0]?.design.bearingDeg).toBe(90);
    expect(server.document.added[0]?.design.bearingDeg).toBe(180);
    await session.resolve(new Map(conflict?.conflicts.map(({ path }) => [path, side])));
    await settle();
    expect(session.state().status).toBe("saved");
    expect(server.document).toEqual(plan({ added: [turned(P1, bearingDeg)], notes: "theirs too" }));
  });

  it("what changes here while a conflict is open is kept as well", async () => {
    const { session, server, settle, byOther } = setUp();
    await session.open("aaaaaaaaaa");
    byOther(plan({ added: [turned(P1, 180)] }));
    session.edit("Turned", withBearing(session.state().document, 90));
    await settle();
    session.edit("Note", { ...session.state().document, notes: "while open" });
    await settle();
    await session.resolve(new Map([["added/P1/design/bearingDeg", "theirs" as const]]));
    await settle();
    expect(server.document).toEqual(plan({ added: [turned(P1, 180)], notes: "while open" }));
  });

  it("without the server a change waits, and is saved once it is there again", async () => {
    const { session, server, settle } = setUp();
    await session.open("aaaaaaaaaa");
    server.isDown = true;
    session.edit("Turned", withBearing(session.state().document, 90));
    await settle(3);
    expect(session.state().status).toBe("failed");
    server.isDown = false;
    await session.saveNow();
    expect(server.document.added[0]?.design.bearingDeg).toBe(90);
  });

  it("a page that is closed before it could save loses nothing: the next one puts it onto what there is", async () => {
    const { session, page, server, settle, byOther } = setUp();
    await session.open("aaaaaaaaaa");
    server.isDown = true;
    session.edit("Turned", withBearing(session.state().document, 90));
    await settle(2);
    server.isDown = false;
    byOther(plan({ added: [P1], notes: "theirs" }));
    const next = page();
    await next.open("aaaaaaaaaa");
    expect(next.state().document).toEqual(plan({ added: [turned(P1, 90)], notes: "theirs" }));
    await settle();
    expect(server.document).toEqual(plan({ added: [turned(P1, 90)], notes: "theirs" }));
  });

  it("an answer that comes after somebody went on to another plan is not taken", async () => {
    const { session } = setUp();
    const opening = session.open("aaaaaaaaaa");
    session.openDraft(plan({ notes: "draft" }));
    await opening;
    expect(session.state()).toMatchObject({ id: null, status: "draft" });
    expect(session.state().document.notes).toBe("draft");
  });

  it("nobody's name, nothing saved: it is asked for and the change waits", async () => {
    const { session, server, settle } = setUp({ author: "" });
    await session.open("aaaaaaaaaa");
    session.edit("Turned", withBearing(session.state().document, 90));
    await settle();
    expect(session.state().status).toBe("needs-name");
    expect(server.saves).toBe(0);
  });

  it("what others save is seen without a reload, unless something here waits", async () => {
    const { session, byOther } = setUp();
    await session.open("aaaaaaaaaa");
    byOther(plan({ notes: "theirs" }));
    await session.poll();
    expect(session.state().document.notes).toBe("theirs");
  });

  it("a draft becomes a scenario with everything in it, its undo steps included", async () => {
    const { session } = setUp();
    session.openDraft(plan());
    session.edit("Placed", plan({ added: [P1] }));
    const risk = { level: "observe", edition: "2014", night: true } as const;
    await session.saveAs({ name: "Winter", author: "A. Planner", risk }, () => undefined);
    expect(session.state()).toMatchObject({ status: "saved", name: "Winter" });
    expect(session.state().document.risk.night).toBe(true);
    session.undo();
    expect(session.state().document.added).toEqual([]);
  });
});

describe("undo and redo", () => {
  const steps = (n: number) => {
    let [document, history] = [plan(), NO_HISTORY];
    for (let i = 1; i <= n; i++) {
      const after = plan({ notes: String(i) });
      history = withStep(history, { label: `step ${i}`, before: document, after });
      document = after;
    }
    return { document, history };
  };

  it("a hundred steps can be undone one by one, and redone", () => {
    let { document, history } = steps(100);
    for (let i = 99; i >= 0; i--) {
      const back = undo(document, history);
      if (!back) throw new Error(`step ${i} cannot be undone`);
      ({ document, history } = back);
      expect(document.notes).toBe(i === 0 ? "" : String(i));
    }
    expect(undo(document, history)).toBeNull();
    for (let i = 1; i <= 100; i++) ({ document, history } = redo(document, history) ?? steps(0));
    expect(document.notes).toBe("100");
    expect(redo(document, history)).toBeNull();
  });

  it("undoing a step keeps what somebody else did after it", () => {
    const [before, after] = [plan({ added: [P1] }), plan({ added: [turned(P1, 90)] })];
    const history = withStep(NO_HISTORY, { label: "Turned", before, after });
    const now = plan({ added: [turned(P1, 90), camera("P2")], notes: "theirs" });
    expect(undo(now, history)?.document).toEqual(plan({ added: [P1, camera("P2")], notes: "theirs" }));
  });

  it("a new step ends what could be redone", () => {
    const { document, history } = steps(2);
    const back = undo(document, history);
    if (!back) throw new Error("nothing undone");
    const next = withStep(back.history, {
      label: "other",
      before: back.document,
      after: plan({ notes: "x" }),
    });
    expect(redo(plan({ notes: "x" }), next)).toBeNull();
  });
});
