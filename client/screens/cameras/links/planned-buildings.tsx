import { useState } from "react";
import { Button } from "../../../ui/button.tsx";
import { TextInput } from "../../../ui/text-input.tsx";
import { readTypedPosition } from "../../explore/hotspots/typed-position.ts";
import { NumberField } from "../camera/number-field.tsx";
import { editPlan } from "../model/plan-session.ts";
import type { CamerasModel } from "../model/use-cameras.ts";
import { ImportedBuildings } from "./imported-buildings.tsx";
import { squareAround } from "./square-around.ts";

/** Buildings that do not stand yet: they block links and views of this plan. */
export function PlannedBuildings({ model }: { model: CamerasModel }) {
  const { buildings } = model.plan.document;
  return (
    <section>
      <div className="hd">
        <h2 className="hd-title">Planned buildings</h2>
        <p className="note">
          {buildings.length === 0
            ? "None. Add one to see which links and views it would block."
            : "They block links and the views of this plan as if they stood."}
        </p>
      </div>
      <ul className="site-list link-list">
        {buildings.map(({ id, name, heightM }) => (
          <li key={id}>
            <span aria-hidden="true">▮</span>
            <div>
              <b>{name}</b>
              <p className="note">{heightM} m high</p>
            </div>
            <Button
              variant="quiet"
              aria-label={`Leave out ${name}`}
              onPress={() =>
                editPlan(`${name} left out`, (document) => ({
                  ...document,
                  buildings: document.buildings.filter((building) => building.id !== id),
                }))
              }
            >
              Leave out
            </Button>
          </li>
        ))}
      </ul>
      <ImportedBuildings model={model} />
      <AddBuilding />
    </section>
  );
}

function AddBuilding() {
  const [name, setName] = useState("");
  const [text, setText] = useState("");
  const [heightM, setHeightM] = useState(60);
  const [sideM, setSideM] = useState(20);
  const position = readTypedPosition(text);
  const add = () => {
    if (!position) return;
    editPlan(`Planned building ${name.trim()} added`, (document) => ({
      ...document,
      buildings: [
        ...document.buildings,
        {
          id: `B${document.buildings.length + 1} ${name.trim()}`.slice(0, 120),
          name: name.trim(),
          heightM,
          ring: squareAround(position, sideM),
        },
      ],
    }));
    setName("");
    setText("");
  };
  return (
    <form
      className="pad sites-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (position && name.trim() !== "") add();
      }}
    >
      <TextInput label="Name of the building" value={name} onChange={setName} />
      <TextInput
        label="Its middle"
        value={text}
        onChange={setText}
        placeholder="51.6032, −0.2644 or TQ 2030 9091"
        error={text.trim() !== "" && !position ? "Neither coordinates nor a grid reference." : null}
      />
      <div className="camera-form">
        <NumberField
          label="Its height"
          unit="m"
          value={heightM}
          min={1}
          max={400}
          onChange={(next) => setHeightM(next ?? heightM)}
        />
        <NumberField
          label="Side of its square"
          unit="m"
          value={sideM}
          min={1}
          max={500}
          onChange={(next) => setSideM(next ?? sideM)}
        />
      </div>
      <Button type="submit" isDisabled={!position || name.trim() === ""}>
        Add the building
      </Button>
      <p className="note">A square with sides north–south and east–west stands for the building.</p>
    </form>
  );
}
