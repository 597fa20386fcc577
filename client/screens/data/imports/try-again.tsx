import { useState } from "react";
import type { ImportManifest } from "#contract/imports.ts";
import { Button } from "../../../ui/button.tsx";
import { DiscardImport } from "./review/discard-import.tsx";
import { ImportReview } from "./review/import-review.tsx";

/** After a failure or a cancellation: the file is still here, so other choices can be tried without sending it again. */
export function TryAgain({ manifest }: { manifest: ImportManifest }) {
  const [looking, setLooking] = useState(false);
  if (looking) return <ImportReview manifest={manifest} />;
  return (
    <div className="ds-actions">
      <Button onPress={() => setLooking(true)}>Look at the file again…</Button>
      <DiscardImport id={manifest.id} />
    </div>
  );
}
