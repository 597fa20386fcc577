import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { refreshImport } from "../../../api/imports.ts";
import { currentState, navigate } from "../../../state/location-store.ts";
import { announce } from "../../../ui/live-region.tsx";
import { dataState, openImportOf } from "../data-sections.ts";
import { UploadEntry } from "./upload-entry.tsx";
import { useUploads } from "./upload-store.ts";

/** Files on their way and just received. The first one received opens, unless an import is open already. */
export function UploadList() {
  const items = useUploads();
  const client = useQueryClient();
  const seen = useRef(new Set(items.filter(({ state }) => state === "received").map(({ key }) => key)));
  useEffect(() => {
    for (const item of items) {
      if (item.state !== "received" || seen.current.has(item.key)) continue;
      seen.current.add(item.key);
      announce(`${item.fileName} was received.`);
      void refreshImport(client, item.importId);
      const state = currentState();
      if (state.screen === "data" && openImportOf(state) === null)
        navigate(dataState("imports", item.importId));
    }
  }, [items, client]);
  if (items.length === 0) return null;
  return (
    <ul className="ds-uploads" aria-label="Files being added">
      {items.map((item) => (
        <UploadEntry key={item.key} item={item} />
      ))}
    </ul>
  );
}
