import type { ColumnMapping } from "#contract/imports.ts";
import { ChoiceGroup } from "../../../ui/choice-group.tsx";

type DateOrder = ColumnMapping["dateOrder"];

/** How the dates are written; 03/04/2020 is a day in April or in March. */
export function DateOrderChoice({
  order,
  onChange,
}: {
  order: DateOrder;
  onChange: (order: DateOrder) => void;
}) {
  return (
    <div className="field">
      <span className="field-label">Dates are written</span>
      <ChoiceGroup
        label="Dates are written"
        look="segments"
        columns={3}
        choices={[
          { id: "dmy", label: "day first" },
          { id: "mdy", label: "month first" },
          { id: "ymd", label: "year first" },
        ]}
        value={order}
        onChange={onChange}
      />
    </div>
  );
}
