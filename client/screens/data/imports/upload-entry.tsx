import { Button } from "../../../ui/button.tsx";
import { CloseIcon } from "../../../ui/icons.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { ProgressBar } from "../../../ui/progress-bar.tsx";
import { dataState } from "../data-sections.ts";
import { ScreenLink } from "../screen-link.tsx";
import { fileSize } from "./import-words.ts";
import type { UploadItem } from "./upload-queue.ts";
import { uploads } from "./upload-store.ts";

/** One file: waiting, being sent, received (with the way to its review), or refused with what to do. */
export function UploadEntry({ item }: { item: UploadItem }) {
  const remove = () => uploads.remove(item.key);
  return (
    <li className="ds-upload">
      <div className="ds-upload-head">
        <span className="ds-file-name">{item.fileName}</span>
        <Button
          variant="icon"
          aria-label={
            item.state === "sending" ? `Stop sending ${item.fileName}` : `Take ${item.fileName} off this list`
          }
          onPress={remove}
        >
          <CloseIcon />
        </Button>
      </div>
      <UploadState item={item} />
    </li>
  );
}

function UploadState({ item }: { item: UploadItem }) {
  switch (item.state) {
    case "waiting":
      return <p className="note">Waits for the file before it · {fileSize(item.bytes)}</p>;
    case "sending": {
      const share = item.bytes > 0 ? Math.min(1, item.sentBytes / item.bytes) : null;
      const text =
        share === 1
          ? "Sent. The server looks at what it is…"
          : `${fileSize(item.sentBytes)} of ${fileSize(item.bytes)} sent`;
      return (
        <ProgressBar label={`Sending ${item.fileName}`} share={share === 1 ? null : share} text={text} />
      );
    }
    case "received":
      return (
        <p className="note">
          Received. <ScreenLink to={dataState("imports", item.importId)}>Look at it</ScreenLink>
        </p>
      );
    case "failed":
      return (
        <Notice
          tone="bad"
          title={item.message.happened}
          action={
            item.message.refused ? null : { label: "Send again", onPress: () => uploads.retry(item.key) }
          }
          live
        >
          <p>{item.message.why}</p>
          <p>{item.message.next}</p>
        </Notice>
      );
  }
}
