import { useState } from "react";
import type { Place, PlaceDecision } from "#contract/places.ts";
import { useWithdrawDecision } from "../../../api/places.ts";
import { formatCount } from "../../../state/format.ts";
import { Button } from "../../../ui/button.tsx";
import { announce } from "../../../ui/live-region.tsx";
import { ErrorNotice } from "../../../ui/notice.tsx";
import { SideDialog } from "../../../ui/side-dialog.tsx";
import { TextInput } from "../../../ui/text-input.tsx";

const dayFormat = new Intl.DateTimeFormat("en-GB", {
  day: "2-digit",
  month: "long",
  year: "numeric",
  timeZone: "Europe/London",
});

/** Places that somebody left out, with the reason. Nothing disappears without a trace. */
export function ExcludedPlaces({ places }: { places: readonly Place[] }) {
  const [open, setOpen] = useState<{ name: string; decision: PlaceDecision } | null>(null);
  if (places.length === 0) return null;
  return (
    <details className="excluded">
      <summary>{formatCount(places.length)} left out</summary>
      <ul>
        {places.map(({ id, name, n, decision }) => (
          <li key={id}>
            <b>{name}</b>, {formatCount(n)}.
            {decision ? (
              <>
                {" "}
                {decision.reason}{" "}
                <span className="note">
                  {decision.author}, {dayFormat.format(new Date(decision.at))}.
                </span>
                <Button variant="quiet" onPress={() => setOpen({ name, decision })}>
                  Take back
                </Button>
              </>
            ) : null}
          </li>
        ))}
      </ul>
      {open ? <WithdrawDialog {...open} onClose={() => setOpen(null)} /> : null}
    </details>
  );
}

type WithdrawDialogProps = { name: string; decision: PlaceDecision; onClose: () => void };

function WithdrawDialog({ name, decision, onClose }: WithdrawDialogProps) {
  const [reason, setReason] = useState("");
  const [author, setAuthor] = useState("");
  const [tried, setTried] = useState(false);
  const withdraw = useWithdrawDecision();
  const missing = reason.trim().length < 5 || author.trim() === "";
  const send = () => {
    setTried(true);
    if (missing) return;
    withdraw.mutate(
      { id: decision.id, reason: reason.trim(), author: author.trim() },
      {
        onSuccess: () => {
          announce(`${name} is back in the list.`);
          onClose();
        },
      },
    );
  };
  return (
    <SideDialog title={`Take back: ${name}`} isOpen onClose={onClose} place="centre">
      <form
        className="decision"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <p>The place returns to the list. Both the decision and this stay on record.</p>
        <TextInput
          label="Reason"
          value={reason}
          onChange={setReason}
          error={tried && reason.trim().length < 5 ? "Say why, in a few words." : null}
        />
        <TextInput
          label="Your name"
          value={author}
          onChange={setAuthor}
          error={tried && author.trim() === "" ? "Say who decides." : null}
        />
        {withdraw.error ? <ErrorNotice error={withdraw.error} /> : null}
        <div className="place-actions">
          <Button variant="primary" type="submit" isDisabled={withdraw.isPending}>
            Take back
          </Button>
          <Button onPress={onClose}>Cancel</Button>
        </div>
      </form>
    </SideDialog>
  );
}
