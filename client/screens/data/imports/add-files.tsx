import { FileTrigger } from "react-aria-components/FileTrigger";
import { Button } from "../../../ui/button.tsx";
import { PlusIcon } from "../../../ui/icons.tsx";
import { uploads } from "./upload-store.ts";

/** The keyboard's way to what dropping a file does. */
export function AddFiles() {
  return (
    <div className="ds-add">
      <FileTrigger allowsMultiple onSelect={(list) => uploads.add(list ? [...list] : [])}>
        <Button variant="primary">
          <PlusIcon />
          Choose files…
        </Button>
      </FileTrigger>
      <p className="note">
        or drop them anywhere on this screen. Nothing is written until you have seen what is in them.
      </p>
    </div>
  );
}
