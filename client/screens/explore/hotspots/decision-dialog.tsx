import { useState } from "react";
import type { Place } from "#contract/places.ts";
import { type HotspotQuestion, useDecidePlace } from "../../../api/places.ts";
import { Button } from "../../../ui/button.tsx";
import { announce } from "../../../ui/live-region.tsx";
import { ErrorNotice } from "../../../ui/notice.tsx";
import { SideDialog } from "../../../ui/side-dialog.tsx";
import { TextInput } from "../../../ui/text-input.tsx";
import { readTypedPosition } from "./typed-position.ts";

export type DecisionDialogProps = {
  kind: "exclude" | "shift";
  place: Place;
  cell: string;
  question: HotspotQuestion;
  onClose: () => void;
};

const LEAST_REASON = 5;

/** Leaves a place out, or shifts where work is sent, with a reason and a name that are kept. */
export function DecisionDialog({ kind, place, cell, question, onClose }: DecisionDialogProps) {
  const [reason, setReason] = useState("");
  const [author, setAuthor] = useState("");
  const [where, setWhere] = useState("");
  const [tried, setTried] = useState(false);
  const decide = useDecidePlace();
  const position = kind === "shift" ? readTypedPosition(where) : null;
  const wrong = {
    reason: reason.trim().length < LEAST_REASON ? "Say why, in a few words." : null,
    author: author.trim() === "" ? "Say who decides." : null,
    where:
      kind === "shift" && position === null
        ? "A grid reference such as TQ 229 893, or latitude, longitude."
        : null,
  };
  const send = () => {
    setTried(true);
    if (wrong.reason || wrong.author || wrong.where) return;
    const { area, category } = question;
    decide.mutate(
      { kind, cell, area, category, reason: reason.trim(), author: author.trim(), position },
      {
        onSuccess: () => {
          announce(kind === "exclude" ? `${place.name} is left out.` : `${place.name} is shifted.`);
          onClose();
        },
      },
    );
  };
  return (
    <SideDialog
      title={kind === "exclude" ? `Leave out ${place.name}` : `Shift ${place.name}`}
      isOpen
      onClose={onClose}
      place="centre"
    >
      <form
        className="decision"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <p>
          {kind === "exclude"
            ? "The place leaves the list and what is made from it. Its figures stay as they are, and it is listed below with your reason until somebody takes this back."
            : "Work is sent to another point. The place’s figures stay where the incidents are."}
        </p>
        {kind === "shift" ? (
          <TextInput
            label="New point"
            value={where}
            onChange={setWhere}
            placeholder="TQ 229 893"
            error={tried ? wrong.where : null}
          />
        ) : null}
        <TextInput label="Reason" value={reason} onChange={setReason} error={tried ? wrong.reason : null} />
        <TextInput
          label="Your name"
          value={author}
          onChange={setAuthor}
          error={tried ? wrong.author : null}
        />
        {decide.error ? <ErrorNotice error={decide.error} /> : null}
        <div className="place-actions">
          <Button variant="primary" type="submit" isDisabled={decide.isPending}>
            {kind === "exclude" ? "Leave out" : "Shift"}
          </Button>
          <Button onPress={onClose}>Cancel</Button>
        </div>
      </form>
    </SideDialog>
  );
}
