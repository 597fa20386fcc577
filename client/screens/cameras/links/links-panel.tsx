import { useState } from "react";
import type { LinkCheck } from "#contract/links.ts";
import type { WirelessLink } from "#domain/scenario/scenario-document.ts";
import { useLinkChecks } from "../../../api/links.ts";
import { navigate } from "../../../state/location-store.ts";
import { Button } from "../../../ui/button.tsx";
import { ErrorNotice } from "../../../ui/notice.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { TextInput } from "../../../ui/text-input.tsx";
import { readTypedPosition } from "../../explore/hotspots/typed-position.ts";
import { NumberField } from "../camera/number-field.tsx";
import { editPlan } from "../model/plan-session.ts";
import type { CamerasModel } from "../model/use-cameras.ts";
import { asInput } from "./link-input.ts";
import { PlannedBuildings } from "./planned-buildings.tsx";

const STATUS: Record<LinkCheck["status"], string> = {
  clear: "✓ Clear",
  obstructed: "▲ Not clear",
  blocked: "✕ Blocked",
  unknown: "? Not known",
};

/** Wireless links from cameras to receivers, over the buildings that stand and those that are planned. */
export function LinksPanel({ model }: { model: CamerasModel }) {
  const { links, buildings } = model.plan.document;
  const checks = useLinkChecks(links.length === 0 ? null : asInput(links, buildings));
  const found = new Map(checks.data?.data.map((check) => [check.id, check]));
  const blocked = links.filter(({ id }) => found.get(id)?.status === "blocked").length;
  return (
    <>
      <div className="hd">
        <h2 className="hd-title">
          {links.length === 0
            ? "No wireless links in this plan yet"
            : `${links.length} wireless ${links.length === 1 ? "link" : "links"}${blocked > 0 ? `, ${blocked} blocked` : ""}`}
        </h2>
        <p className="note">
          A link is clear if 60 % of the first Fresnel zone is free of buildings. Trees and hills are not
          known.
        </p>
      </div>
      {checks.error ? (
        <div className="pad">
          <ErrorNotice error={checks.error} onRetry={() => void checks.refetch()} />
        </div>
      ) : null}
      <ul className="site-list link-list">
        {links.map((link) => (
          <LinkRow key={link.id} link={link} check={found.get(link.id) ?? null} model={model} />
        ))}
      </ul>
      <AddLink model={model} />
      <PlannedBuildings model={model} />
      <ul className="limits pad">
        {checks.data?.meta.caveats.map(({ code, text }) => (
          <li key={code}>{text}</li>
        ))}
      </ul>
    </>
  );
}

type RowProps = { link: WirelessLink; check: LinkCheck | null; model: CamerasModel };

function LinkRow({ link, check, model }: RowProps) {
  const [lng, lat] = [0, 1].map((at) => ((link.from.position[at] ?? 0) + (link.to.position[at] ?? 0)) / 2);
  return (
    <li data-status={check?.status ?? "waiting"}>
      <span aria-hidden="true">{check ? (STATUS[check.status][0] ?? "") : "…"}</span>
      <div>
        <button
          type="button"
          className="row-link"
          onClick={() =>
            navigate({ ...model.state, viewport: { lng: lng ?? 0, lat: lat ?? 0, zoom: LINK_ZOOM } })
          }
        >
          {link.name}
        </button>
        <p className="note">
          {check
            ? `${STATUS[check.status].slice(2)}. ${check.lengthM.toFixed(0)} m at ${link.frequencyGHz} GHz; ${check.neededM.toFixed(1)} m must be free around the line. ${check.words}`
            : "Being checked."}
        </p>
      </div>
      <Button
        variant="quiet"
        aria-label={`Leave out link ${link.name}`}
        onPress={() =>
          editPlan(`Link ${link.name} left out`, (document) => ({
            ...document,
            links: document.links.filter(({ id }) => id !== link.id),
          }))
        }
      >
        Leave out
      </Button>
    </li>
  );
}

const LINK_ZOOM = 16;

/** From a camera of the plan or the estate to a receiver, by position or to another camera. */
function AddLink({ model }: { model: CamerasModel }) {
  const { shown, selected } = model;
  const there = shown.filter(({ role }) => role !== "removed");
  const [picked, setFrom] = useState<string | null>(null);
  // The register may come after the panel, and another camera may be chosen on the map.
  const from = picked ?? selected?.id ?? there[0]?.id ?? null;
  const [text, setText] = useState("");
  const [heightM, setHeightM] = useState(15);
  const [frequencyGHz, setFrequency] = useState(5.8);
  const camera = there.find(({ id }) => id === from);
  const other = there.find(({ id, label }) => [id, label].includes(text.trim()) && id !== from);
  const position = other?.position ?? readTypedPosition(text);
  const add = () => {
    if (!camera || !position) return;
    const name = `${camera.label} to ${other?.label ?? text.trim()}`;
    const toHeightM = other ? (other.design?.heightM ?? other.record?.heightM ?? heightM) : heightM;
    editPlan(`Link ${name} added`, (document) => ({
      ...document,
      links: [
        ...document.links,
        {
          id: freshId(document.links.map(({ id }) => id)),
          name,
          from: {
            position: camera.position,
            heightM: camera.design?.heightM ?? camera.record?.heightM ?? DEFAULT_HEIGHT_M,
          },
          to: { position, heightM: toHeightM },
          frequencyGHz,
        },
      ],
    }));
    setText("");
  };
  if (there.length === 0)
    return <p className="note pad">A link begins at a camera: place one, or import the register.</p>;
  return (
    <form
      className="pad sites-form"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <h2>Add a link</h2>
      <SelectField
        label="From camera"
        options={there.slice(0, MOST_LISTED).map(({ id, label, name }) => ({
          id,
          label,
          ...(name ? { detail: name } : {}),
        }))}
        value={from}
        onChange={setFrom}
      />
      <TextInput
        label="To receiver: position or another camera"
        value={text}
        onChange={setText}
        placeholder="51.6032, −0.2644 or BA-0007"
        error={text.trim() !== "" && !position ? "Neither a position nor a camera." : null}
      />
      <div className="camera-form">
        <NumberField
          label="Receiver’s height"
          unit="m"
          value={heightM}
          min={1}
          max={400}
          onChange={(next) => setHeightM(next ?? heightM)}
        />
        <NumberField
          label="Frequency"
          unit="GHz"
          value={frequencyGHz}
          min={0.1}
          max={100}
          onChange={(next) => setFrequency(next ?? frequencyGHz)}
        />
      </div>
      <Button type="submit" variant="primary" isDisabled={!camera || !position}>
        Add the link
      </Button>
    </form>
  );
}

const DEFAULT_HEIGHT_M = 6;
const MOST_LISTED = 500;

/** `L1`, `L2`, … */
function freshId(used: readonly string[]): string {
  let number = used.length + 1;
  while (used.includes(`L${number}`)) number++;
  return `L${number}`;
}
