import { useState } from "react";
import type { Column } from "#contract/camera-design.ts";
import type { CameraState } from "../../../state/camera-state.ts";
import { Button } from "../../../ui/button.tsx";
import { TextInput } from "../../../ui/text-input.tsx";
import { readTypedPosition } from "../../explore/hotspots/typed-position.ts";
import { place } from "../map/use-camera-hand.ts";

/** Places a camera by coordinates, grid reference or column number: no pointer needed. */
export function AddTyped({ state, columns }: { state: CameraState; columns: readonly Column[] }) {
  const [text, setText] = useState("");
  const [error, setError] = useState<string | null>(null);
  const add = () => {
    const column = columns.find(({ id, reference }) => [id, reference].includes(text.trim()));
    const position = column?.position ?? readTypedPosition(text);
    if (!position) {
      setError("This is neither coordinates, nor a grid reference, nor a column in this part of the map.");
      return;
    }
    setError(null);
    setText("");
    place(state, position, { columns, onPlaced: () => undefined });
  };
  return (
    <form
      className="add-typed"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <TextInput
        label="Or by position or column"
        value={text}
        onChange={setText}
        error={error}
        placeholder="51.6032, −0.2644 or TQ 2030 9091"
      />
      <Button type="submit" isDisabled={text.trim() === ""}>
        Place
      </Button>
    </form>
  );
}
