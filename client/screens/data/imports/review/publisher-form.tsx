import { TextInput } from "../../../../ui/text-input.tsx";
import type { ImportDraft } from "./import-draft.ts";

export type PublisherFormProps = { draft: ImportDraft; onChange: (part: Partial<ImportDraft>) => void };

/** Whose data it is and on what terms: the file does not say, and every export must. */
export function PublisherForm({ draft, onChange }: PublisherFormProps) {
  return (
    <section className="ds-block">
      <h3>Publisher and licence</h3>
      <p className="note">
        The file does not say. Both stand in the manifest and under every figure made from it.
      </p>
      <div className="ds-fields">
        <TextInput
          label="Publisher"
          placeholder="for example Office for National Statistics"
          value={draft.publisher}
          onChange={(publisher) => onChange({ publisher: publisher.slice(0, 200) })}
        />
        <TextInput
          label="Licence or agreement"
          placeholder="for example Open Government Licence v3.0"
          value={draft.licence}
          onChange={(licence) => onChange({ licence: licence.slice(0, 200) })}
        />
      </div>
    </section>
  );
}
