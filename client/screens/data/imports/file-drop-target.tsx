import { useEffect, useState } from "react";
import { uploads } from "./upload-store.ts";

const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;

/** Takes files dropped anywhere in the window while the Data screen is open, and says so while they hover. */
export function FileDropTarget() {
  const [over, setOver] = useState(false);
  useEffect(() => listenForFiles(setOver), []);
  if (!over) return null;
  return (
    <div className="ds-drop" aria-hidden="true">
      <p>
        <b>Drop to add.</b> You will see what is in the files before anything is written.
      </p>
    </div>
  );
}

function listenForFiles(setOver: (over: boolean) => void): () => void {
  const hover = (event: DragEvent) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    setOver(true);
  };
  const leave = (event: DragEvent) => {
    if (event.relatedTarget === null) setOver(false);
  };
  const drop = (event: DragEvent) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    setOver(false);
    uploads.add([...(event.dataTransfer?.files ?? [])]);
  };
  window.addEventListener("dragenter", hover);
  window.addEventListener("dragover", hover);
  window.addEventListener("dragleave", leave);
  window.addEventListener("drop", drop);
  return () => {
    window.removeEventListener("dragenter", hover);
    window.removeEventListener("dragover", hover);
    window.removeEventListener("dragleave", leave);
    window.removeEventListener("drop", drop);
  };
}
