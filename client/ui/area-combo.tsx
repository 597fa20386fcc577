import { useMemo, useState } from "react";
import { Button } from "react-aria-components/Button";
import { ComboBox } from "react-aria-components/ComboBox";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { Header, ListBox, ListBoxItem, ListBoxSection } from "react-aria-components/ListBox";
import { Popover } from "react-aria-components/Popover";
import { Text } from "react-aria-components/Text";
import type { Area, AreaKind } from "#contract/areas.ts";
import { useAreas } from "../api/queries.ts";
import { ChevronIcon } from "./icons.tsx";

const KINDS: readonly { kind: AreaKind; title: string }[] = [
  { kind: "local-authority", title: "Boroughs and districts" },
  { kind: "ward", title: "Wards" },
  { kind: "postcode-district", title: "Postcode districts" },
  { kind: "place", title: "Places" },
  { kind: "force", title: "Police forces" },
  { kind: "other", title: "Other areas" },
];

export type AreaComboProps = {
  label: string;
  labelHidden?: boolean;
  value: string | null;
  onChange: (code: string) => void;
  /** Codes that cannot be chosen, because they are already. */
  taken?: readonly string[];
  placeholder?: string;
  /** Empties itself after a choice: for adding one more. */
  clearsAfterChoice?: boolean;
};

/** Picks an area by typing part of its name or code, or from the whole list. */
export function AreaCombo(props: AreaComboProps) {
  const { label, labelHidden = false, value, onChange, taken = [], clearsAfterChoice = false } = props;
  const { data } = useAreas("");
  const areas = useMemo(() => (data ?? []).filter((area) => !taken.includes(area.code)), [data, taken]);
  const current = data?.find((area) => area.code === value)?.name ?? "";
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? current;
  const sections = useMemo(() => sectionsOf(areas, typed ?? ""), [areas, typed]);
  return (
    <ComboBox
      className="field"
      inputValue={text}
      onInputChange={setTyped}
      selectedKey={clearsAfterChoice ? null : value}
      onSelectionChange={(key) => {
        if (typeof key === "string" && key !== value) onChange(key);
        setTyped(clearsAfterChoice && key !== null ? "" : null);
      }}
      onOpenChange={(open) => (open ? undefined : setTyped(null))}
      menuTrigger="focus"
      allowsEmptyCollection
    >
      <Label className={labelHidden ? "visually-hidden" : "field-label"}>{label}</Label>
      <div className="combo">
        <Input className="input" placeholder={props.placeholder ?? "Borough, ward, postcode district…"} />
        <Button className="combo-open">
          <ChevronIcon />
        </Button>
      </div>
      <Popover className="popover" maxHeight={440}>
        <AreaList sections={sections} />
      </Popover>
    </ComboBox>
  );
}

type AreaSection = { title: string; areas: Area[] };

function AreaList({ sections }: { sections: readonly AreaSection[] }) {
  return (
    <ListBox className="list" renderEmptyState={() => <p className="list-section">No area has that name.</p>}>
      {sections.map(({ title, areas }) => (
        <ListBoxSection key={title} id={title}>
          <Header className="list-section">{title}</Header>
          {areas.map((area) => (
            <ListBoxItem key={area.code} id={area.code} textValue={area.name} className="list-item">
              <Text slot="label">{area.name}</Text>
            </ListBoxItem>
          ))}
        </ListBoxSection>
      ))}
    </ListBox>
  );
}

/** Longest list that is drawn of one kind; typing narrows it. */
const MOST_OF_A_KIND = 120;

function sectionsOf(areas: readonly Area[], typed: string): AreaSection[] {
  const wanted = typed.trim().toLowerCase();
  return KINDS.map(({ kind, title }) => ({
    title,
    areas: areas
      .filter((area) => area.kind === kind)
      .filter(
        (area) => area.name.toLowerCase().includes(wanted) || area.code.toLowerCase().startsWith(wanted),
      )
      .slice(0, MOST_OF_A_KIND),
  })).filter((section) => section.areas.length > 0);
}
