import { useState } from "react";
import type { ScenarioHead } from "#contract/scenarios.ts";
import {
  scenarioApi,
  useScenarios,
  useScenariosChanged,
  useScenarioVersions,
} from "../../../api/scenarios.ts";
import { navigate } from "../../../state/location-store.ts";
import { Button } from "../../../ui/button.tsx";
import { CheckField } from "../../../ui/check-field.tsx";
import { announce } from "../../../ui/live-region.tsx";
import { ErrorNotice, Skeleton } from "../../../ui/notice.tsx";
import { SideDialog } from "../../../ui/side-dialog.tsx";
import { TextInput } from "../../../ui/text-input.tsx";
import { editPlan, keepAuthor, planState, readAuthor, session } from "../model/plan-session.ts";
import type { CamerasModel } from "../model/use-cameras.ts";
import { dayAndTime } from "./saved-words.ts";

export type ScenariosDialogProps = { model: CamerasModel; onClose: () => void };

/** All scenarios: open, copy and archive one; go back to an earlier version of this one. */
export function ScenariosDialog({ model, onClose }: ScenariosDialogProps) {
  const [withArchived, setWithArchived] = useState(false);
  const [author, setAuthor] = useState(readAuthor);
  const [problem, setProblem] = useState<unknown>(null);
  const list = useScenarios(withArchived);
  const { plan } = model;
  const name = author.trim();
  return (
    <SideDialog title="Scenarios" isOpen onClose={onClose}>
      {plan.id === null ? null : <ThisScenario key={plan.id} model={model} onClose={onClose} />}
      <TextInput
        label="Your name or number"
        value={author}
        onChange={(text) => {
          setAuthor(text);
          keepAuthor(text);
        }}
        hint="Copies and archived scenarios say who made them."
      />
      <CheckField isSelected={withArchived} onChange={setWithArchived}>
        Archived ones too
      </CheckField>
      {problem ? <ErrorNotice error={problem} /> : null}
      {list.error ? <ErrorNotice error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <Skeleton lines={4} label="Reading the scenarios" /> : null}
      {list.data?.data.length === 0 ? (
        <p className="note">None yet. A draft is saved with “Save as a scenario”.</p>
      ) : null}
      <ul className="scenario-list">
        {list.data?.data.map((each) => (
          <li key={each.id} aria-current={each.id === plan.id}>
            <Entry scenario={each} author={name} onProblem={setProblem} onClose={onClose} />
          </li>
        ))}
      </ul>
    </SideDialog>
  );
}

function openScenario(id: string | null): void {
  const state = planState();
  if (state) navigate({ ...state, scenario: id, plan: [], removed: [], selected: null });
}

type EntryProps = {
  scenario: ScenarioHead;
  author: string;
  onProblem: (problem: unknown) => void;
  onClose: () => void;
};

function Entry({ scenario, author, onProblem, onClose }: EntryProps) {
  const changed = useScenariosChanged();
  const { id, name, version, counts, archivedAt } = scenario;
  const attempt = async (run: () => Promise<void>) => {
    onProblem(null);
    try {
      await run();
      changed();
    } catch (error) {
      onProblem(error);
    }
  };
  const copy = () =>
    attempt(async () => {
      const made = await scenarioApi.copy({
        name: `${name} (copy)`.slice(0, 120),
        author,
        copyOf: { id, version },
      });
      announce(`Copied; you now work on “${made.name}”.`);
      openScenario(made.id);
      onClose();
    });
  const archive = () =>
    attempt(async () => {
      await scenarioApi.archive(id, { author, isArchived: archivedAt === null });
    });
  return (
    <>
      <button
        type="button"
        className="row-link"
        onClick={() => {
          openScenario(id);
          onClose();
        }}
      >
        {name}
      </button>
      <p className="note">
        Version {version}, {scenario.author}, {dayAndTime(scenario.savedAt)}. {counts.added} new,{" "}
        {counts.changed} changed, {counts.removed} taken away.
        {archivedAt ? ` Archived by ${scenario.archivedBy}.` : ""}
      </p>
      <div className="change-actions">
        <Button isDisabled={author === ""} onPress={() => void copy()} aria-label={`Copy ${name}`}>
          Copy
        </Button>
        <Button
          variant="quiet"
          isDisabled={author === ""}
          onPress={() => void archive()}
          aria-label={`${archivedAt ? "Take out of the archive" : "Archive"}: ${name}`}
        >
          {archivedAt ? "Take out of the archive" : "Archive"}
        </Button>
      </div>
    </>
  );
}

function ThisScenario({ model: { plan }, onClose }: ScenariosDialogProps) {
  const [name, setName] = useState(plan.name);
  const versions = useScenarioVersions(plan.id ?? "", plan.version ?? 0);
  return (
    <section className="sites-form">
      <form
        className="add-typed"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== "") session.rename(name.trim());
        }}
      >
        <TextInput label="Name of this scenario" value={name} onChange={setName} />
        <Button type="submit" isDisabled={name.trim() === "" || name.trim() === plan.name}>
          Rename
        </Button>
      </form>
      <div className="change-actions">
        <Button
          onPress={() => {
            openScenario(null);
            onClose();
          }}
        >
          Begin a new draft
        </Button>
      </div>
      <details>
        <summary>{versions.data ? versionsText(versions.data.data.length) : "Versions"}</summary>
        {versions.error ? <ErrorNotice error={versions.error} /> : null}
        <ol className="scenario-list">
          {versions.data?.data.map(({ version, author, summary, savedAt }) => (
            <li key={version}>
              <b>{version}</b> {summary || "Saved"}
              <p className="note">
                {author}, {dayAndTime(savedAt)}
              </p>
              {version === plan.version ? null : (
                <Button variant="quiet" onPress={() => void goBack(plan.id ?? "", version)}>
                  Go back to version {version}
                </Button>
              )}
            </li>
          ))}
        </ol>
      </details>
    </section>
  );
}

function versionsText(n: number): string {
  return n === 1 ? "1 version" : `${n} versions`;
}

/** An earlier version becomes a new one: nothing in between is lost, and it can be undone. */
async function goBack(id: string, version: number): Promise<void> {
  const { document } = await scenarioApi.readVersion(id, version);
  editPlan(`Back to version ${version}`, () => document);
  announce(`The scenario is as in version ${version} again.`);
}
